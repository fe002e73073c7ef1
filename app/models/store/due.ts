import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Sql } from "./transaction.ts";

/**
 * Customers with walks due, locked here and skipped by every other worker. The customer is locked rather
 * than the walk, as everywhere: locks taken in one order cannot deadlock.
 */
export async function claimDue(sql: Sql, shopId: string, now: Instant, limit: number): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(
    `WITH due AS (SELECT DISTINCT profile_id FROM (SELECT profile_id FROM enrollment WHERE shop_id = $1 AND status = 'active' AND due_at <= $2::timestamptz ORDER BY due_at LIMIT $3) AS first)
     SELECT p.id::text FROM profile p JOIN due ON p.id = due.profile_id ORDER BY p.id FOR UPDATE OF p SKIP LOCKED`,
    shopId, formatInstant(now), limit,
  );
  return rows.map((row) => row.id);
}
