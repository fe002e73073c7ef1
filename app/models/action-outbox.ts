/** Actions that wait to be done outside: claimed one by one, tried again after a pause, never lost. */
import type { ActionStep } from "../core/journey/step.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { INSTALLED } from "./shop.ts";
import type { Sql } from "./store/transaction.ts";

export type ClaimedAction = {
  readonly id: string;
  readonly profileId: string;
  readonly enrollmentId: string;
  readonly journey: string;
  readonly orderRef: string | null;
  readonly action: ActionStep["action"];
  readonly made: string | null;
  readonly createdAt: Instant;
  readonly attempts: number;
};

/** What became of one. `retryAt` set: it waits again. */
export type ActionUpdate = { readonly id: string; readonly status: "pending" | "done" | "failed" | "recorded"; readonly reason: string | null; readonly retryAt: Instant | null };

/**
 * Takes actions that are due. Each is pushed `leaseMs` ahead and that commits first: if this process dies, another
 * takes it then, so an outgoing call may be made twice, under one id.
 */
export async function claimActions(sql: Sql, shopId: string, now: Instant, limit: number, leaseMs: number): Promise<ClaimedAction[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string; profile_id: string; enrollment_id: string; journey: string | null; order_ref: string | null; detail: ActionStep["action"]; made: string | null; created_at: Date; attempts: number }[]>(
    `UPDATE action a SET attempts = a.attempts + 1, due_at = $4::timestamptz
     FROM (SELECT id FROM action WHERE shop_id = $1 AND status = 'pending' AND due_at <= $2::timestamptz AND ${INSTALLED} ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) w
     WHERE a.id = w.id RETURNING a.id::text, a.profile_id::text, a.enrollment_id::text, (SELECT journey FROM enrollment e WHERE e.id = a.enrollment_id) AS journey,
       a.order_ref, a.detail, a.made, a.created_at, a.attempts`,
    shopId, formatInstant(now), limit, formatInstant(now + leaseMs),
  );
  return rows.map((row) => ({
    id: row.id, profileId: row.profile_id, enrollmentId: row.enrollment_id, journey: row.journey ?? "", orderRef: row.order_ref, action: row.detail, made: row.made,
    createdAt: row.created_at.getTime(), attempts: row.attempts,
  }));
}

/** Says what became of an action that waits; one that is settled already stays as it is. */
export async function settleAction(sql: Sql, shopId: string, { id, status, reason, retryAt }: ActionUpdate, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE action SET status = $3, reason = $4, due_at = $5::timestamptz, done_at = CASE WHEN $3 = 'pending' THEN NULL ELSE $6::timestamptz END
     WHERE shop_id = $1 AND id = $2::uuid AND status = 'pending'`,
    shopId, id, status, reason, retryAt === null ? null : formatInstant(retryAt), formatInstant(now),
  );
}
