import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { INSTALLED } from "../shop.ts";
import type { Sql } from "./transaction.ts";

/**
 * Customers with walks due, those that have waited longest first, locked here and skipped by every other
 * worker: the next worker gets the next ones. The customer is locked rather than the walk, as everywhere.
 * Nothing is waited for here, so the order of these locks cannot deadlock.
 */
export async function claimDue(sql: Sql, shopId: string, now: Instant, limit: number): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(
    `SELECT p.id::text FROM enrollment e JOIN profile p ON p.shop_id = e.shop_id AND p.id = e.profile_id
     WHERE e.shop_id = $1 AND e.status = 'active' AND e.due_at <= $2::timestamptz AND ${INSTALLED} ORDER BY e.due_at LIMIT $3 FOR UPDATE OF p SKIP LOCKED`,
    shopId, formatInstant(now), limit,
  );
  return [...new Set(rows.map((row) => row.id))];
}
