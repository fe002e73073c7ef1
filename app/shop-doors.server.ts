import type { Platform } from "./core/event/connector.ts";
import { DatabaseAway } from "./models/store/transaction.ts";
import type { Database } from "./models/database.ts";
import { openSecrets } from "./models/vault.ts";
import type { Vault } from "./models/vault.ts";

/** What the webhook door needs of a shop. */
export type ShopDoor = { readonly id: string; readonly secrets: readonly string[]; /** It uninstalled us. */ readonly left: boolean };

/** A changed secret is believed this long after the change at the latest. */
const KEEP_MS = 5_000;

/**
 * Looks shops up for the webhook door, remembering each for a few seconds: a burst asks once.
 * What it gives back throws DatabaseAway when the database cannot be asked.
 */
export function shopDoors(db: Database, vault: Vault): (platform: Platform, by: { readonly id: string } | { readonly domain: string }) => Promise<ShopDoor | null> {
  const known = new Map<string, { readonly until: number; readonly shop: Promise<ShopDoor | null> }>();
  return (platform, by) => {
    const key = `${platform}|${"id" in by ? `id:${by.id}` : by.domain}`;
    const found = known.get(key);
    if (found && found.until > performance.now()) return found.shop;
    // Strangers may ask for any name: what is remembered is bounded.
    if (known.size > 10_000) known.clear();
    const shop = db.shop.findFirst({ where: { platform, ...by }, select: { id: true, secrets: true, uninstalledAt: true } }).then((row) => row && { id: row.id, secrets: openSecrets(vault, row.id, row.secrets), left: row.uninstalledAt !== null }, (error: unknown) => {
      known.delete(key);
      throw new DatabaseAway("shops could not be read", { cause: error });
    });
    known.set(key, { until: performance.now() + KEEP_MS, shop });
    return shop;
  };
}
