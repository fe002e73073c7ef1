import { z } from "zod";
import type { Access, AppKeys, Connect, NewDiscountCode, PlatformClient, ShopFacts } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { parsed } from "#app/core/event/payload/body.ts";
import { createApi, forgetToken } from "./api.ts";
import type { Api, Json } from "./api.ts";
import { wix } from "./index.ts";
import { asObject } from "./jwt.ts";
import { contactPage, orderPage, productPage, productsById } from "./pages.ts";
import { ProductPayload } from "./payloads.ts";
import { stockOf } from "./product.ts";
import { proveTicket } from "./ticket.ts";

/** All that is kept of a site is its id, for the app's own keys do the rest. Before that there may be the dashboard's signed `instance`, which `about` exchanges. */
const Credentials = z.union([z.object({ instanceId: z.string().min(8).max(64) }), z.object({ instance: z.string() })]);

const PAGES = { products: productPage, contacts: contactPage, orders: orderPage } as const;

/** A coupon's code in Wix has at most so many letters. */
const LONGEST_CODE = 20;

/** A Wix site that has the app. */
export const connect: Connect = (access) => {
  const { reach, keys } = access;
  if (!keys) throw new PlatformError("unable", "WIX_APP_ID or WIX_APP_SECRET is not set", "This installation of Afterglow has no Wix app of its own. Ask whoever runs it.");
  const credentials = Credentials.safeParse(access.credentials);
  if (!credentials.success) throw new PlatformError("unauthorised", "the credentials hold no instance id", "Install Afterglow again from the Wix App Market.");
  if ("instance" in credentials.data) return newcomer(access, keys, credentials.data.instance);
  const { instanceId } = credentials.data;
  const api = createApi(access, keys, instanceId);

  const client: PlatformClient = {
    async about() {
      // With a token of this moment: an old one may outlive the app on the site.
      forgetToken(reach, keys, instanceId);
      return about(api, instanceId);
    },
    resources: [{ key: "products", label: "Products" }, { key: "contacts", label: "Contacts" }, { key: "orders", label: "Orders" }],
    async pull(resource, window, cursor) {
      const read = PAGES[resource as keyof typeof PAGES];
      if (!read) throw new PlatformError("unable", `there is no resource ${resource}`, "Wix has nothing of this kind.");
      try {
        return await read(api, window, cursor);
      } catch (error) {
        // A site without a shop has no orders and no products, and that is no failure.
        if (error instanceof PlatformError && error.kind === "unable") return { items: [], next: null, total: null, waitMs: 0, note: error.forMerchant };
        throw error;
      }
    },
    // Wix's subscriptions are the app's, made once in its dashboard for all sites: see docs/connect-wix.md.
    listen: async () => [],
    async leave() {
      forgetToken(reach, keys, instanceId);
    },
    createDiscountCode: (code) => createCoupon(api, code, reach.now()),
    async tagCustomer(customerRef, tag) {
      needContact(customerRef);
      // Finds the label of this name or makes it.
      const { label } = await api.post("/contacts/v4/labels", { displayName: tag });
      const key = asObject(label)?.["key"];
      if (typeof key !== "string") throw new PlatformError("unexpected", "contacts/v4/labels gave no key", "Wix did not make the label. We try again by ourselves.");
      await api.post(`/contacts/v4/contacts/${encodeURIComponent(customerRef)}/labels`, { labelKeys: [key] });
    },
    async noteCustomer() {
      throw new PlatformError("unable", "Wix has no notes for apps", wix.unable.note ?? "");
    },
    async stock(productRefs) {
      const told = (await productsById(api, productRefs)).map((json) => parsed(ProductPayload, json));
      return new Map(told.flatMap((product) => {
        const there = product.visible === "false" ? false : stockOf(product);
        return product.id === null || there === null ? [] : [[product.id, there] as const];
      }));
    },
  };
  return client;
};

/** Whoever comes with a signed instance: nothing but `about` can be asked before it is exchanged for the id it proves. */
function newcomer(access: Access, keys: AppKeys, ticket: string): PlatformClient {
  const notYet = async (): Promise<never> => {
    throw new PlatformError("unauthorised", "a signed instance is not exchanged yet", "Open Afterglow from your Wix dashboard.");
  };
  return {
    async about() {
      const guest = await proveTicket(access.reach, keys, ticket);
      const facts = await about(createApi(access, keys, guest.instanceId), guest.instanceId);
      await access.keep(guest);
      return facts;
    },
    resources: [], pull: notYet, listen: notYet, leave: notYet, createDiscountCode: notYet, tagCustomer: notYet, noteCustomer: notYet, stock: notYet,
  };
}

/** A consent told by itself stands for an address, not for a contact. */
function needContact(ref: string): void {
  if (!/^[0-9a-f-]{36}$/i.test(ref)) throw new PlatformError("unable", "the customer is not a contact of the site", "This customer is not among the site's contacts in Wix.");
}

/** dev.wix.com: Get App Instance, and Get Site Properties for what that leaves out; without the permission for it the time zone is not known. */
async function about(api: Api, instanceId: string): Promise<ShopFacts> {
  const answer = await api.get("/apps/v1/instance");
  const site = asObject(answer["site"]) ?? {};
  if (asObject(answer["instance"])?.["instanceId"] !== instanceId) throw new PlatformError("unexpected", "apps/v1/instance is of another instance", "Wix answered for another site. Try again.");
  const properties = await api.get("/site-properties/v4/properties").then((told) => asObject(told["properties"]) ?? {}, (error: unknown) => {
    if (error instanceof PlatformError && !error.passes) return {} as Json;
    throw error;
  });
  const words = (...values: unknown[]): string | null => values.find((value): value is string => typeof value === "string" && value.trim() !== "") ?? null;
  const place = asObject(properties["locale"]);
  const country = words(asObject(properties["address"])?.["country"], place?.["country"])?.toUpperCase() ?? null;
  const language = words(properties["language"], place?.["languageCode"], site["locale"]) ?? "en";
  return {
    domain: instanceId,
    name: words(site["siteDisplayName"], properties["siteDisplayName"]) ?? "Wix site",
    storeUrl: words(site["url"]) ?? "",
    currency: words(site["paymentCurrency"], properties["paymentCurrency"]) ?? "USD",
    country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
    timeZone: zoneOf(words(properties["timeZone"])),
    locale: language,
    email: words(properties["email"], site["ownerEmail"], asObject(site["ownerInfo"])?.["email"]),
  };
}

/** A zone that this machine knows; UTC when Wix does not tell one. */
function zoneOf(name: string | null): string {
  try {
    return name === null ? "UTC" : new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** One use over all customers: Wix cannot bind a coupon to one of them. dev.wix.com, Coupons, Create Coupon; its times are milliseconds as text. */
async function createCoupon(api: Api, { code, percent, endsAt, title }: NewDiscountCode, now: number): Promise<void> {
  if (code.length > LONGEST_CODE) throw new PlatformError("unable", `the code has ${code.length} letters`, `A coupon code in Wix has at most ${LONGEST_CODE} letters. Choose a shorter prefix.`);
  const specification = {
    name: `${title} ${code}`.slice(0, 60), code, startTime: String(now), ...(endsAt !== null && { expirationTime: String(endsAt) }), usageLimit: 1, percentOffRate: percent, scope: { namespace: "stores" }, active: true,
  };
  try {
    await api.post("/stores/v2/coupons", { specification });
  } catch (error) {
    // The same code again is the same coupon: an answer was lost on the way.
    if (!(error instanceof PlatformError) || error.kind !== "refused" || !/EXISTS|DUPLICATE/.test(error.message)) throw error;
  }
}
