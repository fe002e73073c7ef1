/**
 * A store's whole life, from one seed: the same seed and beginning give the same bytes, and a longer life only
 * adds to a shorter one.
 */
import { DAY, HOUR } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { conductOf } from "./conduct.ts";
import { makeFate } from "./fate.ts";
import { demandAt, shoppingMoment } from "./moments.ts";
import { makePurchase } from "./purchase.ts";
import type { Purchase } from "./purchase.ts";
import { Random } from "./random.ts";
import { shopifyWebhooks } from "./shopify-webhooks.ts";
import { makeShopper } from "./shopper.ts";
import type { Shopper } from "./shopper.ts";
import { shelfOf } from "./shelf.ts";
import type { Span, StoreOrder, StoreWebhook } from "./store-webhook.ts";
import { sideNotes } from "./side-notes.ts";
import { wooWebhooks } from "./woo-webhooks.ts";

export type Life = { readonly webhooks: readonly StoreWebhook[]; readonly orders: readonly StoreOrder[] };

/** New customers are counted by months of this length. */
const MONTH = 30 * DAY;
/** A young shop grows for this long. */
const GROWTH = 730 * DAY;

/** What the store sends within `span`, in the order it reaches us. */
export function lifeOf(store: DemoStore, seed: string, began: Instant, span: Span): Life {
  const purchases = shoppersOf(store, seed, began, span.until).flatMap((shopper) => purchasesOf(store, seed, shopper, span.until));
  purchases.sort((a, b) => a.placedAt - b.placedAt || a.shopper.index - b.shopper.index);
  const orders = numbered(store, seed, purchases);
  const webhooks = orders.flatMap((order) => webhooksOf(store, new Random(`${orderSeed(seed, store, order.purchase)}|webhooks`), order, span));
  for (const order of orders) webhooks.push(...conductOf(store, seed, order, span));
  webhooks.push(...shelfOf(store, seed, began, span), ...sideNotes(store, seed, began, span));
  // Sorting is stable: requests of one moment keep the order in which the store sent them.
  return { webhooks: webhooks.sort((a, b) => a.at - b.at), orders };
}

/** What one order makes its store send. */
export function webhooksOf(store: DemoStore, random: Random, order: StoreOrder, span: Span): StoreWebhook[] {
  return (store.platform === "shopify" ? shopifyWebhooks : wooWebhooks)(store, random, order, span);
}

export function shoppersOf(store: DemoStore, seed: string, began: Instant, until: Instant): Shopper[] {
  const shoppers: Shopper[] = [];
  for (let month = 0, start = began; start < until; month++, start += MONTH) {
    const random = new Random(`${seed}|${store.id}|month ${month}`);
    const growth = 0.7 + 0.6 * Math.min(1, (start - began) / GROWTH);
    const expected = store.newCustomers * growth * demandAt(store, start + MONTH / 2);
    const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    const days = Array.from({ length: 30 }, (_, day) => ({ at: start + day * DAY, weight: demandAt(store, start + day * DAY) }));
    for (let newcomer = 0; newcomer < count; newcomer++) {
      const day = random.weighted(days, (one) => one.weight).at;
      shoppers.push(makeShopper(store, random, shoppers.length, day));
    }
  }
  return shoppers;
}

function purchasesOf(store: DemoStore, seed: string, shopper: Shopper, until: Instant): Purchase[] {
  const random = new Random(`${seed}|${store.id}|shopper ${shopper.index}`);
  const most = shopper.rhythm === "once" ? 1 : shopper.rhythm === "sometimes" ? random.int(2, 4) : 60;
  const purchases: Purchase[] = [];
  let accountSince: Instant | null = null;
  let at = shoppingMoment(random, shopper.arrivedAt, shopper.city.zone);
  while (purchases.length < most && at <= until && at <= shopper.arrivedAt + shopper.quitsAfter * DAY) {
    const nth = purchases.length;
    const purchase: Purchase = makePurchase(store, new Random(`${seed}|${store.id}|basket ${shopper.index}.${nth}`), shopper, nth, at, accountSince);
    purchases.push(purchase);
    accountSince ??= purchase.accountSince;
    const pause = Math.max(6, random.around(shopper.gap, shopper.gap * 0.22));
    at = Math.max(at + HOUR, shoppingMoment(random, at + pause * DAY, shopper.city.zone));
  }
  return purchases;
}

/** Shopify counts its orders one by one; WooCommerce shares its ids with everything else a WordPress stores. */
function numbered(store: DemoStore, seed: string, purchases: readonly Purchase[]): StoreOrder[] {
  let postId = 1_200;
  return purchases.map((purchase, ordinal) => {
    const random = new Random(orderSeed(seed, store, purchase));
    const fate = makeFate(store, random, purchase);
    // Room for the refund, which takes an id of its own.
    postId += 2 + (ordinal % 5) + (ordinal % 3);
    return store.platform === "shopify"
      ? { id: 5_900_000_000_000 + ordinal * 7_919, number: 1_001 + ordinal, purchase, fate }
      : { id: postId, number: postId, purchase, fate };
  });
}

function orderSeed(seed: string, store: DemoStore, purchase: Purchase): string {
  return `${seed}|${store.id}|order ${purchase.shopper.index}.${purchase.nth}`;
}
