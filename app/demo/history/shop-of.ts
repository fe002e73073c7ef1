import { CATALOG } from "../../core/journey/catalog/index.ts";
import type { Definition } from "../../core/journey/definition.ts";
import type { SettingValues } from "../../core/journey/catalog/catalog.ts";
import { NO_STATS, readSettings } from "../../core/shop.ts";
import type { Shop } from "../../core/shop.ts";
import type { DemoStore, Product } from "../stores/store.ts";

/** A store as its shop here, as its merchant has set it up. */
export function shopOf(store: DemoStore, salt: string): Shop {
  const { id, platform, domain, name, currency, country, timeZone, locale, colour, postalAddress, supportEmail, storeUrl } = store;
  const consumables = store.products.flatMap((product) => speedOf(product) ?? []);
  const settings = readSettings({ brand: { colour, postalAddress, supportEmail, storeUrl }, consumables, ...store.settings });
  return { id, platform, domain, name, currency, country, timeZone, locale, salt, settings, stats: NO_STATS };
}

export type TurnedJourney = { readonly definition: Definition; readonly settings: SettingValues };

/** The catalog's journeys with what the merchant has turned. */
export function journeysOf(store: DemoStore): TurnedJourney[] {
  return CATALOG.map((journey) => {
    const settings = store.journeys[journey.key] ?? {};
    return { definition: journey.define(settings), settings };
  });
}

/** What a merchant would mark as used up. The table's slowest means four to five weeks: beyond that only customers can tell. */
function speedOf({ sku, lasts }: Product): { match: string; speed: "medium" | "slow" } | null {
  if (lasts === undefined || lasts > 45) return null;
  return { match: sku, speed: lasts <= 20 ? "medium" : "slow" };
}
