/** Whether products can be bought, as far as walks will soon ask. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";

/** Refs of the products that walks due before `until` are about, those due first leading. */
export async function productsSoonAskedFor(sql: Sql, shopId: string, until: Instant, limit: number): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ ref: string }[]>(
    `SELECT product_ref AS ref FROM enrollment WHERE shop_id = $1 AND status = 'active' AND product_ref IS NOT NULL AND due_at < $2::timestamptz GROUP BY 1 ORDER BY min(due_at), 1 LIMIT $3`,
    shopId, formatInstant(until), limit,
  );
  return rows.map(({ ref }) => ref);
}

/** Keeps what the platform says now. A product's version stays: its next webhook has the last word. */
export async function keepStock(sql: Sql, shopId: string, stock: ReadonlyMap<string, boolean>): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE product SET state = jsonb_set(state, '{inStock}', x.there) FROM jsonb_each($2::jsonb) AS x(ref, there)
     WHERE product.shop_id = $1 AND product.ref = x.ref AND state->'inStock' IS DISTINCT FROM x.there`,
    shopId, JSON.stringify(Object.fromEntries(stock)),
  );
}
