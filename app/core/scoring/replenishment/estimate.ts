/** From the sums of many products to the shop's priors and each product's timing. */
import { shrink } from "../belief.ts";
import type { Belief } from "../belief.ts";
import { pooled, varianceBetween } from "../numeric/random-effects.ts";
import type { Measured } from "../numeric/random-effects.ts";
import { GAPS_FOR_SPREAD, MAX_SPREAD } from "./model.ts";
import type { GapPrior, ProductTiming, RebuyModel } from "./model.ts";
import { fitQuantity } from "./quantity.ts";
import { fitRates, productRate } from "./rate-model.ts";
import type { RateFit } from "./rate-model.ts";
import type { ProductSums } from "./timing-sums.ts";

/** How many gaps the shop's spread counts for beside a product's own. */
const SPREAD_STRENGTH = 10;
const MIN_VARIANCE = 0.01;
/** Before anything was bought twice: a unit lasts 30 days, within a factor of three. Judgement. */
const UNKNOWN = { mean: Math.log(30), customers: 0.5, products: 1 };
/** A merchant's table is held to be right within a factor of two: (ln 2)². */
const TABLE_VARIANCE = 0.48;

export type Lookup = {
  readonly familyOf: (productRef: string) => string | null;
  readonly tableDaysOf: (productRef: string) => number | null;
};

export type Estimate = Pick<RebuyModel, "quantityExponent" | "gaps" | "repeatShare"> & { readonly rates: RateFit; readonly timingOf: (productRef: string, sums: ProductSums) => ProductTiming };


/** The priors as the sums have them, and from both a product's timing. Families' means come from the same sums. */
export function estimate(products: ReadonlyMap<string, ProductSums>, { familyOf, tableDaysOf }: Lookup): Estimate {
  const { exponent, within } = fitQuantity(products.values());
  const customers = betweenCustomers(products.values(), exponent, within);
  const meanOf = (sums: ProductSums): Measured | null => (sums.n === 0 ? null : { mean: (sums.x - exponent * sums.q) / sums.n, variance: (within + (customers * sums.nn) / sums.n) / sums.n });
  const shop = randomEffects([...products.values()].flatMap((sums) => meanOf(sums) ?? []));
  const gaps: GapPrior = { mean: shop.mean, within, customers, products: shop.between };
  const rates = fitRates(products);
  const families = familyBeliefs(products, familyOf, meanOf, gaps);
  let [buyers, repeatBuyers] = [0, 0];
  for (const sums of products.values()) {
    buyers += sums.buyers;
    repeatBuyers += sums.repeatBuyers;
  }
  const timingOf = (ref: string, sums: ProductSums): ProductTiming => {
    const table = tableDaysOf(ref);
    const family = familyOf(ref);
    const above: Belief = families.get(family ?? "") ?? (table !== null && table > 0 ? { mean: Math.log(table), precision: 1 / TABLE_VARIANCE } : { mean: gaps.mean, precision: Infinity });
    const own = meanOf(sums);
    const belief = shrink(above, 1 / gaps.products, own?.mean ?? 0, own === null ? 0 : 1 / own.variance) as Belief;
    const squares = Math.max(0, sums.withinXX - 2 * exponent * sums.withinXQ + exponent * exponent * sums.withinQQ);
    const spread = Math.sqrt(Math.max(MIN_VARIANCE, (squares + SPREAD_STRENGTH * within) / (sums.dof + SPREAD_STRENGTH)));
    return {
      buyers: sums.buyers, repeatBuyers: sums.repeatBuyers, gaps: sums.n, mean: belief.mean, precision: belief.precision, spread,
      perDay: productRate(sums, rates), lately: [sums.last30, sums.last90], predictable: sums.dof >= GAPS_FOR_SPREAD && spread <= MAX_SPREAD,
    };
  };
  return { quantityExponent: exponent, gaps, repeatShare: (repeatBuyers + 1) / (buyers + 10), rates, timingOf };
}

/**
 * Variance between customers of one product by one-way analysis of variance with unequal groups (Searle, Casella &
 * McCulloch, Variance Components, 1992, section 3.6), pooled over products; ten gaps' worth of UNKNOWN beside it.
 */
function betweenCustomers(products: Iterable<ProductSums>, exponent: number, within: number): number {
  let [above, below] = [10 * UNKNOWN.customers, 10];
  for (const { n, x, q, xx, xq, qq, withinXX, withinXQ, withinQQ, pairs, nn } of products) {
    if (pairs < 2) continue;
    const sum = x - exponent * q;
    const total = xx - 2 * exponent * xq + exponent * exponent * qq - (sum * sum) / n;
    const inside = withinXX - 2 * exponent * withinXQ + exponent * exponent * withinQQ;
    above += total - inside - (pairs - 1) * within;
    below += n - nn / n;
  }
  return Math.max(MIN_VARIANCE, above / below);
}

/** The mean over products and the variance between them. */
function randomEffects(means: readonly Measured[]): { readonly mean: number; readonly between: number } {
  if (means.length === 0) return { mean: UNKNOWN.mean, between: UNKNOWN.products };
  // One product alone says nothing of how products differ.
  const between = Math.max(MIN_VARIANCE, varianceBetween(means) ?? UNKNOWN.products);
  return { mean: pooled(means, between).mean, between };
}

/** A family's products, taken together, shrunk to the shop's mean. */
function familyBeliefs(products: ReadonlyMap<string, ProductSums>, familyOf: Lookup["familyOf"], meanOf: (sums: ProductSums) => Measured | null, gaps: GapPrior): Map<string, Belief> {
  const members = new Map<string, Measured[]>();
  for (const [ref, sums] of products) {
    const family = familyOf(ref);
    const mean = family === null ? null : meanOf(sums);
    if (family === null || mean === null) continue;
    const known = members.get(family);
    if (known) known.push(mean);
    else members.set(family, [mean]);
  }
  const top: Belief = { mean: gaps.mean, precision: Infinity };
  return new Map([...members].map(([family, means]) => {
    const { mean, weight } = pooled(means, gaps.products);
    return [family, shrink(top, 1 / gaps.products, mean, weight) as Belief];
  }));
}
