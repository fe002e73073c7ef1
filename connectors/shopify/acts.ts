/** What journeys do in the shop. */
import type { Access, NewDiscountCode, PlatformClient } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { formatInstant, MINUTE } from "#app/core/shared/instant.ts";
import type { Api } from "./api.ts";
import { checkUserErrors, userErrorsOf } from "./errors.ts";
import { digitsOf, gidOf, nodeOf, nodesOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";
import { ADD_TAG, CREATE_CODE, FIND_CODE, READ_NOTE, STOCK, WRITE_NOTE } from "./queries.ts";
import { wholeNode } from "./whole-node.ts";

/** Of products asked about at once: with 50 variants each, one query stays far below what it may cost. */
const STOCK_BATCH = 10;

export function actsOf(api: Api, access: Access): Pick<PlatformClient, "createDiscountCode" | "tagCustomer" | "noteCustomer" | "stock"> {
  return {
    async createDiscountCode(wanted) {
      const { data } = await api.ask(CREATE_CODE, { discount: discountOf(wanted, access.reach.now()) });
      const payload = data["discountCodeBasicCreate"];
      if (userErrorsOf(payload).some(({ code }) => code === "TAKEN") && (await isOurs(api, wanted))) return;
      checkUserErrors(payload, "the discount code");
    },
    async tagCustomer(customerRef, tag) {
      // A comma would make two tags of one.
      const { data } = await api.ask(ADD_TAG, { id: gidOf("Customer", customerRef), tags: [tag.replaceAll(",", " ").trim()] });
      checkUserErrors(data["tagsAdd"], "the tag");
    },
    async noteCustomer(customerRef, note) {
      const id = gidOf("Customer", customerRef);
      await access.alone(`customer_note:${customerRef}`, async () => {
        const { data } = await api.ask(READ_NOTE, { id });
        if (data["customer"] === null) throw new PlatformError("refused", "there is no such customer", "Shopify does not know this customer any more.");
        const before = textOf(nodeOf(data["customer"])["note"]);
        if (before?.split("\n").includes(note)) return;
        const written = await api.ask(WRITE_NOTE, { input: { id, note: before === null ? note : `${before}\n${note}` } });
        checkUserErrors(written.data["customerUpdate"], "the note");
      });
    },
    async stock(productRefs) {
      const stock = new Map<string, boolean>();
      for (let from = 0; from < productRefs.length; from += STOCK_BATCH) {
        const { data } = await api.ask(STOCK, { ids: productRefs.slice(from, from + STOCK_BATCH).map((ref) => gidOf("Product", ref)) });
        for (const product of nodesOf(data["nodes"])) {
          const ref = digitsOf(product["id"]);
          if (ref !== null) stock.set(ref, canBeBought(product) || canBeBought(await wholeNode(api, product)));
        }
      }
      return stock;
    },
  };
}

/** Begins a minute ago, so that no difference of clocks leaves it asleep when the message arrives. */
function discountOf({ code, percent, endsAt, customerRef, title }: NewDiscountCode, now: number): object {
  return {
    title,
    code,
    startsAt: formatInstant(now - MINUTE),
    endsAt: endsAt === null ? null : formatInstant(endsAt),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    customerGets: { value: { percentage: percent / 100 }, items: { all: true } },
    context: customerRef === null ? { all: "ALL" } : { customers: { add: [gidOf("Customer", customerRef)] } },
  };
}

/** Made by an earlier try whose answer was lost; another discount of the shop bears another title. */
async function isOurs(api: Api, { code, title }: NewDiscountCode): Promise<boolean> {
  const { data } = await api.ask(FIND_CODE, { code });
  return nodeOf(nodeOf(data["codeDiscountNodeByCode"])["codeDiscount"])["title"] === title;
}

function canBeBought(product: Node): boolean {
  return product["status"] === "ACTIVE" && nodesOf(product["variants"]).some((variant) => variant["availableForSale"] === true);
}
