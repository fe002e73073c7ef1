/** What every platform's folder under connectors/ provides: how to trust a webhook and what it says. */
import type { Instant } from "../shared/instant.ts";
import type { Snapshot } from "./snapshot.ts";

export type Platform = "shopify" | "woocommerce" | "magento" | "wix";

/** A webhook as it arrived: header names in lower case, body bytes untouched (signatures are over them). */
export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** 200, 200 and nothing kept, or 401. */
export type Verdict =
  | { readonly kind: "authentic" }
  | { readonly kind: "ping" }
  | { readonly kind: "forged"; readonly reason: string };

/** What translation may know of the shop; nothing of its data. */
export type ShopContext = {
  readonly currency: string;
  /** ISO 3166 alpha-2, for phone numbers without a prefix. */
  readonly country: string | null;
};

export type Translation =
  | { readonly kind: "snapshots"; readonly snapshots: readonly Snapshot[] }
  /** A topic, or an authentic body, that says nothing we read: kept and left alone. */
  | { readonly kind: "unhandled"; readonly reason: string }
  /** Authentic but not understood; `reason` names the field, in words a merchant can read. */
  | { readonly kind: "quarantined"; readonly reason: string };

export interface Connector {
  readonly platform: Platform;
  /** The topic in the platform's own words ("orders/create", "order.updated"); "" when the request names none. */
  topicOf(headers: Readonly<Record<string, string>>): string;
  /** Which shop the request says it is from, where the address does not say so (Shopify's domain header). */
  shopDomainOf(headers: Readonly<Record<string, string>>): string | null;
  /** Constant time over the raw bytes. Any of several secrets may match (rotation); none given means forged. */
  verify(request: WebhookRequest, secrets: readonly string[]): Verdict;
  /** Signs a body as the platform would: for fixtures, the demo's stores and tests. */
  sign(body: Uint8Array, secret: string, topic: string): Readonly<Record<string, string>>;
  /**
   * Never throws on any input. `receivedAt` stands in for moments the platform does not tell.
   */
  translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation;
}
