/**
 * Which products a customer buys again, and when: UCI Online Retail by product, an online grocer by customer, since its rows
 * name no products. The published grocery errors are of numbers of purchases: see grocery-purchases.ts.
 */
import { emptyProfile } from "../../core/profile/profile.ts";
import type { Bought, Profile } from "../../core/profile/profile.ts";
import type { Purchase } from "../../core/scoring/observed.ts";
import { auc, brier, mean } from "../../core/scoring/metrics.ts";
import { reliabilityOf } from "../../core/scoring/reliability.ts";
import { chanceByModels } from "../../core/scoring/replenishment/features.ts";
import { historyOf } from "../../core/scoring/replenishment/history.ts";
import { RebuyLearner } from "../../core/scoring/replenishment/learn.ts";
import type { LearntRebuys } from "../../core/scoring/replenishment/learn.ts";
import { rebuysOf } from "../../core/scoring/replenishment/rebuy.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { purchasesIn } from "../data.ts";
import type { UciRow } from "../data.ts";
import type { Part, Row } from "../part.ts";
import { timingOf } from "./rebuy-timing.ts";
import type { TimedPair } from "./rebuy-timing.ts";

const HORIZON = 30;
/** The cut that the reference figures were taken at: the end of 2011-08-31; and the days they looked ahead for timing. */
const REFERENCE_CUT = Date.UTC(2011, 8, 1);
const TIMING_WINDOW = 100;
/** Windows that are learnt from, each over before the next one is asked about. */
const WINDOWS = 4;
/** As many purchases of a product as a profile keeps. */
const TIMES_KEPT = 12;

type Customer = readonly Purchase[];

export const rebuy: Part = {
  name: "rebuy",
  title: "Replenishment: which product is bought again, and when",
  files: ["uci_*.csv.gz", "grocery_*.csv"],
  run(data, tell) {
    const customers = customersOf(purchasesIn(data.uci()));
    const end = endOf(customers);
    const newest = end - HORIZON * DAY;
    const cuts = REFERENCE_CUT < newest ? [REFERENCE_CUT, newest] : [newest];
    const rows = cuts.flatMap((cut, index) => {
      tell(`UCI, rebuying within 30 days of ${dateOf(cut)}`);
      return chanceRows(customers, cut, index === 0);
    });
    tell("UCI, timing");
    const timedAt = end - TIMING_WINDOW * DAY;
    rows.push(...timingRows(`UCI, next purchase of a product, cut ${dateOf(timedAt)}`, customers, timedAt, timedAt >= REFERENCE_CUT && timedAt < REFERENCE_CUT + DAY ? { figure: 28.0, by: "BASELINE section 6: shrunk, never before tomorrow" } : null));
    tell("grocer, timing");
    const grocery = new Map<string, Purchase[]>();
    for (const { customer, at } of data.grocery()) {
      const purchases = grocery.get(customer) ?? [];
      grocery.set(customer, [...purchases, { ref: `${customer}-${at}`, at, amount: null, items: [{ productRef: "order", quantity: 1 }] }]);
    }
    const shoppers = [...grocery.values()].map((purchases) => purchases.toSorted((a, b) => a.at - b.at));
    const shoppedAt = endOf(shoppers) - TIMING_WINDOW * DAY;
    return [...rows, ...timingRows(`grocer, next order of a customer, cut ${dateOf(shoppedAt)}`, shoppers, shoppedAt, null)];
  },
};

function chanceRows(customers: readonly Customer[], cut: Instant, barred: boolean): Row[] {
  const learnt = learnUntil(customers, cut);
  const chances: number[] = [];
  const byRate: number[] = [];
  const labels: number[] = [];
  const found: number[] = [];
  for (const purchases of customers) {
    const bought = boughtUntil(purchases, cut);
    const again = new Set(purchases.filter(({ at }) => at > cut && at <= cut + HORIZON * DAY).flatMap(({ items }) => items.map(({ productRef }) => productRef)));
    const rebuys = rebuysOf(bought, learnt.model, (ref) => learnt.products.get(ref) ?? null, cut);
    const expected = rebuys.filter(({ productRef }) => again.has(productRef)).length;
    if (expected > 0) found.push(rebuys.slice(0, 10).filter(({ productRef }) => again.has(productRef)).length / expected);
    for (const { productRef, within30 } of rebuys) {
      const [history, timing] = [historyOf(bought[productRef] ?? [], cut), learnt.products.get(productRef)];
      if (!history || !timing) continue;
      chances.push(within30);
      byRate.push(chanceByModels(history, timing, learnt.model, HORIZON).byRate);
      labels.push(again.has(productRef) ? 1 : 0);
    }
  }
  const share = mean(labels);
  const name = `UCI, bought again within 30 days of ${dateOf(cut)}`;
  const figure = (reference: number): number | null => (cut === REFERENCE_CUT ? reference : null);
  return [
    { what: `${name}: pairs`, ours: labels.length, reference: figure(162_426), by: "BASELINE section 6", digits: 0 },
    { what: `${name}: AUC`, ours: auc(chances, labels), reference: 0.784, by: "logistic regression at 2011-08-31, BASELINE section 6", ...(barred && { bar: { atLeast: 0.78 } }) },
    { what: `${name}: AUC of our Poisson-Gamma alone`, ours: auc(byRate, labels), reference: 0.744, by: "Poisson-Gamma at 2011-08-31, BASELINE section 6" },
    { what: `${name}: Brier`, ours: brier(chances, labels), reference: share * (1 - share), by: "the same chance for every pair, same cut", ...(barred && { bar: { atMost: share * (1 - share) } }) },
    { what: `${name}: Brier`, ours: brier(chances, labels), reference: 0.0567, by: "logistic regression at 2011-08-31, BASELINE section 6" },
    { what: `${name}: recall@10 per customer`, ours: mean(found), reference: 0.427, by: "logistic regression at 2011-08-31, BASELINE section 6" },
    { what: `${name}: chance said and share that came, furthest apart of ten bins`, ours: Math.max(...reliabilityOf(Float64Array.from(chances), labels).map(({ predicted, observed }) => Math.abs(predicted - observed))), reference: null, by: "" },
    { what: `${name}: mean chance`, ours: mean(chances), reference: share, by: "what came, same cut" },
    { what: `${name}: products with a date`, ours: [...learnt.products.values()].filter(({ predictable }) => predictable).length, reference: learnt.products.size, by: "products bought by the cut", digits: 0 },
    { what: `${name}: days ∝ quantity^`, ours: learnt.model.quantityExponent, reference: null, by: "1: twice as many last twice as long" },
  ];
}

function timingRows(name: string, customers: readonly Customer[], cut: Instant, published: { readonly figure: number; readonly by: string } | null): Row[] {
  const pairs: TimedPair[] = customers.flatMap((purchases) => Object.entries(boughtUntil(purchases, Infinity, Infinity)).map(([productRef, times]) => ({ productRef, times })));
  const timing = timingOf(pairs, learnUntil(customers, cut), cut, TIMING_WINDOW);
  const [best, error] = Object.entries(timing.rules).reduce((one, other) => (other[1] < one[1] ? other : one));
  return [
    { what: `${name}: pairs`, ours: timing.pairs, reference: null, by: "three purchases before, one within 100 days", digits: 0 },
    { what: `${name}: MAE days`, ours: timing.ours, reference: error, by: `best rule, same pairs: ${best}`, bar: { atMost: error }, digits: 1 },
    ...(published ? [{ what: `${name}: MAE days`, ours: timing.ours, reference: published.figure, by: published.by, bar: { atMost: published.figure }, digits: 1 }] : []),
    ...Object.entries(timing.rules).map(([rule, days]) => ({ what: `${name}: MAE days`, ours: timing.ours, reference: days, by: `${rule}, same pairs`, digits: 1 })),
    { what: `${name}: MAE days, not told of the window`, ours: timing.openEnded, reference: null, by: "", digits: 1 },
    { what: `${name}: share within 7 days`, ours: timing.within7, reference: null, by: "", digits: 3 },
  ];
}

/** What could be known at `cut`: training windows are over by then. */
function learnUntil(customers: readonly Customer[], cut: Instant): LearntRebuys {
  const cuts = Array.from({ length: WINDOWS }, (_, index) => cut - (WINDOWS - index) * HORIZON * DAY);
  const learner = new RebuyLearner({ end: cut, cuts, horizonDays: HORIZON });
  for (const purchases of customers) {
    learner.add({ purchases: purchases.filter(({ at }) => at <= cut), profiles: cuts.map((at) => profileAt(purchases, at)), profile: profileAt(purchases, cut) });
  }
  return learner.fit();
}

function profileAt(purchases: Customer, at: Instant): Profile {
  return { ...emptyProfile("customer"), bought: boughtUntil(purchases, at) };
}

/** As a profile has it, but with every product: the reference figures are of all pairs, and a profile keeps the newest 150. */
function boughtUntil(purchases: Customer, until: Instant, most = TIMES_KEPT): Record<string, Bought[]> {
  const bought: Record<string, Bought[]> = {};
  for (const { at, items } of purchases) {
    if (at > until) break;
    for (const { productRef, quantity } of items) {
      const times = (bought[productRef] ??= []);
      times.push([at, quantity]);
      if (times.length > most) times.shift();
    }
  }
  return bought;
}

/** By customer, orders oldest first. */
function customersOf(rows: readonly UciRow[]): Customer[] {
  const customers = new Map<string, Map<string, { ref: string; at: Instant; amount: null; items: { productRef: string; quantity: number }[] }>>();
  for (const { customer, invoice, at, product, quantity } of rows) {
    let orders = customers.get(customer);
    if (!orders) customers.set(customer, (orders = new Map()));
    let order = orders.get(invoice);
    if (!order) orders.set(invoice, (order = { ref: invoice, at, amount: null, items: [] }));
    order.items.push({ productRef: product, quantity });
  }
  return [...customers.values()].map((orders) => [...orders.values()].sort((a, b) => a.at - b.at));
}

/** The midnight after the last purchase. */
function endOf(customers: readonly Customer[]): Instant {
  return (Math.floor(customers.reduce((newest, purchases) => Math.max(newest, purchases.at(-1)?.at ?? 0), 0) / DAY) + 1) * DAY;
}

function dateOf(at: Instant): string {
  return new Date(at - 1).toISOString().slice(0, 10);
}
