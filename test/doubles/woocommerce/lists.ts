/** Lists of the REST API: their order, windows and pages. */
import type { Json } from "#connectors/woocommerce/fixtures.ts";

export type Listed = { readonly rows: readonly Json[]; readonly total: number; readonly pages: number } | { readonly invalid: string };

const ORDERS: Readonly<Record<string, readonly string[]>> = { orders: ["id", "date", "modified"], products: ["id", "date", "modified"], customers: ["id", "registered_date"], webhooks: ["id", "date"] };
const KEY: Readonly<Record<string, string>> = { id: "id", date: "date_created_gmt", registered_date: "date_created_gmt", modified: "date_modified_gmt" };

/** Dates count in the shop's own zone, five hours behind, unless `dates_are_gmt`. */
export function listed(resource: string, all: readonly Json[], query: URLSearchParams): Listed {
  const perPage = Number(query.get("per_page") ?? 10);
  const orderby = query.get("orderby") ?? (resource === "customers" ? "id" : "date");
  if (!(perPage >= 1 && perPage <= 100)) return { invalid: "per_page" };
  if (!ORDERS[resource]?.includes(orderby)) return { invalid: "orderby" };
  const include = query.get("include")?.split(",").map(Number);
  const zone = query.get("dates_are_gmt") === "true" ? 0 : 5 * 3_600_000;
  const after = query.has("modified_after") && resource !== "customers" ? Date.parse(`${query.get("modified_after")}Z`) + zone : -Infinity;
  const customer = query.get("customer");
  const rows = all.filter((row) => (!include || include.includes(Number(row["id"]))) && (resource === "customers" || resource === "webhooks" || Date.parse(`${String(row["date_modified_gmt"])}Z`) > after))
    .filter((row) => customer === null || String(row["customer_id"]) === customer)
    .toSorted((a, b) => compare(a[KEY[orderby] ?? "id"], b[KEY[orderby] ?? "id"]) * (query.get("order") === "asc" ? 1 : -1));
  const offset = query.has("offset") ? Number(query.get("offset")) : (Number(query.get("page") ?? 1) - 1) * perPage;
  return { rows: rows.slice(offset, offset + perPage), total: rows.length, pages: Math.ceil(rows.length / perPage) };
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
