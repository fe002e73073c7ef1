/** Wix's REST API over a site, as far as our client asks it. */
import type { Json } from "#connectors/wix/fixtures.ts";
import type { Site } from "./site.ts";

export type Reply = { readonly status: number; readonly json: Json };
type Coupon = Json & { readonly code: string };

export type ApiState = { readonly instanceId: string; readonly catalog: "v1" | "v3"; readonly coupons: Coupon[]; readonly labels: Map<string, Set<string>>; /** Cursors of before this number are forgotten. */ cursorsFrom: number };

const ok = (json: Json): Reply => ({ status: 200, json });
const refused = (code: string, status = 400): Reply => ({ status, json: { message: "refused", details: { applicationError: { code } } } });

/** Answers a call whose token holds. */
export function answer(site: Site, state: ApiState, method: string, path: string, body: Json): Reply {
  const paged = (items: readonly Json[], field: string, name: string, query: Json): Reply => byCursor(state, items, field, name, query);
  switch (`${method} ${path}`) {
    case "GET /apps/v1/instance":
      return ok({ instance: { appName: "Afterglow", instanceId: state.instanceId, isFree: true }, site: { locale: "en", paymentCurrency: "USD", siteDisplayName: "The Mug Site", url: "https://mugs.example.com", ownerEmail: "owner@example.com", siteId: "site-1" } });
    case "GET /site-properties/v4/properties":
      return ok({ properties: { timeZone: "America/New_York", language: "en", locale: { languageCode: "en", country: "US" }, paymentCurrency: "USD", email: "hello@mugs.example.com" }, version: "1" });
    case "POST /ecom/v1/orders/search":
      return paged(site.orders(), "updatedDate", "orders", body["search"] as Json);
    case "POST /ecom/v1/fulfillments/list-by-ids":
      return ok({ ordersWithFulfillments: (body["orderIds"] as string[]).map(site.parcels).filter((one) => (one["fulfillments"] as unknown[]).length > 0) });
    case "POST /ecom/v1/payments/list-by-ids":
      return ok({ orderTransactions: (body["orderIds"] as string[]).map(site.transactions) });
    case "POST /contacts/v4/contacts/query":
      return byOffset(site.contacts(), "updatedDate", "contacts", body["query"] as Json);
    case "GET /stores/v3/provision/version":
      return ok({ catalogVersion: state.catalog === "v3" ? "V3_CATALOG" : "V1_CATALOG" });
    case "POST /stores/v3/products/query":
      return state.catalog === "v3" ? paged(site.products(), "updatedDate", "products", body["query"] as Json) : refused("CATALOG_V1_SITE_CALLING_CATALOG_V3_API", 428);
    case "POST /stores-reader/v1/products/query":
      return state.catalog === "v1" ? byOffset(site.products().map(asV1), "lastUpdated", "products", opened(body["query"] as Json)) : refused("CATALOG_V3_SITE_CALLING_CATALOG_V1_API", 428);
    case "POST /stores/v2/coupons":
      return makeCoupon(state, body["specification"] as Json);
    case "POST /contacts/v4/labels":
      return ok({ label: { key: `custom.${String(body["displayName"]).toLowerCase().replaceAll(" ", "-")}`, displayName: body["displayName"] }, newLabel: true });
    default:
      return labelled(site, state, method, path, body);
  }
}

function labelled(site: Site, { labels }: ApiState, method: string, path: string, body: Json): Reply {
  const id = /^\/contacts\/v4\/contacts\/([\w-]+)\/labels$/.exec(path)?.[1];
  if (method !== "POST" || !id) return { status: 404, json: { message: "no such endpoint" } };
  if (!site.contacts().some((contact) => contact["id"] === id)) return refused("CONTACT_NOT_FOUND", 404);
  labels.set(id, new Set([...(labels.get(id) ?? []), ...(body["labelKeys"] as string[])]));
  return ok({ contact: { id } });
}

/** Wix's own limits: a code of twenty letters, an amount, and either a scope or a smallest sum. */
function makeCoupon({ coupons }: ApiState, specification: Json): Reply {
  const { code, startTime, percentOffRate, scope } = specification;
  if (typeof code !== "string" || code.length > 20 || typeof startTime !== "string" || !/^\d{13}$/.test(startTime) || typeof percentOffRate !== "number" || !scope) return refused("INVALID_COUPON");
  if (coupons.some((one) => one.code.toLowerCase() === code.toLowerCase())) return refused("COUPON_CODE_ALREADY_EXISTS", 409);
  coupons.push({ ...specification, code });
  return ok({ id: `coupon-${coupons.length}` });
}

const opened = (query: Json): Json => ({ ...query, ...(typeof query["filter"] === "string" && { filter: JSON.parse(query["filter"]) as unknown }) });

function asV1(product: Json): Json {
  const amount = Number(((product["actualPriceRange"] as Json)["minValue"] as Json)["amount"]);
  return { id: product["id"], name: product["name"], visible: true, lastUpdated: product["updatedDate"], stock: { inStock: (product["inventory"] as Json)["availabilityStatus"] === "IN_STOCK" }, priceData: { price: amount, discountedPrice: amount } };
}

function selected(items: readonly Json[], field: string, filter: Json): Json[] {
  const since = (filter[field] as Json | undefined)?.["$gte"];
  const ids = (filter["id"] as Json | undefined)?.["$in"] as string[] | undefined;
  const order = (one: Json): string => `${String(one[field])} ${String(one["id"])}`;
  return items.filter((one) => (since === undefined || String(one[field]) >= String(since)) && (!ids || ids.includes(String(one["id"])))).toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

const MOST = 100;

function byCursor(state: ApiState, items: readonly Json[], field: string, name: string, query: Json): Reply {
  const paging = (query["cursorPaging"] ?? {}) as { limit?: number; cursor?: string };
  if ((paging.limit ?? 50) > MOST) return refused("INVALID_ARGUMENT");
  const cursor = paging.cursor ? (JSON.parse(Buffer.from(paging.cursor, "base64url").toString()) as { filter: Json; after: string; made: number }) : null;
  if (cursor && cursor.made < state.cursorsFrom) return refused("CURSOR_EXPIRED");
  const filter = cursor?.filter ?? ((query["filter"] ?? {}) as Json);
  const rest = selected(items, field, filter).filter((one) => !cursor || `${String(one[field])} ${String(one["id"])}` > cursor.after);
  const page = rest.slice(0, paging.limit ?? 50);
  const last = page.at(-1);
  const next = rest.length > page.length && last ? Buffer.from(JSON.stringify({ filter, after: `${String(last[field])} ${String(last["id"])}`, made: state.cursorsFrom })).toString("base64url") : null;
  const metadata = { count: page.length, cursors: next ? { next } : {}, hasNext: next !== null };
  return ok({ [name]: page, metadata, pagingMetadata: metadata });
}

function byOffset(items: readonly Json[], field: string, name: string, query: Json): Reply {
  const { limit = 50, offset = 0 } = (query["paging"] ?? {}) as { limit?: number; offset?: number };
  if (limit > MOST) return refused("INVALID_ARGUMENT");
  const all = selected(items, field, (query["filter"] ?? {}) as Json);
  const page = all.slice(offset, offset + limit);
  return ok({ [name]: page, pagingMetadata: { count: page.length, offset, total: all.length }, totalResults: all.length });
}
