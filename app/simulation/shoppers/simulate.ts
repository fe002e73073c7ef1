/** Compares policies on the same made-up shoppers: the same people with the same luck under each. */
import type { Definition } from "../../core/journey/definition.ts";
import { ShopFigures } from "../../core/scoring/shop-figures.ts";
import { meanInterval, pairedDifference } from "../../core/scoring/intervals.ts";
import type { Interval } from "../../core/scoring/intervals.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { NO_STATS, readSettings } from "../../core/shop.ts";
import type { Shop, ShopStats } from "../../core/shop.ts";
import { live } from "../live-again.ts";
import type { World } from "../live-again.ts";
import { PRODUCT } from "./order-of.ts";
import { Shopper } from "./shopper.ts";
import { drawTraits, Luck } from "./traits.ts";

export type Policy = { readonly name: string; readonly journeys: readonly Definition[]; readonly settings?: object };

/** What one policy came to under one seed. */
export type Outcome = {
  /** Share of first orders followed by another within 90 days. */
  readonly repeat90: number;
  readonly ordersPerCustomer: number;
  /** Marketing messages for each order after the first. */
  readonly messagesPerPurchase: number;
  /** Per thousand customers. */
  readonly complaints: number;
  readonly optOuts: number;
};

export const MEASURES = ["repeat90", "ordersPerCustomer", "messagesPerPurchase", "complaints", "optOuts"] as const;
export type Measure = (typeof MEASURES)[number];

const BEGAN = Date.UTC(2026, 0, 5);
const YEAR = 365 * DAY;
/** Customers arrive in the first months, so that each can be watched for long enough. */
const ARRIVE = 150 * DAY;
const AGAIN = 90 * DAY;

/** One policy on one seed's shoppers, in a shop that knows a year of other customers. */
export function trial(policy: Policy, seed: string, customers: number): Outcome {
  const shop = shopFor(policy, seed, pastOf(seed));
  const byKey = new Map(policy.journeys.map((definition) => [definition.key, definition]));
  const world: World = { shopAt: () => shop, journeys: policy.journeys.map((definition) => ({ version: 1, definition })), definition: (key) => byKey.get(key) as Definition };
  let [again, orders, messages, complaints, optOuts] = [0, 0, 0, 0, 0];
  for (let customer = 0; customer < customers; customer++) {
    const luck = new Luck(seed, customer);
    const arrivesAt: Instant = BEGAN + Math.floor(luck.draw("arrives") * ARRIVE);
    const shopper = new Shopper(`ada${customer}`, drawTraits(luck), luck, arrivesAt);
    const lived = live(shopper, world, BEGAN + YEAR);
    const { tally } = shopper;
    const [first, second] = tally.orders;
    if (first !== undefined && second !== undefined && second - first <= AGAIN) again++;
    orders += tally.orders.length;
    messages += lived.messages.filter((message) => message.class === "marketing" && message.sentAt !== null).length;
    if (tally.complained) complaints++;
    if (tally.optedOut) optOuts++;
  }
  const repeats = orders - customers;
  return {
    repeat90: again / customers, ordersPerCustomer: orders / customers, messagesPerPurchase: repeats > 0 ? messages / repeats : 0,
    complaints: (1_000 * complaints) / customers, optOuts: (1_000 * optOuts) / customers,
  };
}

export type Comparison = {
  readonly policies: readonly { readonly name: string; readonly measures: Readonly<Record<Measure, Interval>> }[];
  /** The last policy against each of the others, seed by seed. */
  readonly differences: readonly { readonly against: string; readonly measures: Readonly<Record<Measure, Interval>> }[];
};

/** Every policy on every seed; at least two seeds. `onTrial` hears of each that is done. */
export function compare(policies: readonly Policy[], seeds: readonly string[], customers: number, onTrial: (done: number) => void = () => {}): Comparison {
  let done = 0;
  const outcomes = policies.map((policy) =>
    seeds.map((seed) => {
      const outcome = trial(policy, seed, customers);
      onTrial(++done);
      return outcome;
    }),
  );
  const ours = outcomes.at(-1) as Outcome[];
  const measured = (interval: (measure: Measure) => Interval | null): Record<Measure, Interval> => Object.fromEntries(MEASURES.map((measure) => [measure, interval(measure) as Interval])) as Record<Measure, Interval>;
  const of = (list: readonly Outcome[], measure: Measure): number[] => list.map((outcome) => outcome[measure]);
  return {
    policies: policies.map((policy, index) => ({ name: policy.name, measures: measured((measure) => meanInterval(of(outcomes[index] as Outcome[], measure))) })),
    differences: policies.slice(0, -1).map((policy, index) => ({ against: policy.name, measures: measured((measure) => pairedDifference(of(ours, measure), of(outcomes[index] as Outcome[], measure))) })),
  };
}

/** The figures of a shop whose customers were left alone for a year: what a shop knows before it begins. */
function pastOf(seed: string): ShopStats {
  const known = pasts.get(seed);
  if (known) return known;
  const figures = new ShopFigures();
  const shop = shopFor({ name: "", journeys: [] }, seed, NO_STATS);
  const world: World = { shopAt: () => shop, journeys: [], definition: () => undefined as never };
  const orders = Array.from({ length: PAST_CUSTOMERS }, (_, customer) => {
    const luck = new Luck(`${seed} before`, customer);
    const shopper = new Shopper(`bob${customer}`, drawTraits(luck), luck, BEGAN - YEAR + Math.floor(luck.draw("arrives") * ARRIVE));
    live(shopper, world, BEGAN);
    return shopper.tally.orders.map((at) => ({ customer: shopper.key, at, amount: PRODUCT.price, currency: "GBP", items: [{ productRef: PRODUCT.ref, quantity: 1 }] }));
  });
  for (const order of orders.flat().sort((a, b) => a.at - b.at)) figures.add(order);
  const stats = figures.figures(BEGAN);
  pasts.set(seed, stats);
  return stats;
}

const pasts = new Map<string, ShopStats>();
const PAST_CUSTOMERS = 150;

function shopFor(policy: Policy, seed: string, stats: ShopStats): Shop {
  const settings = readSettings({ consumables: [{ match: PRODUCT.title, speed: "slow" }], holdout: { share: 0 }, reviewUrl: "https://reviews.example", ...policy.settings });
  return {
    id: seed, platform: "shopify", domain: "shop.example", name: "Shop", currency: "GBP", country: "GB", timeZone: "UTC", locale: "en", salt: seed, settings, stats,
  };
}
