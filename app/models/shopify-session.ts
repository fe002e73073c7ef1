/** Sessions of Shopify's library. Whatever opens a shop is sealed; only what rows are found and swept by stands open. */
import type { Sql } from "./plain-sql.ts";
import type { Vault } from "./vault.ts";

export type SessionRow = {
  readonly id: string;
  /** "demo-shop.myshopify.com" */
  readonly shop: string;
  readonly isOnline: boolean;
  readonly expires: Date | null;
  readonly refreshTokenExpires: Date | null;
  /** The whole session. */
  readonly session: unknown;
};

const context = (id: string): string => `shopify_session:${id}`;

/** Keeps a session, instead of the one of the same id. */
export async function saveShopifySession(sql: Sql, vault: Vault, { id, shop, isOnline, expires, refreshTokenExpires, session }: SessionRow): Promise<void> {
  await sql.$executeRawUnsafe(
    `INSERT INTO shopify_session (id, shop, is_online, sealed, expires, refresh_token_expires) VALUES ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz)
     ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, is_online = excluded.is_online, sealed = excluded.sealed, expires = excluded.expires, refresh_token_expires = excluded.refresh_token_expires`,
    id, shop, isOnline, vault.seal(JSON.stringify(session), context(id)), expires, refreshTokenExpires,
  );
}

/** The session as it was saved; null when there is none, or when it was sealed with a secret that is gone: then Shopify is asked again. */
export async function readShopifySession(sql: Sql, vault: Vault, id: string): Promise<unknown> {
  const [row] = await sql.$queryRawUnsafe<{ sealed: string }[]>(`SELECT sealed FROM shopify_session WHERE id = $1`, id);
  if (!row) return null;
  try {
    return JSON.parse(vault.open(row.sealed, context(id)));
  } catch {
    return null;
  }
}

/** Seals a shop's sessions again, with the newest key, where they were sealed with another. */
export async function resealShopifySessions(sql: Sql, vault: Vault, shop: string): Promise<void> {
  for (const { id, sealed } of await sql.$queryRawUnsafe<{ id: string; sealed: string }[]>(`SELECT id, sealed FROM shopify_session WHERE shop = $1`, shop)) {
    if (vault.isCurrent(sealed)) continue;
    const session = await readShopifySession(sql, vault, id);
    if (session !== null) await sql.$executeRawUnsafe(`UPDATE shopify_session SET sealed = $2 WHERE id = $1 AND sealed = $3`, id, vault.seal(JSON.stringify(session), context(id)), sealed);
  }
}

/** Ids of a shop's sessions. */
export async function listShopifySessions(sql: Sql, shop: string): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(`SELECT id FROM shopify_session WHERE shop = $1 ORDER BY id`, shop);
  return rows.map(({ id }) => id);
}

/** Deletes these sessions; ids that there are not are no error. */
export async function deleteShopifySessions(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.$executeRawUnsafe(`DELETE FROM shopify_session WHERE id = ANY($1::text[])`, [...ids]);
}

/** Forgets every session of a shop that left. */
export async function forgetShopifySessions(sql: Sql, shop: string): Promise<void> {
  await sql.$executeRawUnsafe(`DELETE FROM shopify_session WHERE shop = $1`, shop);
}
