import type { Connects } from "#app/core/event/platform-client.ts";

/** How each platform's shops are reached. Loaded when first needed: the clients' libraries are large, and most code only translates. */
export const CLIENTS: Partial<Connects> = {
  shopify: async () => (await import("./shopify/client.ts")).connect,
  magento: async () => (await import("./magento/client.ts")).connect,
  wix: async () => (await import("./wix/client.ts")).connect,
  woocommerce: async () => (await import("./woocommerce/client.ts")).connect,
};
