/** What is read page by page: orders with their parcels and refunds, contacts, products. Always by date of change, oldest first. */
import type { PullPage, Pulled, PullWindow } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { asObject } from "./jwt.ts";
import type { Api, Json } from "./api.ts";

/** The most Wix gives at once, of orders and of products. */
const PAGE = 100;

/** Where to go on. `cursor` is Wix's own; `from` is the date of change it stands at, from which a new search starts when Wix has forgotten the cursor. */
type Cursor = { readonly cursor?: string; readonly from?: string; readonly skip?: number };

const readCursor = (cursor: string | null): Cursor => asObject(cursor) ?? {};

const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.flatMap((one: unknown): Json[] => [asObject(one)].filter((json) => json !== null)) : []);
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function item(topic: string, json: Json, ref: unknown): Pulled {
  return { topic, body: new TextEncoder().encode(JSON.stringify(json)), ref: textOf(ref) ?? "?" };
}

/** The filter of a window on a field; nothing for the whole past. */
function within(field: string, { since }: PullWindow, from: string | undefined): Json {
  const start = from ?? (since === null ? null : formatInstant(since));
  return start === null ? {} : { [field]: { $gte: start } };
}

/** A search that gives cursors (orders, catalog v3). A cursor that Wix no longer knows is replaced by a new search from where it stood. */
async function byCursor(window: PullWindow, cursor: string | null, ask: (query: Json) => Promise<{ readonly found: Json[]; readonly metadata: Json }>): Promise<{ readonly found: Json[]; readonly next: string | null }> {
  const at = readCursor(cursor);
  const fresh = (): Promise<{ found: Json[]; metadata: Json }> => ask({ filter: within("updatedDate", window, at.from), sort: [{ fieldName: "updatedDate", order: "ASC" }], cursorPaging: { limit: PAGE } });
  const { found, metadata } = at.cursor
    ? await ask({ cursorPaging: { limit: PAGE, cursor: at.cursor } }).catch((error: unknown) => {
        if (error instanceof PlatformError && error.kind === "refused") return fresh();
        throw error;
      })
    : await fresh();
  const next = textOf(asObject(metadata["cursors"])?.["next"]);
  const from = textOf(found.at(-1)?.["updatedDate"]) ?? at.from;
  return { found, next: next && found.length > 0 ? JSON.stringify({ cursor: next, ...(from && { from }) }) : null };
}

/**
 * A query that gives offsets only (contacts, catalog v1). Offsets over all shift when something changes meanwhile; so each page
 * starts at the last one's date of change, less those of that very date that were given already.
 */
async function byDate(field: string, window: PullWindow, cursor: string | null, ask: (filter: Json, paging: Json) => Promise<{ readonly found: Json[]; readonly total: number | null }>): Promise<{ readonly found: Json[]; readonly next: string | null; readonly total: number | null }> {
  const at = readCursor(cursor);
  const skip = at.skip ?? 0;
  const { found, total } = await ask(within(field, window, at.from), { limit: PAGE, offset: skip });
  if (found.length < PAGE) return { found, next: null, total: cursor === null ? total : null };
  const from = textOf(found.at(-1)?.[field]);
  if (from === null) return { found, next: JSON.stringify({ ...at, skip: skip + found.length }), total };
  const same = found.filter((one) => one[field] === from).length;
  return { found, next: JSON.stringify({ from, skip: from === at.from ? skip + same : same }), total: cursor === null ? total : null };
}

/** Two calls more per page: parcels and payments of all its orders at once. */
export async function orderPage(api: Api, window: PullWindow, cursor: string | null): Promise<PullPage> {
  const { found, next } = await byCursor(window, cursor, async (search) => {
    const answer = await api.post("/ecom/v1/orders/search", { search });
    return { found: objectsIn(answer["orders"]), metadata: asObject(answer["metadata"]) ?? {} };
  });
  const orderIds = found.flatMap(({ id }) => textOf(id) ?? []);
  if (orderIds.length === 0) return page([], next);
  const parcels = byOrder((await api.post("/ecom/v1/fulfillments/list-by-ids", { orderIds }))["ordersWithFulfillments"]);
  const payments = byOrder((await api.post("/ecom/v1/payments/list-by-ids", { orderIds }))["orderTransactions"]);
  return page(found.map((order) => item("orders/pulled", { order, fulfillments: parcels.get(order["id"]) ?? null, transactions: payments.get(order["id"]) ?? null }, order["id"])), next);
}

const byOrder = (value: unknown): Map<unknown, Json> => new Map(objectsIn(value).map((one) => [one["orderId"], one]));

export async function contactPage(api: Api, window: PullWindow, cursor: string | null): Promise<PullPage> {
  const { found, next, total } = await byDate("updatedDate", window, cursor, async (filter, paging) => {
    const answer = await api.post("/contacts/v4/contacts/query", { query: { filter, sort: [{ fieldName: "updatedDate", order: "ASC" }], paging } });
    return { found: objectsIn(answer["contacts"]), total: countOf(asObject(answer["pagingMetadata"])?.["total"]) };
  });
  return page(found.map((contact) => item("contacts/pulled", contact, contact["id"])), next, total);
}

const countOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

export async function productPage(api: Api, window: PullWindow, cursor: string | null): Promise<PullPage> {
  const catalog = await catalogOf(api);
  if (catalog === null) return { ...page([], null), note: "Wix Stores is not installed on this site, so there are no products to read." };
  const { found, next, total } = catalog === "v3" ? { total: null, ...(await byCursor(window, cursor, (query) => queryV3(api, query))) } : await byDate("lastUpdated", window, cursor, (filter, paging) => queryV1(api, filter, paging));
  return page(found.map((product) => item("products/pulled", product, product["id"])), next, total);
}

/** A site has the old catalogue or the new one; the other one's calls fail. */
async function catalogOf(api: Api): Promise<"v1" | "v3" | null> {
  const { catalogVersion: version } = await api.get("/stores/v3/provision/version");
  return version === "V3_CATALOG" ? "v3" : version === "STORES_NOT_INSTALLED" ? null : "v1";
}

async function queryV3(api: Api, query: Json): Promise<{ found: Json[]; metadata: Json }> {
  const answer = await api.post("/stores/v3/products/query", { query, fields: ["CURRENCY", "MEDIA_ITEMS_INFO"] });
  return { found: objectsIn(answer["products"]), metadata: asObject(answer["pagingMetadata"]) ?? asObject(answer["metadata"]) ?? {} };
}

/** Catalog v1 takes filter and sort as JSON text. */
async function queryV1(api: Api, filter: Json, paging: Json): Promise<{ found: Json[]; total: number | null }> {
  const answer = await api.post("/stores-reader/v1/products/query", { query: { filter: JSON.stringify(filter), sort: JSON.stringify([{ lastUpdated: "asc" }]), paging }, includeHiddenProducts: true });
  return { found: objectsIn(answer["products"]), total: countOf(answer["totalResults"]) };
}

/** These products as they are now; at most {@link PAGE} at once. */
export async function productsById(api: Api, ids: readonly string[]): Promise<Json[]> {
  const catalog = await catalogOf(api);
  if (catalog === null) return [];
  const found: Json[] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    const filter = { id: { $in: ids.slice(start, start + PAGE) } };
    const some = catalog === "v3" ? await queryV3(api, { filter, cursorPaging: { limit: PAGE } }) : await queryV1(api, filter, { limit: PAGE, offset: 0 });
    found.push(...some.found);
  }
  return found;
}

function page(items: readonly Pulled[], next: string | null, total: number | null = null): PullPage {
  return { items, next, total, waitMs: 0, note: null };
}
