/** Orders that a message brings: the reader's own, or a friend's with their code. */
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore, Product } from "../stores/store.ts";
import { conductOf } from "./conduct.ts";
import { makeFate } from "./fate.ts";
import { webhooksOf } from "./life.ts";
import { makePurchase } from "./purchase.ts";
import type { Purchase } from "./purchase.ts";
import { Random } from "./random.ts";
import { makeShopper } from "./shopper.ts";
import type { Shopper } from "./shopper.ts";
import type { StoreOrder, StoreWebhook } from "./store-webhook.ts";

/** Beyond what a store's own life counts to in years, with room for a few of each customer. */
const OWN = 10_000;
const FRIENDS = 20_000;
const ALL = { from: -Infinity, until: Infinity };

/** What the store sends about an order that a customer it knows places at `at`. @param product they come for, if it is one */
export function anotherOrder(store: DemoStore, seed: string, shopper: Shopper, about: string, product: Product | null, at: Instant): StoreWebhook[] {
  const random = new Random(`${seed}|${store.id}|another|${about}`);
  // An account that is not there from the start would begin anew with each of these.
  const known: Shopper = { ...shopper, account: shopper.account === "first" ? "first" : "never" };
  const drawn = makePurchase(store, random, known, 2, at, shopper.arrivedAt);
  const purchase = { ...(product ? onlyOf(store, drawn, product) : drawn), ...(drawn.payment === "transfer" ? { payment: "card" as const } : {}) };
  return told(store, seed, random, purchase, OWN + shopper.index * 8 + random.int(0, 3) * 2);
}

/** What the store sends about a friend's first order with the code of `shopper`. */
export function friendsOrder(store: DemoStore, seed: string, shopper: Shopper, code: string, at: Instant): StoreWebhook[] {
  const random = new Random(`${seed}|${store.id}|friend|${shopper.index}`);
  const friend = someone(store, random, FRIENDS + shopper.index, at);
  const drawn = makePurchase(store, random, friend, 0, at, null);
  const gross = drawn.total - drawn.shipping + drawn.discount;
  const discount = Math.round(gross / 1_000) * 100;
  return told(store, seed, random, { ...drawn, test: false, couponCode: code, discount, total: gross - discount + drawn.shipping, payment: "card" }, FRIENDS + shopper.index * 2);
}

function told(store: DemoStore, seed: string, random: Random, purchase: Purchase, count: number): StoreWebhook[] {
  const order: StoreOrder = { ...numbered(store, count), purchase, fate: makeFate(store, random, purchase) };
  return [...webhooksOf(store, random, order, ALL), ...conductOf(store, seed, order, ALL)];
}

/** The ids and number of the order that is the `count`th of its store. */
export function numbered({ platform }: Pick<DemoStore, "platform">, count: number): Pick<StoreOrder, "id" | "number"> {
  return platform === "shopify" ? { id: 5_900_000_000_000 + count * 7_919, number: 1_001 + count } : { id: count, number: count };
}

export function onlyOf(store: DemoStore, purchase: Purchase, product: Product): Purchase {
  const shipping = product.price >= store.freeShippingFrom ? 0 : store.shipping;
  return { ...purchase, lines: [{ product, quantity: 1 }], discount: 0, couponCode: null, shipping, total: product.price + shipping };
}

/** A newcomer with an address, and without a number that might be another's. */
function someone(store: DemoStore, random: Random, index: number, at: Instant): Shopper {
  for (;;) {
    const drawn = makeShopper(store, random, index, at);
    if (drawn.email !== null) return { ...drawn, phone: null, sms: false, whatsapp: false };
  }
}
