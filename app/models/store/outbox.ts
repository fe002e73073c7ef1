import type { Channel } from "../../core/event/snapshot.ts";
import type { MessageClass } from "../../core/message/message.ts";
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { ClaimedMessage, MessageUpdate } from "../../engine/ports.ts";
import type { Sql } from "./transaction.ts";

type Row = {
  id: string; profile_id: string; enrollment_id: string | null; order_ref: string | null; journey: string | null; step: string | null; channel: Channel; class: MessageClass;
  content: string; locale: string; recipient: string; reason: string | null; created_at: Date; attempts: number; message_id_header: string; interrupted: boolean;
};

/**
 * Marks messages as being sent. The lease runs on the database's own clock: the demo's may jump by a month
 * while a message is on its way. One whose sender died counts as interrupted only if its content was written:
 * that is kept right before the channel gets it, and by nobody whose attempt is not the latest, so what has
 * no content never left and never will by that sender.
 */
export async function claimMessages(sql: Sql, shopId: string, now: Instant, limit: number, leaseMs: number): Promise<ClaimedMessage[]> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `WITH ready AS (SELECT id FROM message WHERE shop_id = $1 AND status = 'queued' AND send_at <= $2::timestamptz ORDER BY send_at LIMIT $3 FOR UPDATE SKIP LOCKED),
       lost AS (SELECT id, text IS NOT NULL AS written FROM message WHERE shop_id = $1 AND status = 'sending' AND locked_until < clock_timestamp() LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE message m SET status = 'sending', attempts = m.attempts + 1, locked_until = clock_timestamp() + $4::int * interval '1 millisecond'
     FROM (SELECT id, false AS interrupted FROM ready UNION ALL SELECT id, written FROM lost) w WHERE m.id = w.id
     RETURNING m.id::text, m.profile_id::text, m.enrollment_id::text, m.order_ref, m.journey, m.step, m.channel, m.class, m.content, m.locale, m.recipient, m.reason,
       m.created_at, m.attempts, m.message_id_header, w.interrupted`,
    shopId, formatInstant(now), limit, leaseMs,
  );
  return rows.map((row) => ({
    id: row.id, profileId: row.profile_id, enrollmentId: row.enrollment_id, orderRef: row.order_ref, journey: row.journey, step: row.step, channel: row.channel, class: row.class,
    content: row.content, locale: row.locale, recipient: row.recipient, status: "sending", reason: row.reason, createdAt: row.created_at.getTime(), sendAt: null,
    attempts: row.attempts, messageIdHeader: row.message_id_header, wasInterrupted: row.interrupted,
  }));
}

/**
 * Outcomes are recorded only for messages that are being sent: a late answer cannot take back what is settled,
 * but it can settle what was unknown (core/message/status).
 * The ids are named twice because the planner cannot see how few the recordset holds.
 */
export async function updateMessages(sql: Sql, shopId: string, updates: readonly MessageUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const rows = updates.map((update) => ({
    ...update, send_at: update.sendAt === null ? null : formatInstant(update.sendAt), sent_at: update.sentAt === null ? null : formatInstant(update.sentAt),
  }));
  await sql.$executeRawUnsafe(
    `UPDATE message m SET status = x.status, reason = x.reason, send_at = x.send_at, sent_at = coalesce(x.sent_at, m.sent_at), locked_until = NULL
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, status text, reason text, send_at timestamptz, sent_at timestamptz)
     WHERE m.id = x.id AND m.id = ANY($3::uuid[]) AND m.shop_id = $1 AND (m.status = 'sending' OR (m.status = 'unknown' AND x.status = 'sent'))`,
    shopId, JSON.stringify(rows), updates.map((update) => update.id),
  );
}
