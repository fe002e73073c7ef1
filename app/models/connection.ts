/** How we reach a connected shop. Credentials leave this file only through `readCredentials`. */
import type { Subscription } from "../core/event/platform-client.ts";
import type { Plan } from "../core/plan.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import type { Sql } from "./plain-sql.ts";
import type { Vault } from "./vault.ts";

export type ConnectionStatus = "connected" | "broken" | "left";

/** A connection without its credentials: what pages may show. */
export type Connection = {
  readonly status: ConnectionStatus;
  readonly reason: string | null;
  readonly scopes: readonly string[];
  readonly connectedAt: Instant;
  readonly checkedAt: Instant | null;
  readonly subscriptions: readonly Subscription[];
  readonly plan: unknown;
};

const context = (shopId: string): string => `${shopId}:credentials`;

/** Connects a shop, or connects it again with new credentials. */
export async function saveConnection(sql: Sql, vault: Vault, shopId: string, credentials: unknown, scopes: readonly string[], now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `INSERT INTO connection (shop_id, sealed, status, scopes, connected_at) VALUES ($1, $2, 'connected', $3::text[], $4::timestamptz)
     ON CONFLICT (shop_id) DO UPDATE SET sealed = excluded.sealed, scopes = excluded.scopes, reason = NULL,
       connected_at = CASE WHEN connection.status = 'left' THEN excluded.connected_at ELSE connection.connected_at END, status = 'connected'`,
    shopId, vault.seal(JSON.stringify(credentials), context(shopId)), [...scopes], formatInstant(now),
  );
}

/** The credentials as they were saved; null where the shop has none (any more). */
export async function readCredentials(sql: Sql, vault: Vault, shopId: string): Promise<{ readonly credentials: unknown; readonly scopes: readonly string[] } | null> {
  const [row] = await sql.$queryRawUnsafe<{ sealed: string; scopes: string[] }[]>(`SELECT sealed, scopes FROM connection WHERE shop_id = $1 AND status <> 'left'`, shopId);
  return row && row.sealed !== "" ? { credentials: JSON.parse(vault.open(row.sealed, context(shopId))), scopes: row.scopes } : null;
}

/** Keeps changed credentials of a shop that is still connected. */
export async function keepCredentials(sql: Sql, vault: Vault, shopId: string, credentials: unknown): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE connection SET sealed = $2 WHERE shop_id = $1 AND status <> 'left'`, shopId, vault.seal(JSON.stringify(credentials), context(shopId)));
}

/** How a shop is connected, also one that left; null for one that only sends webhooks. */
export async function findConnection(db: Database, shopId: string): Promise<Connection | null> {
  const row = await db.connection.findUnique({ where: { shopId }, omit: { sealed: true } });
  return (
    row && {
      status: row.status as ConnectionStatus, reason: row.reason, scopes: row.scopes, connectedAt: row.connectedAt.getTime(), checkedAt: row.checkedAt?.getTime() ?? null,
      subscriptions: row.subscriptions as unknown as Subscription[], plan: row.plan,
    }
  );
}

/** The platform takes the credentials no more, or takes them again (`reason` null). */
export async function markConnection(sql: Sql, shopId: string, reason: string | null): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE connection SET status = CASE WHEN $2::text IS NULL THEN 'connected' ELSE 'broken' END, reason = $2 WHERE shop_id = $1 AND CASE WHEN $2::text IS NULL THEN status = 'broken' ELSE status <> 'left' AND reason IS DISTINCT FROM $2 END`, shopId, reason,
  );
}

/** What the shop grants now. With a sentence on what is missing the merchant is asked; the rest goes on working. */
export async function keepScopes(sql: Sql, shopId: string, scopes: readonly string[], missing: string | null): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE connection SET scopes = $2::text[], reason = CASE WHEN status = 'broken' THEN reason ELSE $3 END WHERE shop_id = $1 AND status <> 'left'`, shopId, [...scopes], missing);
}

/** What was found when the subscriptions were looked at. */
export async function keepSubscriptions(sql: Sql, shopId: string, subscriptions: readonly Subscription[], now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE connection SET subscriptions = $2::jsonb, checked_at = $3::timestamptz WHERE shop_id = $1 AND status <> 'left'`, shopId, JSON.stringify(subscriptions), formatInstant(now));
}

/** Seals again, with the newest key, what was sealed with another. Returns how many secrets changed. */
export async function resealShop(sql: Sql, vault: Vault, shopId: string, secretContext: (shopId: string) => string): Promise<number> {
  const [shop] = await sql.$queryRawUnsafe<{ secrets: string[]; sealed: string }[]>(
    `SELECT s.secrets, c.sealed FROM shop s JOIN connection c ON c.shop_id = s.id WHERE s.id = $1`, shopId,
  );
  if (!shop) return 0;
  const secrets = shop.secrets.map((secret) => (vault.isCurrent(secret) ? secret : vault.seal(vault.open(secret, secretContext(shopId)), secretContext(shopId))));
  const changed = secrets.filter((secret, index) => secret !== shop.secrets[index]).length;
  if (changed > 0) await sql.$executeRawUnsafe(`UPDATE shop SET secrets = $2::text[] WHERE id = $1 AND secrets = $3::text[]`, shopId, secrets, shop.secrets);
  if (shop.sealed === "" || vault.isCurrent(shop.sealed)) return changed;
  const sealed = vault.seal(vault.open(shop.sealed, context(shopId)), context(shopId));
  return changed + (await sql.$executeRawUnsafe(`UPDATE connection SET sealed = $2 WHERE shop_id = $1 AND sealed = $3`, shopId, sealed, shop.sealed));
}

/** What the shop pays for (core/plan). A shop that left keeps its last. */
export async function keepPlan(sql: Sql, shopId: string, plan: Plan): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE connection SET plan = $2::jsonb WHERE shop_id = $1 AND status <> 'left'`, shopId, JSON.stringify(plan));
}
