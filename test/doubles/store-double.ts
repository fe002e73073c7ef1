/** A store that answers as its platform would, over HTTP: what install, backfill and catch-up are tested against. */
import type { AppKeys, Reach } from "#app/core/event/platform-client.ts";
import type { Platform } from "#app/core/event/connector.ts";

/** Something that happens in the store. Customers and products are numbered from 1; `order` is the how-manieth order of the store, from 1. */
export type StoreChange =
  | { readonly kind: "order_placed"; readonly customer: number; readonly products: readonly number[]; readonly paid: boolean }
  | { readonly kind: "order_paid"; readonly order: number }
  | { readonly kind: "order_shipped"; readonly order: number; readonly tracking: string }
  | { readonly kind: "order_refunded"; readonly order: number; /** Minor units. */ readonly amount: number }
  | { readonly kind: "order_cancelled"; readonly order: number }
  | { readonly kind: "customer_changed"; readonly customer: number; readonly firstName: string; /** Says yes or no to marketing mail, where the platform has it; null leaves it. */ readonly consents: boolean | null }
  | { readonly kind: "product_changed"; readonly product: number; readonly inStock: boolean };

/** A webhook request as the store sends it, to a path of our app. */
export type SentWebhook = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** What the next calls of the API meet instead of an answer. */
export type Fault = "throttled" | "server_error" | "html" | "cut_off" | "unauthorised" | "slow";

/** The store as it is, in our own terms: what our side must end up knowing. */
export type StoreTruth = {
  readonly orders: readonly {
    readonly ref: string; readonly email: string; /** Minor units. */ readonly total: number; readonly currency: string; readonly paid: boolean; readonly cancelled: boolean; readonly shipped: boolean;
    /** Minor units. */ readonly refunded: number;
  }[];
  readonly customers: readonly { readonly ref: string; readonly email: string; readonly firstName: string }[];
  readonly products: readonly { readonly ref: string; readonly title: string; readonly inStock: boolean | null }[];
};

export interface StoreDouble {
  readonly platform: Platform;
  /** As `ShopFacts.domain` will be. */
  readonly domain: string;
  /** Where it listens. */
  readonly url: string;
  /** Leads the app's calls here. */
  readonly reach: Partial<Reach>;
  readonly keys: AppKeys | null;
  /** Credentials the double takes, in the connector's own shape. */
  readonly credentials: unknown;
  readonly scopes: readonly string[];
  /** Does it at the store's own time `at`. What the platform would tell of it by webhook waits in `takeWebhooks`. */
  change(change: StoreChange, at: number): void;
  /** Webhooks that the store wants to send now, to subscriptions that are active; each is given out once. `shopId` is for doors with the shop in their path. */
  takeWebhooks(shopId: string): SentWebhook[];
  /** The store hears that our app answered a webhook with an error; platforms that give up switch off. */
  webhookFailed(webhook: SentWebhook): void;
  /** The next calls fail so, one after another, whatever was to fail before; then all is well again. */
  failNext(faults: readonly Fault[]): void;
  /** How many calls of the API were answered. */
  readonly calls: number;
  truth(): StoreTruth;
  close(): Promise<void>;
}

/** Exported by test/doubles/<platform>/index.ts as `start<Platform>Double`. `orders` of the past, spread over the time before `now`. */
export type StartDouble = (options: { readonly now: number; /** The store's clock, where what it sends carries the time; left out, it knows the time only from what happens. */ readonly clock?: () => number; readonly orders: number; readonly customers: number; readonly products: number }) => Promise<StoreDouble>;
