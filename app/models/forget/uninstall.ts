import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { forgetShopifySessions } from "../shopify-session.ts";
import { holdJourneys } from "../store/journey-lock.ts";
import type { Sql } from "../plain-sql.ts";

/** For the merchant, beside everything that ended with it. */
const WHY = "The shop removed Afterglow.";

/**
 * Stops everything of a shop that removed the app, in the caller's transaction: what is queued, whoever walks, what waits
 * to be done or read, and every credential. Data stays until the shop asks for its deletion, or comes back. Again, it
 * changes nothing.
 *
 * A message that a sender has in hand without having kept its content has not reached its channel, and never will
 * (models/message-sources); one whose content is kept may be on the wire, and is settled by its sender.
 */
export async function stopShop(sql: Sql, shopId: string, now: Instant): Promise<void> {
  // Every unit of work of the engine waits here, and finds the shop gone.
  await holdJourneys(sql, shopId);
  const at = formatInstant(now);
  const [shop] = await sql.$queryRawUnsafe<{ platform: string; domain: string }[]>(
    `UPDATE shop SET uninstalled_at = coalesce(uninstalled_at, $2::timestamptz) WHERE id = $1 RETURNING platform, domain`, shopId, at,
  );
  if (!shop) return;
  await sql.$executeRawUnsafe(
    `WITH hit AS (UPDATE message SET status = 'stopped', reason = $2, send_at = NULL, locked_until = NULL
       WHERE shop_id = $1 AND (status = 'queued' OR (status = 'sending' AND text IS NULL)) RETURNING id)
     UPDATE decision SET outcome = 'drop', rule = 'uninstalled', reason = $2 WHERE shop_id = $1 AND message_id IN (SELECT id FROM hit)`, shopId, WHY,
  );
  // A walk is read from its state: the columns are for lists.
  await sql.$executeRawUnsafe(
    `UPDATE enrollment SET status = 'exited', due_at = NULL, ended_at = $3::timestamptz, end_reason = $2,
       state = state || jsonb_build_object('status', 'exited', 'dueAt', NULL, 'endedAt', $4::bigint, 'endReason', $2::text)
     WHERE shop_id = $1 AND status IN ('active', 'paused')`, shopId, WHY, at, now,
  );
  await sql.$executeRawUnsafe(`UPDATE action SET status = 'failed', reason = $2, due_at = NULL, done_at = $3::timestamptz WHERE shop_id = $1 AND status = 'pending' AND kind <> 'reward'`, shopId, WHY, at);
  await sql.$executeRawUnsafe(`UPDATE pull SET status = 'failed', reason = $2, due_at = NULL, ended_at = $3::timestamptz WHERE shop_id = $1 AND status = 'waiting'`, shopId, WHY, at);
  await sql.$executeRawUnsafe(`UPDATE score_run SET status = 'failed', reason = $2, due_at = NULL, ended_at = $3::timestamptz WHERE shop_id = $1 AND due_at IS NOT NULL`, shopId, WHY, at);
  await sql.$executeRawUnsafe(`UPDATE connection SET sealed = '', status = 'left', reason = $2, subscriptions = '[]'::jsonb WHERE shop_id = $1`, shopId, WHY);
  await sql.$executeRawUnsafe(`DELETE FROM sign_in WHERE shop_id = $1`, shopId);
  if (shop.platform === "shopify") await forgetShopifySessions(sql, shop.domain);
}
