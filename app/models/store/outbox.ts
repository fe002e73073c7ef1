import type { Channel } from "../../core/event/snapshot.ts";
import type { MessageClass } from "../../core/message/message.ts";
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { ClaimedMessage, MessageUpdate } from "../../engine/ports.ts";
import { INSTALLED } from "../shop.ts";
import type { Sql } from "./transaction.ts";

type Row = {
  id: string; profile_id: string; enrollment_id: string | null; order_ref: string | null; journey: string | null; step: string | null; channel: Channel; class: MessageClass;
  content: string; locale: string; recipient: string; reason: string | null; created_at: Date; attempts: number; message_id_header: string; interrupted: boolean;
};

/** Messages per second by channel, over all processes; a channel that is not named is not held back. */
export type SendRates = Readonly<Partial<Record<Channel, number>>>;

/**
 * Marks messages as being sent. The lease runs on the database's own clock: the demo's may jump by a month
 * while a message is on its way. One whose sender died counts as interrupted only if its content was written:
 * that is kept right before the channel gets it, and by nobody whose attempt is not the latest, so what has
 * no content never left and never will by that sender.
 *
 * What a dead sender had comes first, and counts against `limit` too.
 */
export async function claimMessages(sql: Sql, shopId: string, now: Instant, limit: number, leaseMs: number, rates: SendRates = {}): Promise<ClaimedMessage[]> {
  const limited = Object.entries(rates) as [Channel, number][];
  const claimed = await claim(sql, shopId, now, limit, leaseMs, "NOT (channel = ANY($5::text[]))", limited.map(([channel]) => channel));
  for (const [channel, perSecond] of limited) {
    if (claimed.length >= limit) break;
    claimed.push(...(await claimAtPace(sql, shopId, now, limit - claimed.length, leaseMs, channel, perSecond)));
  }
  return claimed;
}

/**
 * A second's worth at most, by the generic cell rate algorithm (ITU-T I.371, annex A): `next_at` is the moment up to which
 * the channel's sends are spent. Its row is locked until the claim commits, so that processes share one rate.
 */
async function claimAtPace(sql: Sql, shopId: string, now: Instant, limit: number, leaseMs: number, channel: Channel, perSecond: number): Promise<ClaimedMessage[]> {
  const [waiting] = await sql.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM message WHERE shop_id = $1 AND channel = $3 AND ((status = 'queued' AND send_at <= $2::timestamptz) OR (status = 'sending' AND locked_until < clock_timestamp())) LIMIT 1`,
    shopId, formatInstant(now), channel,
  );
  if (!waiting) return [];
  await sql.$executeRawUnsafe(`INSERT INTO send_pace (channel, next_at) VALUES ($1, clock_timestamp()) ON CONFLICT DO NOTHING`, channel);
  const [pace] = await sql.$queryRawUnsafe<{ free: number }[]>(
    `SELECT least(greatest(1, $2::float8), 1e-9 + $2::float8 * greatest(0, $3::float8 - extract(epoch FROM next_at - clock_timestamp())))::float8 AS free FROM send_pace WHERE channel = $1 FOR UPDATE`,
    channel, perSecond, Math.max(1, 1 / perSecond),
  );
  const claimed = await claim(sql, shopId, now, Math.min(limit, Math.floor(pace?.free ?? 0)), leaseMs, "channel = ANY($5::text[])", [channel]);
  await sql.$executeRawUnsafe(`UPDATE send_pace SET next_at = greatest(next_at, clock_timestamp()) + $2::float8 * interval '1 second' WHERE channel = $1`, channel, claimed.length / perSecond);
  return claimed;
}

async function claim(sql: Sql, shopId: string, now: Instant, limit: number, leaseMs: number, which: string, channels: readonly Channel[]): Promise<ClaimedMessage[]> {
  if (limit <= 0) return [];
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `WITH lost AS (SELECT id, text IS NOT NULL AS written FROM message WHERE shop_id = $1 AND status = 'sending' AND locked_until < clock_timestamp() AND ${which} AND ${INSTALLED} LIMIT $3 FOR UPDATE SKIP LOCKED),
       ready AS (SELECT id FROM message WHERE shop_id = $1 AND status = 'queued' AND send_at <= $2::timestamptz AND ${which} AND ${INSTALLED} ORDER BY send_at LIMIT $3::int - (SELECT count(*) FROM lost) FOR UPDATE SKIP LOCKED)
     UPDATE message m SET status = 'sending', attempts = m.attempts + 1, locked_until = clock_timestamp() + $4::int * interval '1 millisecond'
     FROM (SELECT id, false AS interrupted FROM ready UNION ALL SELECT id, written FROM lost) w WHERE m.id = w.id
     RETURNING m.id::text, m.profile_id::text, m.enrollment_id::text, m.order_ref, m.journey, m.step, m.channel, m.class, m.content, m.locale, m.recipient, m.reason,
       m.created_at, m.attempts, m.message_id_header, w.interrupted`,
    shopId, formatInstant(now), limit, leaseMs, channels,
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
  const stopped = updates.some((update) => update.rule !== undefined);
  const settle = `UPDATE message m SET status = x.status, reason = x.reason, send_at = x.send_at, sent_at = coalesce(x.sent_at, m.sent_at), locked_until = NULL
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, status text, reason text, rule text, send_at timestamptz, sent_at timestamptz)
     WHERE m.id = x.id AND m.id = ANY($3::uuid[]) AND m.shop_id = $1 AND (m.status = 'sending' OR (m.status = 'unknown' AND x.status = 'sent'))`;
  await sql.$executeRawUnsafe(
    stopped
      ? `WITH hit AS (${settle} RETURNING m.id, x.rule, x.reason) UPDATE decision d SET outcome = 'drop', rule = hit.rule, reason = hit.reason FROM hit WHERE d.shop_id = $1 AND d.message_id = hit.id AND hit.rule IS NOT NULL`
      : settle,
    shopId, JSON.stringify(rows), updates.map((update) => update.id),
  );
}
