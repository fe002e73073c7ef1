/** What waits in Postgres for a worker. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

export type WaitingWork = { readonly job: "deliveries" | "timers" | "messages"; readonly shopId: string };

/**
 * Shops with something to do at `now`. The one question that is asked across shops: it reads only partial
 * indexes of what is waiting, so a million walks that wait for later cost it nothing.
 */
export async function findWork(sql: Sql, now: Instant): Promise<WaitingWork[]> {
  return sql.$queryRawUnsafe<WaitingWork[]>(
    `SELECT DISTINCT 'deliveries' AS job, shop_id AS "shopId" FROM delivery WHERE status = 'pending'
     UNION ALL SELECT DISTINCT 'timers', shop_id FROM enrollment WHERE status = 'active' AND due_at <= $1::timestamptz
     UNION ALL SELECT DISTINCT 'messages', shop_id FROM (
       SELECT shop_id FROM message WHERE status = 'queued' AND send_at <= $1::timestamptz
       UNION ALL SELECT shop_id FROM message WHERE status = 'sending' AND locked_until < clock_timestamp()) AS outbox`,
    formatInstant(now),
  );
}

/** The next moment at which a walk or a message of any shop wants to move, or null. */
export async function nextDue(sql: Sql): Promise<Instant | null> {
  const rows = await sql.$queryRawUnsafe<{ at: Date | null }[]>(
    `SELECT least((SELECT min(due_at) FROM enrollment WHERE status = 'active' AND due_at IS NOT NULL), (SELECT min(send_at) FROM message WHERE status = 'queued')) AS at`,
  );
  return rows[0]?.at?.getTime() ?? null;
}

/** Sets deliveries that were not understood, or broke, pending again. Returns how many. */
export async function replayDeliveries(sql: Sql, shopId: string, ids: readonly string[]): Promise<number> {
  return sql.$executeRawUnsafe(
    `UPDATE delivery SET status = 'pending', reason = NULL, processed_at = NULL WHERE shop_id = $1 AND id = ANY($2::uuid[]) AND status <> 'pending'`, shopId, ids,
  );
}
