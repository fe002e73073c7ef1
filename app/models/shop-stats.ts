import { formatInstant, DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

/** Fewer orders than this say nothing about what a large order is. */
export const ORDERS_FOR_PERCENTILE = 20;

/**
 * Refreshes the 90th percentile of a shop's order totals, by currency, over the year before `now`; test,
 * cancelled and free orders are left out. Nearest-rank percentile (percentile_disc), so it is a real total.
 */
export async function refreshShopStats(sql: Sql, shopId: string, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE shop SET stats = jsonb_build_object('orderP90', coalesce((
       SELECT jsonb_object_agg(currency, p90) FROM (
         SELECT currency, percentile_disc(0.9) WITHIN GROUP (ORDER BY total) AS p90 FROM "order"
         WHERE shop_id = $1 AND placed_at > $2::timestamptz AND placed_at <= $3::timestamptz AND NOT test AND total > 0 AND status NOT IN ('draft', 'cancelled', 'deleted')
         GROUP BY currency HAVING count(*) >= $4) AS by_currency), '{}'::jsonb)) WHERE id = $1`,
    shopId, formatInstant(now - 365 * DAY), formatInstant(now), ORDERS_FOR_PERCENTILE,
  );
}
