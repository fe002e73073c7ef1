/** Examples of every platform's topics, by platform. */
import type { Connector, Platform } from "#app/core/event/connector.ts";
import { EXAMPLES as magento } from "./magento/examples.ts";
import type { Example } from "./shared/example.ts";
import { EXAMPLES as shopify } from "./shopify/examples.ts";
import { EXAMPLES as wix } from "./wix/examples.ts";
import { EXAMPLES as woocommerce } from "./woocommerce/examples.ts";

export const EXAMPLES: Readonly<Record<Platform, readonly Example[]>> = { shopify, woocommerce, magento, wix };

/** The body as `translate` gets it: wrapped, where the platform wraps what it sends. What our client fetches is never wrapped. */
export function asTranslated(connector: Connector, { topic, body }: Pick<Example, "topic" | "body">, secret: string, now: number): Uint8Array {
  const isFetched = connector.topics.some((one) => one.topic === topic && one.via === "pull");
  return isFetched ? body : (connector.pack?.(body, secret, topic, now) ?? body);
}
