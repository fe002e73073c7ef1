/** Installs under way: a random state goes out through a browser or a store, and comes back once. */
import { createHash } from "node:crypto";
import { formatInstant, MINUTE } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Platform } from "../core/event/connector.ts";
import type { Sql } from "./plain-sql.ts";
import type { Vault } from "./vault.ts";

const LASTS_MS = 15 * MINUTE;

export type Attempt = { readonly detail: unknown; readonly usedAt: Instant | null; readonly shopId: string | null; readonly reason: string | null };

const idOf = (state: string): string => createHash("sha256").update(state).digest("hex");

/** Begins one; `state` is at least 128 random bits. Those that ran out are cleared away. */
export async function beginAttempt(sql: Sql, vault: Vault, platform: Platform, state: string, detail: unknown, now: Instant, lastsMs = LASTS_MS): Promise<void> {
  await sql.$executeRawUnsafe(`DELETE FROM connect_attempt WHERE expires_at < $1::timestamptz`, formatInstant(now - LASTS_MS));
  await sql.$executeRawUnsafe(
    `INSERT INTO connect_attempt (id, platform, sealed, created_at, expires_at) VALUES ($1, $2, $3, $4::timestamptz, $5::timestamptz)
     ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL, shop_id = NULL, reason = NULL`,
    idOf(state), platform, vault.seal(JSON.stringify(detail), `attempt:${idOf(state)}`), formatInstant(now), formatInstant(now + lastsMs),
  );
}

/** The attempt of this state, used or not; null when there is none or its time is over. */
export async function findAttempt(sql: Sql, vault: Vault, platform: Platform, state: string, now: Instant): Promise<Attempt | null> {
  const [row] = await sql.$queryRawUnsafe<{ sealed: string; used_at: Date | null; shop_id: string | null; reason: string | null }[]>(
    `SELECT sealed, used_at, shop_id, reason FROM connect_attempt WHERE id = $1 AND platform = $2 AND expires_at >= $3::timestamptz`, idOf(state), platform, formatInstant(now),
  );
  return row ? { detail: JSON.parse(vault.open(row.sealed, `attempt:${idOf(state)}`)), usedAt: row.used_at?.getTime() ?? null, shopId: row.shop_id, reason: row.reason } : null;
}

/** Takes the one use of it. @returns false when another was quicker, or its time is over */
export async function useAttempt(sql: Sql, platform: Platform, state: string, now: Instant): Promise<boolean> {
  return (await sql.$executeRawUnsafe(`UPDATE connect_attempt SET used_at = $3::timestamptz WHERE id = $1 AND platform = $2 AND used_at IS NULL AND expires_at >= $3::timestamptz`, idOf(state), platform, formatInstant(now))) === 1;
}

/** What became of it: the shop, or a sentence on why not; both where the shop is connected and the browser that began is not to be signed in to it. */
export async function settleAttempt(sql: Sql, state: string, outcome: { readonly shopId: string; readonly reason?: string } | { readonly reason: string }): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE connect_attempt SET shop_id = $2, reason = $3 WHERE id = $1`, idOf(state), "shopId" in outcome ? outcome.shopId : null, outcome.reason ?? null);
}
