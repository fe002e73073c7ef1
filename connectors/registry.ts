import type { Connector, Platform } from "#app/core/event/connector.ts";
import { magento } from "./magento/index.ts";
import { shopify } from "./shopify/index.ts";
import { wix } from "./wix/index.ts";
import { woocommerce } from "./woocommerce/index.ts";

/** Every platform we can listen to. A new folder is not a connector until it is listed here. */
export const CONNECTORS: readonly Connector[] = [shopify, woocommerce, wix, magento];

/** @returns null for a platform without a connector yet */
export function connectorFor(platform: Platform): Connector | null {
  return CONNECTORS.find((connector) => connector.platform === platform) ?? null;
}
