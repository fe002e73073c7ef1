import { z } from "zod";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Rest } from "./rest.ts";
import { searchQuery } from "./search.ts";

const Products = z.object({ items: z.array(z.object({ id: z.coerce.number(), sku: z.string(), status: z.coerce.number().nullish() })).nullish() });
const Status = z.object({ stock_status: z.coerce.number() });

/** Asks for each product by its SKU, since no list tells the stock. One that the shop does not know is left out. @throws PlatformError */
export async function stock(rest: Rest, productRefs: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const known = new Map<string, boolean>();
  const ids = productRefs.filter((ref) => /^\d{1,20}$/.test(ref));
  if (ids.length === 0) return known;
  const query = searchQuery({ filters: [{ field: "entity_id", value: ids.join(","), condition: "in" }], pageSize: ids.length, fields: "items[id,sku,status]" });
  for (const { id, sku, status } of Products.parse(await rest.ask("GET", `/products?${query}`)).items ?? []) {
    if (status === 2) known.set(String(id), false);
    else {
      const told = await statusOf(rest, sku);
      if (told !== null) known.set(String(id), told);
    }
  }
  return known;
}

async function statusOf(rest: Rest, sku: string): Promise<boolean | null> {
  try {
    return Status.parse(await rest.ask("GET", `/stockStatuses/${encodeURIComponent(sku)}`)).stock_status === 1;
  } catch (error) {
    // Gone between the two calls.
    if (error instanceof PlatformError && error.kind === "refused") return null;
    throw error;
  }
}
