import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DeliveryOutcome, PendingDelivery } from "../../engine/ports.ts";
import { blankDeliveries } from "../forget/blank.ts";
import { addNotice } from "../notice.ts";
import type { Sql } from "./transaction.ts";

/** The oldest pending deliveries that no other worker holds; the row locks are given back by a crash. */
export async function claimDeliveries(sql: Sql, shopId: string, limit: number): Promise<PendingDelivery[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string; topic: string; body: Uint8Array; received_at: Date }[]>(
    `SELECT id::text, topic, body, received_at FROM delivery WHERE shop_id = $1 AND status = 'pending' ORDER BY delivery.id LIMIT $2 FOR UPDATE SKIP LOCKED`, shopId, limit,
  );
  return rows.map((row) => ({ id: row.id, topic: row.topic, body: row.body, receivedAt: row.received_at.getTime() }));
}

export async function settleDeliveries(sql: Sql, shopId: string, outcomes: readonly DeliveryOutcome[], now: Instant): Promise<void> {
  if (outcomes.length === 0) return;
  await sql.$executeRawUnsafe(
    `UPDATE delivery d SET status = x.status, reason = x.reason, resource = x.resource, processed_at = $3::timestamptz, attempts = d.attempts + 1
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, status text, reason text, resource text) WHERE d.id = x.id AND d.shop_id = $1`,
    shopId, JSON.stringify(outcomes), formatInstant(now),
  );
  const blank = outcomes.filter((one) => one.blank).map(({ id }) => id);
  if (blank.length > 0) await blankDeliveries(sql, shopId, blank);
  for (const { id, notice } of outcomes) if (notice) await addNotice(sql, shopId, id, notice, "platform", now);
}
