/** A simulated shop whose truth is known, for tests. */
import { withPurchase } from "../../profile/bought.ts";
import { emptyProfile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { normal, seeded } from "../numeric/random.ts";
import type { Observed, Purchase } from "../observed.ts";

export const START = Date.UTC(2026, 0, 1);

export type Truth = {
  readonly seed: number;
  readonly customers: number;
  readonly products: number;
  readonly days: number;
  /** Days ∝ units^exponent. */
  readonly exponent: number;
  /** Median days one unit lasts, over products; standard deviations of ln(days) between products, between customers, within one customer. */
  readonly unitDays: number;
  readonly betweenProducts: number;
  readonly betweenCustomers: number;
  readonly within: number;
  /** Chance after each purchase that there is never another. */
  readonly stops: number;
};

export const REFILLS: Truth = { seed: 7, customers: 600, products: 12, days: 400, exponent: 0.6, unitDays: 20, betweenProducts: 0.4, betweenCustomers: 0.3, within: 0.35, stops: 0.1 };

/** Every customer's purchases in order. Each begins with two products on any day of the shop's first half. */
export function simulate(truth: Truth): Purchase[][] {
  const random = seeded(truth.seed);
  const unitLog = Array.from({ length: truth.products }, () => Math.log(truth.unitDays) + truth.betweenProducts * normal(random));
  return Array.from({ length: truth.customers }, (_, customer) => {
    const purchases: Purchase[] = [];
    const first = Math.floor(random() * truth.products);
    for (const product of new Set([first, (first + 1) % truth.products])) {
      const own = (unitLog[product] as number) + truth.betweenCustomers * normal(random);
      let day = (random() * truth.days) / 2;
      while (day < truth.days) {
        const quantity = 1 + Math.floor(random() * 6);
        purchases.push({ ref: `${customer}-${product}-${purchases.length}`, at: START + Math.round(day * DAY), amount: 1000, items: [{ productRef: `p${product}`, quantity }] });
        if (random() < truth.stops) break;
        day += Math.max(1, Math.exp(own + truth.exponent * Math.log(quantity) + truth.within * normal(random)));
      }
    }
    return purchases.sort((a, b) => a.at - b.at);
  });
}

/** What was known of a customer at each cut, and at the end. */
export function observedOf(purchases: readonly Purchase[], cuts: readonly Instant[], end: Instant): Observed {
  const known = purchases.filter(({ at }) => at <= end);
  const profileAt = (cut: Instant) => ({ ...emptyProfile("c"), bought: boughtUntil(known, cut) });
  return { purchases: known, profiles: cuts.map(profileAt), profile: profileAt(end) };
}

export function boughtUntil(purchases: readonly Purchase[], cut: Instant) {
  return purchases.filter(({ at }) => at <= cut).reduce((bought, { at, items }) => withPurchase(bought, items, at), emptyProfile("c").bought);
}
