/** A shop's past as learning reads it: customer by customer, in batches of bounded size, read only. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { NO_ID } from "./no-id.ts";
import type { Sql } from "./plain-sql.ts";

/** Customers read together: a few thousand events, some ten milliseconds of a worker's time. */
const CUSTOMERS = 500;

/** Somebody who ordered and was not merged away. */
const BUYER = "merged_into IS NULL AND orders > 0";

/** Customers who ever ordered: those who get scores. */
export async function countBuyers(sql: Sql, shopId: string): Promise<number> {
  const rows = await sql.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM profile WHERE shop_id = $1 AND ${BUYER}`, shopId);
  return rows[0]?.n ?? 0;
}

/** Orders that stand, placed up to `until`: what says whether there is more to learn from. */
export async function countStandingOrders(sql: Sql, shopId: string, until: Instant): Promise<number> {
  const rows = await sql.$queryRawUnsafe<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM "order" WHERE shop_id = $1 AND placed_at <= $2::timestamptz AND NOT test AND status <> 'cancelled'`, shopId, formatInstant(until),
  );
  return rows[0]?.n ?? 0;
}

/** Refs of test orders: they are on timelines, and count for nothing. */
export async function testOrderRefs(sql: Sql, shopId: string): Promise<string[]> {
  return (await sql.$queryRawUnsafe<{ ref: string }[]>(`SELECT ref FROM "order" WHERE shop_id = $1 AND test`, shopId)).map((row) => row.ref);
}

/**
 * The events of buyers up to `until`, by customer in the order of their ids, newest first. A customer's are one text of
 * JSON, `[[key, type, at in milliseconds, data], …]`: whoever learns from them parses it, not the process that reads pages.
 *
 * @param most events read of one customer, the newest: an account of a million orders must not fill the memory
 */
export async function* pastByCustomer(sql: Sql, shopId: string, until: Instant, most: number): AsyncGenerator<readonly string[]> {
  let after = NO_ID;
  for (;;) {
    const rows: { id: string; events: string | null }[] = await sql.$queryRawUnsafe<{ id: string; events: string | null }[]>(
      `SELECT p.id::text, (
         SELECT json_agg(json_build_array(e.key, e.type, (extract(epoch FROM e.at) * 1000)::bigint, e.data))::text
         FROM (SELECT key, type, at, data FROM event WHERE shop_id = $1 AND profile_id = p.id AND at <= $2::timestamptz ORDER BY at DESC, key DESC LIMIT $4) AS e) AS events
       FROM profile p WHERE p.shop_id = $1 AND p.id > $3::uuid AND ${BUYER} ORDER BY p.id LIMIT ${CUSTOMERS}`,
      shopId, formatInstant(until), after, most,
    );
    if (rows.length > 0) yield rows.map((row) => row.events ?? "[]");
    if (rows.length < CUSTOMERS) return;
    after = rows.at(-1)?.id ?? after;
  }
}
