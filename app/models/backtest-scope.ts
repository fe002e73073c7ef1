/** What a backtest may be asked for: the shops there are, who a customer is, and until when anything is known. */
import type { Sql } from "./store/transaction.ts";

export type ShopName = { readonly id: string; readonly name: string; readonly timeZone: string };

/** Every shop of this installation; for its operator, never for a merchant's page. */
export async function listShops(sql: Sql): Promise<ShopName[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string; name: string; time_zone: string }[]>(`SELECT id, name, time_zone FROM shop ORDER BY id`);
  return rows.map(({ id, name, time_zone }) => ({ id, name, timeZone: time_zone }));
}

/** How many orders a shop has, counted no further than `most`. */
export async function countOrders(sql: Sql, shopId: string, most: number): Promise<number> {
  const [row] = await sql.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM (SELECT 1 FROM "order" WHERE shop_id = $1 LIMIT $2) o`, shopId, most);
  return row?.n ?? 0;
}

/** The customer with this id or e-mail address; null when there is none. */
export async function findProfileId(sql: Sql, shopId: string, who: string): Promise<string | null> {
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id::text FROM profile WHERE shop_id = $1 AND id::text = $2 UNION SELECT profile_id::text FROM identity WHERE shop_id = $1 AND kind = 'email' AND value = lower($2) LIMIT 1`, shopId, who,
  );
  return rows[0]?.id ?? null;
}

/** The demo's clock differs from the machine's by this many milliseconds; 0 outside the demo. */
export async function clockOffset(sql: Sql): Promise<number> {
  const rows = await sql.$queryRawUnsafe<{ offset_ms: bigint | string }[]>(`SELECT offset_ms FROM demo_clock WHERE id = 1`);
  return Number(rows[0]?.offset_ms ?? 0);
}

