/** Days from one purchase to the next as log-normal, the customer's shrunk to the product's. */
import { MAX_GAP_DAYS } from "../gaps.ts";
import { shrink } from "../belief.ts";
import type { PairHistory } from "./history.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { logNormalTail } from "../numeric/normal.ts";

/** ln(days) from the last purchase to the next: its mean, and its standard deviation with what is not known of the mean. */
export type NextGap = { readonly mean: number; readonly sd: number };

/** What is held true of a product nothing is known of: the shop's. */
export function timingOrShop(timing: ProductTiming | null, model: RebuyModel): ProductTiming {
  if (timing !== null) return timing;
  const { gaps, rate } = model;
  return { buyers: 0, repeatBuyers: 0, gaps: 0, mean: gaps.mean, precision: 1 / gaps.products, spread: Math.sqrt(gaps.within), perDay: rate.perDay, lately: [0, 0], predictable: false };
}

/**
 * Normal-normal shrinkage of the customer's mean ln(days one unit lasts) to the product's (see shrink, with inverse
 * variances for numbers of observations), and θ·ln(units bought last) on top.
 */
export function nextGap(history: PairHistory, timing: ProductTiming, { gaps, quantityExponent }: RebuyModel): NextGap {
  const { gaps: n, sumLogDays, sumLogUnits, logUnits } = history;
  const within = timing.spread * timing.spread;
  const own = n === 0 ? 0 : (sumLogDays - quantityExponent * sumLogUnits) / n;
  const belief = shrink({ mean: timing.mean, precision: timing.precision }, 1 / gaps.customers, own, n / within);
  const { mean, precision } = belief as NonNullable<typeof belief>;
  return { mean: mean + quantityExponent * logUnits, sd: Math.sqrt(within + 1 / precision) };
}

/** ln of the chance that the gap is longer than `days`. */
export function logLonger({ mean, sd }: NextGap, days: number): number {
  return days <= 0 ? 0 : logNormalTail((Math.log(days) - mean) / sd);
}

/**
 * The days after which half of such gaps have ended, of those that have not ended after `since` days, and given that it
 * ends by `until`: always later than tomorrow. By bisection, to a hundredth of a day.
 *
 * @param since days since the last purchase
 * @param until days since the last purchase by which it is known to end; Infinity for no such knowledge
 */
export function medianAfter(gap: NextGap, since: number, until = Infinity): number {
  const earliest = since + 1;
  const [fromLog, untilLog] = [logLonger(gap, since), until === Infinity ? -Infinity : logLonger(gap, until)];
  const half = fromLog + Math.log((1 + Math.exp(untilLog - fromLog)) / 2);
  let [low, high] = [earliest, Math.max(earliest, Math.min(until, since + MAX_GAP_DAYS))];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (logLonger(gap, middle) > half) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
