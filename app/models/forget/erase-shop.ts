import { forgetShopifySessions } from "../shopify-session.ts";
import { holdJourneys } from "../store/journey-lock.ts";
import type { Sql } from "../plain-sql.ts";

/** Every table whose rows belong to a shop, the largest first. A test holds it against the schema. */
export const SHOP_TABLES = [
  "delivery", "event", "message", "decision", "enrollment", "action", "referral", '"order"', "account", "identity", "profile", "erasure", "product", "demo_webhook",
  "shop_figures", "score_run", "product_model", "model_fit", "journey_version", "journey", "pull", "periodic_run", "sign_in", "connect_attempt", "connection", "notice",
] as const;

/** Small enough that nobody waits for it. */
const ROWS = 2_000;

/** Deletes some rows of a shop in one table. @returns whether there may be more */
export async function deleteSome(sql: Sql, table: string, shopId: string): Promise<boolean> {
  return (await sql.$executeRawUnsafe(`DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE shop_id = $1 LIMIT ${ROWS}))`, shopId)) === ROWS;
}

/**
 * The first step, in the caller's transaction: the shop's address, and what the platform's library holds for it, are free for
 * whoever comes next, who would else be connected to what is being deleted. @returns false when the shop came back meanwhile
 */
export async function giveUpAddress(sql: Sql, shopId: string): Promise<boolean> {
  const [shop] = await sql.$queryRawUnsafe<{ platform: string; domain: string }[]>(`SELECT platform, domain FROM shop WHERE id = $1 AND uninstalled_at IS NOT NULL FOR UPDATE`, shopId);
  if (!shop) return false;
  if (shop.platform === "shopify") await forgetShopifySessions(sql, shop.domain);
  await sql.$executeRawUnsafe(`UPDATE shop SET domain = 'erased:' || id WHERE id = $1`, shopId);
  return true;
}

/** The last step, in the caller's transaction: what came in between, and the shop itself. */
export async function deleteShop(sql: Sql, shopId: string): Promise<void> {
  await holdJourneys(sql, shopId);
  for (const table of SHOP_TABLES) await sql.$executeRawUnsafe(`DELETE FROM ${table} WHERE shop_id = $1`, shopId);
  await sql.$executeRawUnsafe(`DELETE FROM shop WHERE id = $1`, shopId);
}
