/** What waits in Postgres for a worker. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

export type WaitingWork = { readonly job: "deliveries" | "timers" | "messages" | "actions" | "pulls" | "notices" | "scoring"; readonly shopId: string };

/**
 * Shops with something to do at `now`. The one question that is asked across shops: it reads only partial
 * indexes of what is waiting, so a million walks that wait for later cost it nothing. Of shops that left, only what came
 * in and requests are seen to: that is how they are told what to delete.
 */
export async function findWork(sql: Sql, now: Instant): Promise<WaitingWork[]> {
  return sql.$queryRawUnsafe<WaitingWork[]>(
    `WITH waiting AS (
       SELECT DISTINCT 'timers' AS job, shop_id FROM enrollment WHERE status = 'active' AND due_at <= $1::timestamptz
       UNION SELECT 'timers', shop_id FROM journey WHERE status = 'stopping'
       UNION ALL SELECT DISTINCT 'actions', shop_id FROM action WHERE status = 'pending' AND due_at <= $1::timestamptz
       UNION ALL SELECT DISTINCT 'pulls', p.shop_id FROM pull p WHERE p.status = 'waiting' AND p.due_at <= $1::timestamptz
         AND NOT EXISTS (SELECT FROM pull b WHERE b.shop_id = p.shop_id AND b.purpose = p.purpose AND b.status = 'waiting' AND b.position < p.position)
       UNION ALL SELECT 'scoring', shop_id FROM score_run WHERE due_at <= $1::timestamptz
       UNION ALL SELECT DISTINCT 'messages', shop_id FROM (
         SELECT shop_id FROM message WHERE status = 'queued' AND send_at <= $1::timestamptz
         UNION ALL SELECT shop_id FROM message WHERE status = 'sending' AND locked_until < clock_timestamp()) AS outbox),
     telling AS (
       SELECT DISTINCT 'deliveries' AS job, shop_id FROM delivery WHERE status = 'pending'
       UNION ALL SELECT DISTINCT 'notices', shop_id FROM notice WHERE status = 'pending' AND due_at <= $1::timestamptz)
     SELECT t.job, t.shop_id AS "shopId" FROM telling t JOIN shop s ON s.id = t.shop_id
     UNION ALL SELECT w.job, w.shop_id FROM waiting w JOIN shop s ON s.id = w.shop_id AND s.uninstalled_at IS NULL`,
    formatInstant(now),
  );
}

/** The next moment at which a walk or a message of any shop wants to move, or null. */
export async function nextDue(sql: Sql): Promise<Instant | null> {
  const rows = await sql.$queryRawUnsafe<{ at: Date | null }[]>(
    `SELECT least((SELECT min(due_at) FROM enrollment WHERE status = 'active' AND due_at IS NOT NULL), (SELECT min(send_at) FROM message WHERE status = 'queued'), (SELECT min(due_at) FROM action WHERE status = 'pending')) AS at`,
  );
  return rows[0]?.at?.getTime() ?? null;
}

/** Sets deliveries that were not understood, or broke, pending again; those that were erased say nothing any more. Returns how many. */
export async function replayDeliveries(sql: Sql, shopId: string, ids: readonly string[]): Promise<number> {
  return sql.$executeRawUnsafe(
    `UPDATE delivery SET status = 'pending', reason = NULL, processed_at = NULL WHERE shop_id = $1 AND id = ANY($2::uuid[]) AND status <> 'pending' AND octet_length(body) > 0`, shopId, ids,
  );
}
