/** Reads a store's lists to their end, so that nothing is left out while rows come, change and go. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { PullPage, PullResource, PullWindow, Pulled } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { readDate } from "./dates.ts";
import type { Got, Rest } from "./rest.ts";

/** REST API documentation, "Pagination": at most 100. */
const PAGE = 100;
/** So many rows are asked for twice, in case rows before them went away in between. */
const OVERLAP = 20;

export const RESOURCES: readonly PullResource[] = [{ key: "products", label: "Products" }, { key: "customers", label: "Customers" }, { key: "orders", label: "Orders" }];
export type ResourceKey = "products" | "customers" | "orders";

const TOPIC: Readonly<Record<ResourceKey, string>> = { products: "product.pulled", customers: "customer.pulled", orders: "order.pulled" };
/** Webhooks of customers are sent for every WordPress user, so lists are of them too. */
const ALWAYS: Readonly<Record<ResourceKey, Readonly<Record<string, string>>>> = { products: { status: "any" }, customers: { role: "all" }, orders: { status: "any" } };

const CUSTOMERS_NOTE = "WooCommerce cannot list the customers who changed. Webhooks tell us; what they miss we find by looking through all customers in turn, a thousand at a time.";
/** Customers looked through in one turn: ten calls. */
const TURN = 1000;

type Row = { readonly id: number; readonly date_created_gmt?: string | null; readonly date_modified_gmt?: string | null };

/** By number: `offset` rows are read, the last of them was `last`. */
const ById = z.object({ offset: z.int().min(0), last: z.int().min(0) });
/** By change: everything before `at` is read, and of that second the rows `seen`. */
const ByChange = z.object({ at: z.int(), seen: z.array(z.int()), skip: z.int().min(0) });
/** First the newest, then one turn through the old: `offset` rows are read, up to `end`. */
const ByTurn = z.object({ part: z.enum(["newest", "turn"]), offset: z.int().min(0), end: z.int().min(0) });

/** @throws PlatformError */
export async function pull(rest: Rest, resource: ResourceKey, window: PullWindow, cursor: string | null): Promise<PullPage> {
  if (window.since === null) return pullById(rest, resource, read(ById, cursor) ?? { offset: 0, last: 0 }, cursor === null);
  if (resource === "customers") return pullCustomers(rest, window.since, window.until, read(ByTurn, cursor) ?? { part: "newest", offset: 0, end: 0 });
  return pullByChange(rest, resource, read(ByChange, cursor) ?? { at: wholeSecond(window.since), seen: [], skip: 0 }, cursor === null);
}

/**
 * All there is, by ascending number, which never changes. A row that is deleted moves those behind it forward, so pages
 * overlap: a page that does not begin with a row we know may have lost some, and is asked for again from further back.
 */
async function pullById(rest: Rest, resource: ResourceKey, { offset, last }: z.infer<typeof ById>, isFirst: boolean): Promise<PullPage> {
  const from = Math.max(0, offset - OVERLAP);
  const { rows, total, got } = await list(rest, resource, { orderby: "id", order: "asc", offset: from });
  const first = rows[0]?.id;
  if (from > 0 && (first === undefined || first > last)) return page([], { offset: Math.max(0, from - PAGE + OVERLAP), last }, null, null);
  const fresh = rows.filter(({ id }) => id > last);
  const ends = isEnd(got, rows.length, from + rows.length);
  return page(fresh.map(pulled(resource)), ends ? null : { offset: from + rows.length, last: fresh.at(-1)?.id ?? last }, isFirst ? total : null, null);
}

/**
 * What was changed, oldest change first. The next page begins at the second of the last row, so rows that change meanwhile
 * move to where they are still to be read. Only where more rows than a page holds changed in one second, pages count on.
 */
async function pullByChange(rest: Rest, resource: ResourceKey, { at, seen, skip }: z.infer<typeof ByChange>, isFirst: boolean): Promise<PullPage> {
  // `modified_after` leaves its own second out.
  const { rows, total, got } = await list(rest, resource, { orderby: "modified", order: "asc", modified_after: stamp(at - 1000), dates_are_gmt: true, offset: skip });
  const known = new Set(seen);
  const changedAt = (row: Row): number => readDate(row, "date_modified") ?? at;
  const fresh = rows.filter((row) => changedAt(row) !== at || !known.has(row.id));
  const last = Math.max(at, ...rows.map(changedAt));
  const lastRows = rows.filter((row) => changedAt(row) === last).map(({ id }) => id);
  const next = last > at ? { at: last, seen: lastRows, skip: 0 } : { at, seen: [...new Set([...seen, ...lastRows])], skip: skip + PAGE - OVERLAP };
  return page(fresh.map(pulled(resource)), isEnd(got, rows.length, skip + rows.length) ? null : next, isFirst ? total : null, null);
}

/**
 * WooCommerce lists customers by when they registered, and not by their last change. So the newest are read, and then some
 * of the others: all of them in a small shop, else a part that is drawn anew each time.
 */
async function pullCustomers(rest: Rest, since: number, until: number, { part, offset, end }: z.infer<typeof ByTurn>): Promise<PullPage> {
  if (part === "turn") {
    const { rows, got } = await list(rest, "customers", { orderby: "id", order: "asc", offset });
    const next = offset + rows.length;
    return page(rows.map(pulled("customers")), next >= end || isEnd(got, rows.length, next) ? null : { part, offset: next, end }, null, CUSTOMERS_NOTE);
  }
  const from = Math.max(0, offset - OVERLAP);
  const { rows, total, got } = await list(rest, "customers", { orderby: "registered_date", order: "desc", offset: from });
  const fresh = rows.filter((row) => (readDate(row, "date_created") ?? since) >= since);
  if (fresh.length < rows.length || isEnd(got, rows.length, from + rows.length)) {
    const begin = TURN * drawn(until, Math.max(1, Math.ceil((total ?? 0) / TURN)));
    return page(fresh.map(pulled("customers")), { part: "turn", offset: begin, end: begin + TURN }, null, CUSTOMERS_NOTE);
  }
  return page(fresh.map(pulled("customers")), { part, offset: from + rows.length, end }, null, CUSTOMERS_NOTE);
}

/** One of `parts`, the same for the same moment. Counting the moments on would leave parts out where calls come at even times. */
function drawn(moment: number, parts: number): number {
  return createHash("sha256").update(String(moment)).digest().readUInt32BE(0) % parts;
}

async function list(rest: Rest, resource: ResourceKey, params: Readonly<Record<string, string | number | boolean>>): Promise<{ rows: Row[]; total: number | null; got: Got }> {
  const got = await rest("GET", resource, { params: { ...ALWAYS[resource], per_page: PAGE, ...params } });
  if (!Array.isArray(got.json)) throw new PlatformError("unavailable", `the list of ${resource} is no list`, "The shop answered with something that is not its data. We try again by ourselves.");
  const rows = got.json.filter((row): row is Row => typeof (row as Row | null)?.id === "number");
  return { rows, total: totalOf(got), got };
}

/** A page may be short before the end: rows that the key's user may not see are left out of it. */
function isEnd(got: Got, length: number, soFar: number): boolean {
  const total = totalOf(got);
  return total === null ? length < PAGE : soFar >= total || length === 0;
}

function totalOf({ headers }: Got): number | null {
  const total = headers["x-wp-total"];
  return total !== undefined && /^\d{1,12}$/.test(total) ? Number(total) : null;
}

const pulled = (resource: ResourceKey) => (row: Row): Pulled => ({ topic: TOPIC[resource], body: new TextEncoder().encode(JSON.stringify(row)), ref: String(row.id) });

function page(items: readonly Pulled[], next: object | null, total: number | null, note: string | null): PullPage {
  return { items, next: next && JSON.stringify(next), total, waitMs: 0, note };
}

/** A cursor of another version of this code is no cursor: the list is read from its beginning. */
function read<T>(shape: z.ZodType<T>, cursor: string | null): T | null {
  if (cursor === null) return null;
  try {
    return shape.safeParse(JSON.parse(cursor)).data ?? null;
  } catch {
    return null;
  }
}

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
const stamp = (at: number): string => formatInstant(at).slice(0, 19);
