/** How the quantity bought stretches the days until the next purchase. */
import type { ProductSums } from "./timing-sums.ts";

/** Before a shop shows otherwise two bottles last twice as long; ± 0.5 is how far shops are held to differ. Judgement. */
const PRIOR = 1;
const PRIOR_SD = 0.5;
/** Variance of ln(days) within a customer, held true of as many gaps: UCI Online Retail has 0.9. */
export const WITHIN = 1;
const WITHIN_GAPS = 10;

export type QuantityFit = { readonly exponent: number; readonly within: number };

type WithinSums = Pick<ProductSums, "dof" | "withinXX" | "withinXQ" | "withinQQ">;

/**
 * θ of days ∝ quantity^θ and the variance of ln(days) about it, from what one customer's gaps of one product differ by:
 * the slope of ln(days) on ln(quantity) with a constant for every pair (the "within" estimator: Wooldridge, Econometric
 * Analysis of Cross Section and Panel Data, 2nd ed., eq. 10.46). Between customers the slope would be that of resellers,
 * who buy much and often. Shrunk to 1 by a normal prior (Gelman et al., Bayesian Data Analysis, 3rd ed., eq. 14.3) and
 * held in 0–1.
 */
export function fitQuantity(sums: Iterable<WithinSums>): QuantityFit {
  let [dof, xx, xq, qq] = [0, 0, 0, 0];
  for (const product of sums) {
    dof += product.dof;
    xx += product.withinXX;
    xq += product.withinXQ;
    qq += product.withinQQ;
  }
  const spreadAt = (exponent: number): number => (Math.max(0, xx - 2 * exponent * xq + exponent * exponent * qq) + WITHIN * WITHIN_GAPS) / (dof + WITHIN_GAPS);
  const rough = spreadAt(qq > 0 ? xq / qq : 0);
  const prior = 1 / (PRIOR_SD * PRIOR_SD);
  const exponent = Math.min(Math.max((xq / rough + prior * PRIOR) / (qq / rough + prior), 0), 1);
  return { exponent, within: spreadAt(exponent) };
}
