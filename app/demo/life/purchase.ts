/** One order as it was placed: who, when, what, how it is paid. */
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore, PaymentWay, Product } from "../stores/store.ts";
import type { Random } from "./random.ts";
import type { Shopper } from "./shopper.ts";

export type Line = { readonly product: Product; readonly quantity: number };

export type Purchase = {
  readonly shopper: Shopper;
  /** 0 for the shopper's first. */
  readonly nth: number;
  readonly placedAt: Instant;
  readonly lines: readonly Line[];
  /** Minor units off the whole order, by coupon. */
  readonly discount: number;
  readonly couponCode: string | null;
  readonly shipping: number;
  readonly total: number;
  readonly payment: PaymentWay;
  readonly test: boolean;
  /** Whether the box under the checkout was ticked this time. */
  readonly ticksConsent: boolean;
  /** When the account it was placed from was made; null for a guest's order. */
  readonly accountSince: Instant | null;
};

/** Fills the basket of a shopper's `nth` order. @param accountSince of an account that is already there */
export function makePurchase(store: DemoStore, random: Random, shopper: Shopper, nth: number, placedAt: Instant, accountSince: Instant | null): Purchase {
  const test = nth === 0 && random.chance(0.006);
  const lines = random.chance(0.004) ? [] : basket(store, random, shopper);
  const gross = lines.reduce((sum, line) => sum + line.product.price * line.quantity, 0);
  const couponCode = gross > 0 && random.chance(nth === 0 ? 0.18 : 0.05) ? store.couponCode : null;
  const discount = couponCode ? Math.round(gross / 1000) * 100 : 0;
  const shipping = lines.length === 0 || gross >= store.freeShippingFrom ? 0 : store.shipping;
  const [wished] = random.weighted(store.payments, ([, weight]) => weight);
  const abroad = shopper.city.country !== store.country;
  return {
    shopper, nth, placedAt, lines, discount, couponCode, shipping, test,
    total: gross - discount + shipping,
    // Nobody collects cash across a border.
    payment: abroad ? "card" : wished,
    ticksConsent: shopper.consents && (nth === 0 || random.chance(0.3)),
    accountSince: shopper.account === "never" || (shopper.account === "second" && nth === 0) ? null : (accountSince ?? placedAt),
  };
}

function basket(store: DemoStore, random: Random, shopper: Shopper): Line[] {
  const lines: Line[] = [];
  const add = (product: Product): void => {
    if (lines.some((line) => line.product === product)) return;
    lines.push({ product, quantity: product.lasts !== undefined && random.chance(0.22) ? 2 : 1 });
  };
  if (shopper.rhythm === "regular") add(shopper.favourites[0] as Product);
  const more = random.weighted([0, 1, 2, 3], (count) => [45, 34, 15, 6][count] ?? 0) + (lines.length === 0 ? 1 : 0);
  for (let item = 0; item < more; item++) {
    add(random.chance(0.4) ? random.pick(shopper.favourites) : random.weighted(store.products, (product) => product.weight ?? 1));
  }
  return lines;
}
