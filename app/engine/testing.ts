/** A shop, and the catalog's journeys, for tests of the engine. */
import { CATALOG } from "../core/journey/catalog/index.ts";
import { readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import type { LiveJourney } from "./working-set.ts";

export function testShop(over: Partial<Shop> = {}): Shop {
  return {
    id: "shop-1", platform: "shopify", domain: "shop.example.com", name: "Example", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en",
    salt: "test-salt", settings: readSettings({}), stats: { orderP90: {} }, ...over,
  };
}

export const testJourneys: readonly LiveJourney[] = CATALOG.map((definition) => ({ version: 1, definition }));
