import { readSettings } from "../core/shop.ts";
import type { Shop, ShopStats } from "../core/shop.ts";
import type { Database } from "./database.ts";

/** A shop that is installed, without its secrets; null when there is none. */
export async function findShop(db: Database, shopId: string): Promise<Shop | null> {
  const row = await db.shop.findUnique({ where: { id: shopId }, omit: { secrets: true, apiKeyHash: true } });
  if (!row || row.uninstalledAt !== null) return null;
  return {
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
    stats: { orderP90: {}, ...(row.stats as Partial<ShopStats>) },
  };
}

/** The installed shop whose public API key has this SHA-256; the key itself is stored nowhere. */
export async function findShopIdByApiKey(db: Database, apiKeyHash: string): Promise<string | null> {
  const row = await db.shop.findUnique({ where: { apiKeyHash }, select: { id: true, uninstalledAt: true } });
  return row && row.uninstalledAt === null ? row.id : null;
}

export type ShopName = { readonly id: string; readonly name: string; readonly platform: string };

/** Every installed shop, by name: for the demo's front page only, which has no tenant yet. */
export async function listShops(db: Database): Promise<ShopName[]> {
  return db.shop.findMany({ where: { uninstalledAt: null }, select: { id: true, name: true, platform: true }, orderBy: { name: "asc" }, take: 50 });
}
