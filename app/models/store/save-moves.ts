import { formatInstant } from "../../core/shared/instant.ts";
import type { WorkingSet } from "../../engine/working-set.ts";
import type { Sql } from "./transaction.ts";

/** Every table that names a profile; what belonged to one that was merged away is its survivor's. */
const OWNED = ['"order"', "event", "enrollment", "decision", "message", "identity", "action", "referral"] as const;

export async function saveMerges(sql: Sql, work: WorkingSet): Promise<void> {
  for (const [gone, kept] of work.merges) {
    for (const table of OWNED) await sql.$executeRawUnsafe(`UPDATE ${table} SET profile_id = $3::uuid WHERE shop_id = $1 AND profile_id = $2::uuid`, work.shop.id, gone, kept);
    await sql.$executeRawUnsafe(`UPDATE referral SET friend_id = $3::uuid WHERE shop_id = $1 AND friend_id = $2::uuid`, work.shop.id, gone, kept);
    await sql.$executeRawUnsafe(`UPDATE profile SET merged_into = $3::uuid WHERE shop_id = $1 AND (id = $2::uuid OR merged_into = $2::uuid)`, work.shop.id, gone, kept);
  }
}

/**
 * Stops messages that are still queued and tells their decisions. One that a sender has already taken in
 * hand is past stopping; it leaves, and the row says so.
 */
export async function saveStops(sql: Sql, work: WorkingSet): Promise<void> {
  for (const order of work.stops) {
    const where = `${order.enrollmentId === null ? "profile_id" : "enrollment_id"} = $4::uuid${order.marketingOnly ? " AND class = 'marketing'" : ""} AND ($5::text IS NULL OR channel = $5)`;
    const hit = order.remove
      ? `DELETE FROM message WHERE shop_id = $1 AND status = 'queued' AND ${where} RETURNING id`
      : `UPDATE message SET status = 'stopped', reason = $3, send_at = NULL WHERE shop_id = $1 AND status = 'queued' AND ${where} RETURNING id`;
    await sql.$executeRawUnsafe(
      `WITH hit AS (${hit}) UPDATE decision SET outcome = 'drop', rule = $2, reason = $3, message_id = ${order.remove ? "NULL" : "message_id"}
       WHERE shop_id = $1 AND message_id IN (SELECT id FROM hit)`,
      work.shop.id, order.rule, order.reason, order.enrollmentId ?? order.profileId, order.channel,
    );
  }
}

/** Notes on messages when they were first opened and clicked: for lists, which do not read events. */
export async function saveReadings(sql: Sql, work: WorkingSet): Promise<void> {
  const rows = work.events.flatMap(({ event }) =>
    event.type === "message.opened" || event.type === "message.clicked"
      ? [{ id: event.data.messageId, opened: event.type === "message.opened" ? formatInstant(event.at) : null, clicked: event.type === "message.clicked" ? formatInstant(event.at) : null }]
      : [],
  );
  if (rows.length === 0) return;
  await sql.$executeRawUnsafe(
    `UPDATE message m SET opened_at = least(m.opened_at, x.opened), clicked_at = least(m.clicked_at, x.clicked)
     FROM (SELECT id, min(opened) AS opened, min(clicked) AS clicked FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, opened timestamptz, clicked timestamptz) GROUP BY id) AS x
     WHERE m.shop_id = $1 AND m.id = x.id`,
    work.shop.id, JSON.stringify(rows),
  );
}
