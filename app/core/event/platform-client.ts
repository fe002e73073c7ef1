/** What a connector can do in a connected shop: read its past and its changes, listen, and act. Types only. */
import type { Instant } from "../shared/instant.ts";
import type { Platform } from "./connector.ts";

/** What journeys may ask of a platform. */
export const ABILITIES = ["discount_code", "tag", "note", "stock"] as const;
export type Ability = (typeof ABILITIES)[number];

/** The shop as its platform describes it. */
export type ShopFacts = {
  /** Unique per platform and for ever: "demo-shop.myshopify.com", "https://shop.example/store", Wix's instance id. */
  readonly domain: string;
  readonly name: string;
  /** Where shoppers find it. */
  readonly storeUrl: string;
  readonly currency: string;
  readonly country: string | null;
  readonly timeZone: string;
  readonly locale: string;
  readonly email: string | null;
};

/** One resource as the platform's API gave it, to be read by `translate` under a topic of via "pull". */
export type Pulled = {
  readonly topic: string;
  readonly body: Uint8Array;
  /** The platform's id of it, for errors. */
  readonly ref: string;
};

export type PullPage = {
  readonly items: readonly Pulled[];
  /** Where to go on, opaque to others and worth keeping over a crash; null at the end. */
  readonly next: string | null;
  /** All there are in the window, where the platform tells. */
  readonly total: number | null;
  /** Not before so many milliseconds: a long export runs, or the rate limit is near. */
  readonly waitMs: number;
  /** For the merchant, when something is left out: "Shopify shows us the last 60 days only." */
  readonly note: string | null;
};

/** `since` null: all there is (backfill). Else what was changed at or after it. Changes after `until` may be left out. */
export type PullWindow = { readonly since: Instant | null; readonly until: Instant };

/** A kind of thing that is pulled, in the order to pull them in; `label` is for the merchant: "Orders". */
export type PullResource = { readonly key: string; readonly label: string };

/** Where webhooks are to go. */
export type ListenAt = { readonly url: string; readonly secret: string };

/** One subscription, after it was made sure of. `state`: what it took. */
export type Subscription = { readonly topic: string; readonly state: "active" | "created" | "repaired" | "refused"; readonly reason: string | null };

export type NewDiscountCode = {
  readonly code: string;
  readonly percent: number;
  /** Null: it does not end. */
  readonly endsAt: Instant | null;
  /** Whose it is, where the platform can bind it. */
  readonly customerRef: string | null;
  readonly email: string | null;
  /** Of the journey, for the merchant's list of discounts. */
  readonly title: string;
};

export interface PlatformClient {
  /** Proves that the credentials hold. @throws PlatformError */
  about(): Promise<ShopFacts>;
  readonly resources: readonly PullResource[];
  /**
   * One page, oldest change first where a window is given; at most one page of the API is held in memory.
   * Asked again with the same cursor it gives the same or newer data.
   *
   * @throws PlatformError
   */
  pull(resource: string, window: PullWindow, cursor: string | null): Promise<PullPage>;
  /** Makes every subscription there should be, and mends those that the platform dropped. Idempotent. Empty where there is nothing to subscribe to. @throws PlatformError */
  listen(at: ListenAt): Promise<readonly Subscription[]>;
  /** Takes back what can be taken back: subscriptions, tokens. Succeeds also when the platform knows us no more. */
  leave(at: ListenAt): Promise<void>;
  /** One use, for one customer where the platform can. The same code again is the same code. @throws PlatformError "unable" where the platform cannot */
  createDiscountCode(code: NewDiscountCode): Promise<void>;
  tagCustomer(customerRef: string, tag: string): Promise<void>;
  noteCustomer(customerRef: string, note: string): Promise<void>;
  /** Whether each of these products can be bought now; one the shop does not know is left out. */
  stock(productRefs: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
}

/** Keys of our own app at a platform, one per installation of Afterglow: Shopify's and Wix's. */
export type AppKeys = { readonly id: string; readonly secret: string; readonly publicKey?: string };

/** How a client reaches outside. */
export type Reach = {
  readonly now: () => Instant;
  readonly sleep: (ms: number) => Promise<void>;
  /** Random text of so many bytes, URL-safe: nonces. */
  readonly random: (bytes: number) => string;
  /** For development and tests: shops may live at private addresses and without TLS. */
  readonly allowPrivate: boolean;
  /** Node's `lookup` that refuses private addresses; undefined where those are allowed. */
  readonly lookup?: unknown;
  /** For tests: where a platform's fixed address really is ("https://demo.myshopify.com" → "http://127.0.0.1:1234"). */
  readonly resolve?: (url: string) => string;
};

/** What a client gets to work with. */
export type Access = {
  readonly shop: { readonly id: string; readonly domain: string; readonly currency: string; readonly country: string | null; readonly timeZone: string };
  /** What the platform gave at the install, as the connector defined it; checked by the connector. */
  readonly credentials: unknown;
  /** Keeps changed credentials (a new token), sealed; resolves once committed. */
  readonly keep: (credentials: unknown) => Promise<void>;
  /** The credentials as they are stored now: another process may have changed them. */
  readonly read: () => Promise<unknown>;
  /** Runs alone among all processes, per shop and name. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  readonly keys: AppKeys | null;
  /** Permissions the shop granted. */
  readonly scopes: readonly string[];
  readonly reach: Reach;
};

/** connectors/<platform>/client.ts exports `connect` of this type. @throws PlatformError when the credentials are not what they should be */
export type Connect = (access: Access) => PlatformClient;
export type Connects = Readonly<Record<Platform, () => Promise<Connect>>>;
