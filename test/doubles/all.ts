import type { Platform } from "#app/core/event/connector.ts";
import type { StartDouble } from "./store-double.ts";

/** Every platform's double. Loaded when a test asks, so that one of them costs no other's start. */
export const DOUBLES: Readonly<Partial<Record<Platform, () => Promise<StartDouble>>>> = {
  shopify: async () => (await import("./shopify/index.ts")).startShopifyDouble,
  magento: async () => (await import("./magento/index.ts")).startMagentoDouble,
  wix: async () => (await import("./wix/index.ts")).startWixDouble,
  woocommerce: async () => (await import("./woocommerce/index.ts")).startWooCommerceDouble,
};
