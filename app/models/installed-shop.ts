import { readSettings, readStats } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import type { Sql } from "./plain-sql.ts";

/** A shop that is installed, without its secrets; null when there is none. */
export async function findShop(db: Database, shopId: string): Promise<Shop | null> {
  const shop = await findShopEvenLeft(db, shopId);
  return shop?.left ? null : shop;
}

/** The same, also when it has left: what its customers were promised goes on. */
export async function findShopEvenLeft(db: Database, shopId: string): Promise<Shop | null> {
  const row = await db.shop.findUnique({ where: { id: shopId }, omit: { secrets: true, apiKeyHash: true, writeKeyHash: true } });
  return row && {
    id: row.id,
    platform: row.platform as Shop["platform"],
    domain: row.domain,
    name: row.name,
    currency: row.currency,
    country: row.country,
    timeZone: row.timeZone,
    locale: row.locale,
    salt: row.salt,
    settings: readSettings(row.settings),
    stats: readStats(row.stats),
    ...(row.uninstalledAt !== null && { left: true }),
  };
}

/** The installed shop whose public API key has this SHA-256; the key itself is stored nowhere. */
export async function findShopIdByApiKey(db: Database, apiKeyHash: string): Promise<string | null> {
  const row = await db.shop.findUnique({ where: { apiKeyHash }, select: { id: true, uninstalledAt: true } });
  return row && row.uninstalledAt === null ? row.id : null;
}

/** Who may tell the shop's behaviour: its server, with the API key, or anyone with the key that stands in its pages. */
export type Writer = { readonly shopId: string; readonly country: string | null; readonly trusted: boolean };

/** The installed shop one of whose two keys has this SHA-256. */
export async function findWriter(db: Database, keyHash: string): Promise<Writer | null> {
  const row = await db.shop.findFirst({ where: { OR: [{ apiKeyHash: keyHash }, { writeKeyHash: keyHash }], uninstalledAt: null }, select: { id: true, country: true, apiKeyHash: true } });
  return row && { shopId: row.id, country: row.country, trusted: row.apiKeyHash === keyHash };
}

export type ShopName = { readonly id: string; readonly name: string; readonly platform: string };

/** Every installed shop, by name: for the demo's front page only, which has no tenant yet. */
export async function listShops(db: Database): Promise<ShopName[]> {
  return db.shop.findMany({ where: { uninstalledAt: null }, select: { id: true, name: true, platform: true }, orderBy: { name: "asc" }, take: 50 });
}

/** A shop of this address, installed or not. */
export async function findShopByDomain(sql: Sql, platform: Shop["platform"], domain: string): Promise<{ readonly id: string; readonly left: boolean } | null> {
  const [row] = await sql.$queryRawUnsafe<{ id: string; left: boolean }[]>(`SELECT id, uninstalled_at IS NOT NULL AS "left" FROM shop WHERE platform = $1 AND domain = $2`, platform, domain);
  return row ?? null;
}

/** The same, held until the caller's transaction ends: a shop that is just being deleted is none any more. */
export async function holdShopByDomain(sql: Sql, platform: Shop["platform"], domain: string): Promise<{ readonly id: string; readonly left: boolean } | null> {
  const [row] = await sql.$queryRawUnsafe<{ id: string; left: boolean }[]>(`SELECT id, uninstalled_at IS NOT NULL AS "left" FROM shop WHERE platform = $1 AND domain = $2 FOR UPDATE`, platform, domain);
  return row ?? null;
}

/** What the platform says of a shop now. One that left meanwhile stays gone. */
export async function keepFacts(sql: Sql, shopId: string, { name, currency, country, timeZone, locale }: Pick<Shop, "name" | "currency" | "country" | "timeZone" | "locale">): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE shop SET name = $2, currency = $3, country = coalesce($4, country), time_zone = $5, locale = $6 WHERE id = $1 AND uninstalled_at IS NULL`, shopId, name, currency, country, timeZone, locale);
}

/** What the platform says of a shop we know. `journeysFrom` is given where it had left: what it missed starts no journey. `secret` null keeps the one there is. */
export async function installAgain(sql: Sql, shopId: string, facts: Pick<Shop, "name" | "currency" | "country" | "timeZone" | "locale">, journeysFrom: Instant | null, secret: string | null): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE shop SET name = $2, currency = $3, country = coalesce($4, country), time_zone = $5, locale = $6, uninstalled_at = NULL, journeys_from = coalesce($7::timestamptz, journeys_from),
       secrets = CASE WHEN $8::text IS NULL THEN secrets ELSE ARRAY[$8::text] || secrets[1:1] END WHERE id = $1`,
    shopId, facts.name, facts.currency, facts.country, facts.timeZone, facts.locale, journeysFrom === null ? null : formatInstant(journeysFrom), secret,
  );
}
