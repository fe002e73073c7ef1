/**
 * Gamma-Gamma: what a customer spends on a purchase (Fader & Hardie, "The Gamma-Gamma Model of Monetary Value", note 025,
 * 2013). A purchase's amount is Gamma(p, ν), and ν ~ Gamma(q, γ) over customers; γ is called v here.
 */
import { sumOf } from "../metrics.ts";
import { digamma, logGamma } from "../numeric/special.ts";
import { minimise } from "../numeric/lbfgs.ts";
import type { Differentiable } from "../numeric/lbfgs.ts";
import { distinct } from "./distinct.ts";

export type SpendModel = {
  readonly p: number;
  readonly q: number;
  /** In the unit the amounts came in. */
  readonly v: number;
  readonly logLikelihood: number;
  readonly customers: number;
};

/** Three parameters from fewer customers say more about chance than about the shop. */
const FEWEST_CUSTOMERS = 20;
const FURTHEST = 18;
/** From (1, 1, 1) alone, on amounts as they come, a search is known to run off to p → ∞ (UCI's, in pounds). */
const STARTS: readonly SpendStart[] = [[1.5, 1, 0.7], [0, 0, 0], [3, 0.5, -2], [0, 2, 3]];

/** ln p, ln(q − 1) and ln of v beside the mean spend. */
export type SpendStart = readonly [lnP: number, lnQLess1: number, lnV: number];

/** Gathers customers' mean spend. */
export class SpendTable {
  #x: number[] = [];
  #mean: number[] = [];

  get customers(): number {
    return this.#x.length;
  }

  /**
   * Customers without a purchase or with nothing spent are left out: the model is of amounts above 0.
   *
   * @param x purchases that the mean is of
   * @param meanSpend in any one unit
   * @throws RangeError where either is negative or no number
   */
  add(x: number, meanSpend: number): void {
    if (!(x >= 0 && Number.isFinite(x))) throw new RangeError(`x is ${x}, not a number of purchases`);
    if (!(meanSpend >= 0 && Number.isFinite(meanSpend))) throw new RangeError(`meanSpend is ${meanSpend}, not an amount from 0`);
    if (x === 0 || meanSpend === 0) return;
    this.#x.push(x);
    this.#mean.push(meanSpend);
  }

  columns(): { readonly x: Float64Array; readonly mean: Float64Array } {
    return { x: Float64Array.from(this.#x), mean: Float64Array.from(this.#mean) };
  }
}

/**
 * The likeliest of several starts, amounts scaled by their mean for the search. q stays above 1: below it the mean spend
 * is infinite, and nothing could be said of a customer.
 *
 * @returns null for fewer than 20 customers
 */
export function fitSpend(table: SpendTable, starts: readonly SpendStart[] = STARTS): SpendModel | null {
  const { x, mean } = table.columns();
  const customers = x.length;
  if (customers < FEWEST_CUSTOMERS) return null;
  const scale = sumOf(mean) / customers;
  const likelihood = spendLogLikelihood(x, mean.map((amount) => amount / scale));
  const slopes = new Float64Array(3);
  const objective: Differentiable = (place, gradient) => {
    if (place.some((logarithm) => Math.abs(logarithm) > FURTHEST)) return Infinity;
    const [p, q, v] = parametersAt(place);
    const value = likelihood([p, q, v], slopes);
    gradient[0] = (-(slopes[0] as number) * p) / customers;
    gradient[1] = (-(slopes[1] as number) * (q - 1)) / customers;
    gradient[2] = (-(slopes[2] as number) * v) / customers;
    return -value / customers;
  };
  const [best] = starts.map((start) => minimise(objective, start)).toSorted((a, b) => a.value - b.value);
  if (best === undefined) return null;
  const [p, q, v] = parametersAt(best.x);
  // The density of an amount is per unit: in the caller's unit it is smaller by the scale.
  return { p, q, v: v * scale, logLikelihood: -best.value * customers - customers * Math.log(scale), customers };
}

/** Mean spend per purchase expected of a customer with x purchases of `meanSpend` (note 025, equation 5). Finite for every finite input. */
export function expectedSpend({ p, q, v }: SpendModel, x: number, meanSpend: number): number {
  const purchases = Math.max(0, x);
  return (p * (v + purchases * Math.max(0, meanSpend))) / (p * purchases + q - 1);
}

function parametersAt(place: Float64Array): [p: number, q: number, v: number] {
  return [Math.exp(place[0] as number), 1 + Math.exp(place[1] as number), Math.exp(place[2] as number)];
}

/**
 * Note 025, equation 1a, per customer with mean m of x purchases:
 * Γ(px+q)/(Γ(px) Γ(q)) vᵠ mᵖˣ⁻¹ xᵖˣ/(v + mx)ᵖˣ⁺ᵠ. Slopes in p, q, v are written into `gradient`.
 */
export function spendLogLikelihood(x: Float64Array, mean: Float64Array): (parameters: readonly [p: number, q: number, v: number], gradient: Float64Array) => number {
  const counts = distinct(x);
  const totals = mean.map((amount, row) => amount * (x[row] as number));
  const logMean = mean.map(Math.log);
  const [lead, inP, inQ] = [new Float64Array(counts.values.length), new Float64Array(counts.values.length), new Float64Array(counts.values.length)];
  return ([p, q, v], gradient) => {
    const lnQ = logGamma(q);
    const logV = Math.log(v);
    const slopeQ = digamma(q);
    counts.values.forEach((count, index) => {
      const px = p * count;
      const slopeBoth = digamma(px + q);
      lead[index] = logGamma(px + q) - logGamma(px) - lnQ + q * logV + px * Math.log(count);
      inP[index] = count * (slopeBoth - digamma(px) + Math.log(count));
      inQ[index] = slopeBoth - slopeQ + logV;
    });
    let [sum, dp, dq, dv] = [0, 0, 0, 0];
    for (let row = 0; row < x.length; row++) {
      const [index, count, ln, total] = [counts.index[row] as number, x[row] as number, logMean[row] as number, totals[row] as number];
      const logTotal = Math.log(v + total);
      const power = p * count + q;
      sum += (lead[index] as number) + (p * count - 1) * ln - power * logTotal;
      dp += (inP[index] as number) + count * (ln - logTotal);
      dq += (inQ[index] as number) - logTotal;
      dv += q / v - power / (v + total);
    }
    gradient[0] = dp;
    gradient[1] = dq;
    gradient[2] = dv;
    return sum;
  };
}
