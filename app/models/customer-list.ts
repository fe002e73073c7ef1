import type { Database } from "./database.ts";
import { toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";
import { empty, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

export type CustomerRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly orders: number;
  /** Minor units of the shop's currency. */
  readonly spend: number;
  /** By recency, frequency and money; null before the first scoring. */
  readonly segment: string | null;
  readonly lastSeenAt: number;
};

type Found = Omit<CustomerRow, "spend" | "lastSeenAt"> & { readonly spend: bigint; readonly seen: Date };

/** Someone who was never seen acting (only imported) stands at the end of the list. */
export const SEEN = sql`coalesce(p.last_seen_at, '1970-01-01Z')`;

/** Anyone but a visitor of whom only a browser's id is known: those are found by their id alone. The index profile_list has this very condition. */
export const KNOWN = sql`(p.orders > 0 or p.email is not null or p.phone is not null or p.name <> 'Guest')`;

/** The text of a customer that is searched; the index profile_search is on this very expression. */
const SEARCHED = sql`to_tsvector('simple', translate(p.name || ' ' || coalesce(p.email, '') || ' ' || coalesce(p.phone, ''), '@._+-''', '      '))`;

/**
 * A shop's customers, last seen first; mere visitors are not among them. `search` finds the beginnings of words of name, e-mail address and
 * phone number, all of them, or an order number; `segment` keeps those whose newest score says so.
 */
export async function listCustomers(db: Database, shopId: string, search: string, cursor: Cursor | null, limit: number, segment?: string): Promise<Page<CustomerRow>> {
  const text = search.replace(/\p{Cc}/gu, " ").trim().slice(0, 100);
  const buyers = await buyersOf(db, shopId, text);
  const query = searchQuery(text);
  if (text !== "" && buyers.length === 0 && query === "") return { rows: [], next: null, previous: null };
  const chosen = buyers.length > 0 ? sql`and p.id = any(${buyers}::uuid[])` : query === "" ? empty : sql`and ${SEARCHED} @@ to_tsquery('simple', ${query})`;
  const columns = sql`p.id, p.name, p.email, p.orders, p.spend, p.traits->>'score.segment' as segment, ${SEEN} as seen`;
  const ofSegment = segment === undefined ? empty : sql`and p.traits->>'score.segment' = ${segment}`;
  const matching = sql`from profile p where p.shop_id = ${shopId} and p.merged_into is null and ${KNOWN} ${chosen} ${ofSegment}`;
  // PostgreSQL cannot know how rare the beginning of a word is. Left free, it walks the whole list for a word
  // that nobody has; a search goes to its own index first.
  const found = await db.$queryRaw<Found[]>(
    chosen === empty
      ? sql`select ${columns} ${matching} ${startOf(cursor, SEEN, sql`p.id`)} limit ${limit + 1}`
      : sql`with found as materialized (select ${columns} ${matching}) select * from found where true ${startOf(cursor, sql`seen`, sql`id`)} limit ${limit + 1}`,
  );
  const rows = found.map(({ seen, spend, ...row }) => ({ ...row, spend: Number(spend), lastSeenAt: seen.getTime() }));
  return toPage(rows, limit, cursor, (row) => ({ at: row.lastSeenAt, id: row.id }));
}

/** Where a page starts and in which order it is read. */
function startOf(cursor: Cursor | null, seen: Sql, id: Sql): Sql {
  if (!cursor) return sql`order by ${seen} desc, ${id} desc`;
  const place = sql`(${new Date(cursor.at)}::timestamptz, ${cursor.id}::uuid)`;
  return cursor.back ? sql`and (${seen}, ${id}) > ${place} order by ${seen}, ${id}` : sql`and (${seen}, ${id}) < ${place} order by ${seen} desc, ${id} desc`;
}

/** Customers with an order of that number, with or without the "#" that some platforms print before it. */
async function buyersOf(db: Database, shopId: string, text: string): Promise<string[]> {
  if (!/\d/.test(text) || /\s/.test(text)) return [];
  const bare = text.replace(/^#/, "");
  const orders = await db.order.findMany({
    where: { shopId, number: { in: [bare, `#${bare}`] }, profileId: { not: null } },
    select: { profileId: true },
    take: 50,
  });
  return orders.flatMap((order) => order.profileId ?? []);
}

/** "ada@exa" becomes 'ada':* & 'exa':*, in PostgreSQL's words for "begins so". */
export function searchQuery(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "");
  return words.map((word) => `'${word}':*`).join(" & ");
}
