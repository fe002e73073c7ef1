/** The figures of a shop's own past that decisions read, built up order by order and taken off week by week. */
import type { ShopStats } from "../shop.ts";
import { NO_STATS } from "../shop.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { quantile } from "../shared/quantile.ts";
import { addGap, NO_GAPS } from "./gaps.ts";
import type { GapStats } from "./gaps.ts";
import { gapsAt, NO_UNITS, QuantityFigures, withUnits } from "./replenishment/quantity-figures.ts";
import type { PairGaps, UnitSums } from "./replenishment/quantity-figures.ts";

/** What a placed order adds. Taken from the event, which never changes, so that figures as of a day stay what they were. */
export type OrderFigure = {
  readonly customer: string;
  readonly at: Instant;
  readonly amount: number;
  readonly currency: string;
  readonly items: readonly { readonly productRef: string; readonly quantity: number }[];
};

const WEEK = 7 * DAY;
/** A Monday. */
const FIRST_WEEK = Date.UTC(1970, 0, 5);

/** The beginning of the week a moment is in: Monday, 0:00 UTC. Figures change only then, live and simulated. */
export function weekOf(at: Instant): Instant {
  return FIRST_WEEK + Math.floor((at - FIRST_WEEK) / WEEK) * WEEK;
}

/** Fewer orders than this say nothing about what a large order is. */
export const ORDERS_FOR_PERCENTILE = 20;
/** Percentiles are of the newest orders, at most a year old. */
const NEWEST = 20_000;
const YEAR = 365 * DAY;
/** Fewer repeat gaps say nothing of a product; more products than this would make the figures heavy. */
const GAPS_FOR_PRODUCT = 5;
const PRODUCTS = 500;
const LONGEST_GAP = 730;

type Product = { gaps: GapStats; units: UnitSums; buyers: number; repeatBuyers: number };
type Purchase = { at: Instant; quantity: number; readonly gaps: PairGaps };
type Amount = { readonly at: Instant; readonly amount: number; readonly unit: number };

/** Adds orders in the order of their moments; `figures` may be asked at any time between. */
export class ShopFigures {
  readonly #products = new Map<string, Product>();
  readonly #bought = new Map<string, Map<string, Purchase>>();
  readonly #lastOrder = new Map<string, Instant>();
  /** Gaps between orders, by whole days: exact to the day, whatever their number. */
  readonly #gapDays = new Uint32Array(LONGEST_GAP + 1);
  #gaps = 0;
  readonly #amounts = new Map<string, Amount[]>();
  readonly #quantity = new QuantityFigures();

  add({ customer, at, amount, currency, items }: OrderFigure): void {
    this.#addGap(customer, at);
    if (amount > 0) this.#addAmount(currency, { at, amount, unit: amount / Math.max(1, items.reduce((sum, item) => sum + item.quantity, 0)) });
    let bought = this.#bought.get(customer);
    if (!bought) this.#bought.set(customer, (bought = new Map()));
    for (const { productRef, quantity } of items) this.#addPurchase(bought, productRef, at, quantity);
  }

  /** The figures as they stand, as of `week`. */
  figures(week: Instant): ShopStats {
    const amounts = [...this.#amounts].map(([currency, all]) => [currency, newerThan(week - YEAR, all)] as const);
    const enough = amounts.filter(([, { totals }]) => totals.length >= ORDERS_FOR_PERCENTILE);
    const products = [...this.#products]
      .filter(([, product]) => product.gaps.n >= GAPS_FOR_PRODUCT)
      .sort(([a, one], [b, other]) => other.gaps.n - one.gaps.n || (a < b ? -1 : 1))
      .slice(0, PRODUCTS);
    const exponent = this.#quantity.exponent();
    return {
      ...NO_STATS,
      ...(exponent !== null && { quantityExponent: exponent }),
      asOf: week,
      orderP90: Object.fromEntries(enough.map(([currency, { totals }]) => [currency, quantile(totals, 0.9) as number])),
      medianPrice: Object.fromEntries(enough.map(([currency, { units }]) => [currency, Math.round(quantile(units, 0.5) as number)])),
      usualGap: this.#gaps === 0 ? null : { medianGapDays: this.#medianGap(), n: this.#gaps },
      products: Object.fromEntries(products.map(([ref, { gaps, units, buyers, repeatBuyers }]) => [ref, { gaps: gapsAt(exponent ?? 1, gaps, units), buyers, repeatBuyers }])),
    };
  }

  #addGap(customer: string, at: Instant): void {
    const last = this.#lastOrder.get(customer);
    const days = last === undefined ? 0 : Math.min(LONGEST_GAP, Math.floor((at - last) / DAY));
    if (days >= 1) {
      this.#gapDays[days] = (this.#gapDays[days] ?? 0) + 1;
      this.#gaps++;
    }
    if (last === undefined || days >= 1) this.#lastOrder.set(customer, at);
  }

  #medianGap(): number {
    let below = 0;
    for (let days = 1; days <= LONGEST_GAP; days++) {
      below += this.#gapDays[days] ?? 0;
      if (below * 2 >= this.#gaps) return days;
    }
    return LONGEST_GAP;
  }

  #addAmount(currency: string, one: Amount): void {
    const all = this.#amounts.get(currency);
    if (!all) this.#amounts.set(currency, [one]);
    else if (all.push(one) > 2 * NEWEST) all.splice(0, all.length - NEWEST);
  }

  #addPurchase(bought: Map<string, Purchase>, ref: string, at: Instant, quantity: number): void {
    let product = this.#products.get(ref);
    if (!product) this.#products.set(ref, (product = { gaps: NO_GAPS, units: NO_UNITS, buyers: 0, repeatBuyers: 0 }));
    const before = bought.get(ref);
    if (!before) {
      product.buyers++;
      bought.set(ref, { at, quantity, gaps: { n: 0, logDays: 0, logUnits: 0 } });
      return;
    }
    const days = (at - before.at) / DAY;
    const gaps = addGap(product.gaps, days, before.quantity);
    if (gaps === product.gaps) {
      before.quantity += quantity;
      return;
    }
    product.gaps = gaps;
    product.units = withUnits(product.units, days, before.quantity);
    if (before.gaps.n === 0) product.repeatBuyers++;
    bought.set(ref, { at, quantity, gaps: this.#quantity.add(before.gaps, days, before.quantity) });
  }
}

/** Typed arrays: tens of thousands of numbers are sorted for every week. */
function newerThan(from: Instant, all: readonly Amount[]): { readonly totals: Float64Array; readonly units: Float64Array } {
  const totals = new Float64Array(all.length);
  const units = new Float64Array(all.length);
  let n = 0;
  for (const { at, amount, unit } of all) {
    if (at <= from) continue;
    totals[n] = amount;
    units[n++] = unit;
  }
  return { totals: totals.subarray(0, n), units: units.subarray(0, n) };
}
