/** What the page about a shop's connection asks and changes, beside the connection itself. */
import { CATCH_UP_MINUTES } from "../core/shop.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { hashApiKey } from "./connect-shop.ts";
import type { Database } from "./database.ts";
import { addNotice } from "./notice.ts";
import type { Sql } from "./plain-sql.ts";

/** The keys a shop's own programs come with: "api" reads and writes, "write" may stand in its pages. */
export type ShopKey = "api" | "write";

/** From now on this key is the shop's, and the former one opens nothing. */
export async function changeKey(db: Database, shopId: string, which: ShopKey, key: string): Promise<void> {
  const hash = hashApiKey(key);
  await db.shop.update({ where: { id: shopId }, data: which === "api" ? { apiKeyHash: hash } : { writeKeyHash: hash }, select: { id: true } });
}

/**
 * Changes a shop's webhook secrets, sealed, if they are still `before`.
 *
 * @returns false when somebody else changed them meanwhile
 */
export async function changeSecrets(db: Database, shopId: string, before: readonly string[], after: readonly string[]): Promise<boolean> {
  return (await db.$executeRawUnsafe(`UPDATE shop SET secrets = $3::text[] WHERE id = $1 AND secrets = $2::text[]`, shopId, [...before], [...after])) === 1;
}

/** @returns false for a pace there is not */
export async function changeCatchUpMinutes(db: Database, shopId: string, minutes: number): Promise<boolean> {
  if (!(CATCH_UP_MINUTES as readonly number[]).includes(minutes)) return false;
  await db.$executeRaw`UPDATE shop SET settings = jsonb_set(settings, '{catchUpMinutes}', to_jsonb(${minutes}::int)) WHERE id = ${shopId}`;
  return true;
}

/** When the platform was last asked for changes; null before the first time. */
export async function lastCatchUpAt(sql: Sql, shopId: string): Promise<Instant | null> {
  const [row] = await sql.$queryRawUnsafe<{ at: Date | null }[]>(`SELECT max(started_at) AS at FROM pull WHERE shop_id = $1 AND purpose = 'catch_up'`, shopId);
  return row?.at?.getTime() ?? null;
}

/** Changes that were fetched because no webhook told them, since then. */
export async function untoldSince(db: Database, shopId: string, since: Instant): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM delivery WHERE shop_id = $1 AND source = 'catch_up' AND received_at >= $2::timestamptz`, shopId, formatInstant(since));
  return row?.n ?? 0;
}

/** The merchant wants to leave: acted on as when a platform says so. Asked twice, it is one wish. */
export async function askToLeave(db: Database, shopId: string, id: string, now: Instant): Promise<void> {
  if (!(await isLeaving(db, shopId))) await addNotice(db, shopId, id, { kind: "uninstalled" }, "merchant", now);
}

/** Whether the merchant, or the platform, said that the shop leaves, and that is not done yet. */
export async function isLeaving(db: Database, shopId: string): Promise<boolean> {
  return (await db.notice.findFirst({ where: { shopId, kind: "uninstalled", status: "pending" }, select: { id: true } })) !== null;
}

/** How much of a shop's past is here. */
export async function pastHere(db: Database, shopId: string): Promise<{ readonly customers: number; readonly orders: number }> {
  const [customers, orders] = await Promise.all([db.profile.count({ where: { shopId, mergedInto: null } }), db.order.count({ where: { shopId } })]);
  return { customers, orders };
}
