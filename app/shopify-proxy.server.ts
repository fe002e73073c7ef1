/** Visitors of a shop's own pages whom Shopify leads on to us: shopify.dev/docs/apps/build/online-store/app-proxies. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "./core/shared/instant.ts";
import { SHOP_DOMAIN } from "./shopify-request.server.ts";

/** How far Shopify's clock and ours may be apart; an address that was seen elsewhere opens nothing for longer. */
const SKEW_MS = 90_000;
/** Which of two would count is for a forger to choose. */
const ONCE = ["shop", "timestamp", "signature"] as const;

/**
 * The shop whose visitor this is, "demo-shop.myshopify.com", by Shopify's signature over the query; null when that is
 * missing, forged, or older or newer than 90 seconds.
 *
 * @param secret of our app at Shopify
 */
export function proxiedShop(query: URLSearchParams, secret: string, now: Instant): string | null {
  if (secret === "" || ONCE.some((name) => query.getAll(name).length !== 1)) return null;
  const [shop = "", timestamp = "", signature = ""] = ONCE.map((name) => query.get(name) ?? "");
  if (!SHOP_DOMAIN.test(shop) || !/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{64}$/i.test(signature)) return null;
  if (Math.abs(now - Number(timestamp) * 1000) > SKEW_MS) return null;
  return timingSafeEqual(digest(query, secret), Buffer.from(signature, "hex")) ? shop.toLowerCase() : null;
}

/** The signature as Shopify adds it to a query, in hexadecimal. */
export function proxySignature(query: URLSearchParams, secret: string): string {
  return digest(query, secret).toString("hex");
}

/** Over "name=value" of each parameter, sorted, with nothing between them; a repeated one's values with commas. */
function digest(query: URLSearchParams, secret: string): Buffer {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature");
  const text = names.map((name) => `${name}=${query.getAll(name).join(",")}`).sort().join("");
  return createHmac("sha256", secret).update(text).digest();
}
