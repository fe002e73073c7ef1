/** Platforms by the names merchants know. */
import type { Platform } from "../../core/event/connector.ts";

export const PLATFORM_WORDS: Readonly<Record<Platform, string>> = { shopify: "Shopify", woocommerce: "WooCommerce", magento: "Magento", wix: "Wix" };
