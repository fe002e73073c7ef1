/** What may be asked to be done, with Shopify's own refusals. */
import type { Item } from "./execute.ts";
import type { Exports } from "./exports.ts";
import type { Customer, Store } from "./store.ts";

type UserError = { readonly field: readonly string[] | null; readonly message: string; readonly code?: string };

const refused = (...userErrors: UserError[]): Item => ({ codeDiscountNode: null, customer: null, node: null, userErrors });

export function mutationRoot(store: Store, exports: Exports, queries: Item, uninstall: () => void): Item {
  const customerOf = (id: unknown): Customer | undefined => store.customers.find((one) => `gid://shopify/Customer/${one.id}` === id);
  return {
    bulkOperationRunQuery: ({ query }: Item) => exports.start(String(query), queries),
    appUninstall: () => {
      uninstall();
      return { userErrors: [] };
    },
    tagsAdd: ({ id, tags }: Item) => {
      const customer = customerOf(id);
      if (!customer) return refused({ field: ["id"], message: "Resource not found" });
      for (const tag of tags as string[]) if (!customer.tags.includes(tag)) customer.tags.push(tag);
      return { userErrors: [] };
    },
    customerUpdate: ({ input }: Item) => {
      const { id, note } = input as Item;
      const customer = customerOf(id);
      if (!customer) return refused({ field: ["id"], message: "Customer does not exist" });
      customer.note = String(note);
      return { userErrors: [] };
    },
    discountCodeBasicCreate: ({ basicCodeDiscount }: Item) => {
      const input = basicCodeDiscount as Record<string, unknown>;
      const code = String(input["code"]).toUpperCase();
      const { customers } = input["context"] as { customers?: { add: string[] } };
      if (customers?.add.some((id) => !customerOf(id))) return refused({ field: ["basicCodeDiscount", "context", "customers", "add"], message: "Customer is invalid", code: "INVALID" });
      if (store.discounts.has(code)) return refused({ field: ["basicCodeDiscount", "code"], message: "Code must be unique. Please try a different code.", code: "TAKEN" });
      store.discounts.set(code, { code, title: String(input["title"]), input });
      return { codeDiscountNode: { id: "gid://shopify/DiscountCodeNode/1" }, userErrors: [] };
    },
  };
}
