/** What every platform's folder under connectors/ provides: how to trust a webhook and what it says. */
import type { Instant } from "../shared/instant.ts";
import type { Ability } from "./platform-client.ts";
import type { Notice } from "./notice.ts";
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
  /** About the shop or a person's rights, not about what customers do. */
  | { readonly kind: "notice"; readonly notice: Notice }
  /** A topic, or an authentic body, that says nothing we read: kept and left alone. */
  | { readonly kind: "unhandled"; readonly reason: string }
  /** Authentic but not understood; `reason` names the field, in words a merchant can read. */
  | { readonly kind: "quarantined"; readonly reason: string };

/** What a topic is about, for the table of docs/connectors.md. */
export const SUBJECTS = ["orders", "shipments", "tracking", "refunds", "returns", "customers", "consent", "products", "app", "privacy"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One kind of message that `translate` reads. */
export type Topic = {
  readonly topic: string;
  readonly subject: Subject;
  /** How it comes: the platform sends it, our client fetches it, or our own plugin or module sends it. */
  readonly via: "webhook" | "pull" | "extension";
  /** The platform's permission that it takes; null when it takes none. */
  readonly scope: string | null;
  /** Kept also after the shop uninstalled the app. */
  readonly afterUninstall?: true;
};

/** A permission we ask the merchant for, and what for. */
export type Scope = { readonly name: string; readonly why: string };

export interface Connector {
  readonly platform: Platform;
  /** Where its webhooks come in: at one address of the app's, which says nothing of the shop, or at one for each shop. */
  readonly door: "app" | "shop";
  /** Every topic that `translate` reads; the subscriptions we make are those that come by webhook. */
  readonly topics: readonly Topic[];
  /** The least that the topics and what we do there take. */
  readonly scopes: readonly Scope[];
  /** What the platform does not tell at all, in the merchant's words, by subject. */
  readonly silent: Readonly<Partial<Record<Subject, string>>>;
  /** What cannot be done in this platform, in the merchant's words. */
  readonly unable: Readonly<Partial<Record<Ability, string>>>;
  /** The topic in the platform's own words ("orders/create", "order.updated"); "" when the request names none. Asked only of authentic requests. */
  topicOf(request: WebhookRequest): string;
  /** Which shop the request says it is from, where the address does not say so (Shopify's domain header, Wix's instance id). Asked before the signature is checked. */
  shopDomainOf(request: WebhookRequest): string | null;
  /** What to answer to a GET by which the platform makes sure that the address of a shop is ours; null when the query is no such question. */
  challengeOf?(query: URLSearchParams): string | null;
  /** Another sender for the platform, once the merchant entered whom and by which key (Adobe I/O Events): makes the secret to verify with, null when what was entered is wrong, and knows it again. */
  readonly guest?: { secretOf(clientId: string, key: string): string | null; owns(secret: string): boolean };
  /** Names a delivery that the platform may send again unchanged; left out, the facts in it are enough. */
  dedupeKeyOf?(request: WebhookRequest): string | null;
  /** The body as text a person can read, where it is not plain JSON (Wix's signed tokens). */
  textOf?(body: Uint8Array): string;
  /** Constant time over the raw bytes. Any of several secrets may match (rotation); none given means forged. */
  verify(request: WebhookRequest, secrets: readonly string[], now: Instant): Verdict;
  /** Credentials of a shop that says with this request that it has just installed our app (Wix's AppInstalled); null for every other request. Asked only of authentic requests. */
  introduction?(request: WebhookRequest): unknown;
  /** The body as it travels, where the platform wraps the JSON into something else (Wix's signed tokens); `sign` then takes that. For fixtures and tests. */
  pack?(body: Uint8Array, secret: string, topic: string, now: Instant): Uint8Array;
  /** Signs a body as the platform would: for fixtures, the demo's stores and tests. */
  sign(body: Uint8Array, secret: string, topic: string, now?: Instant): Readonly<Record<string, string>>;
  /**
   * Never throws on any input. `receivedAt` stands in for moments the platform does not tell.
   */
  translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation;
}
