/**
 * What we hold true of a mean of log days, and how firmly: `precision` is counted in observations, so a belief
 * of precision 5 is worth as much as five gaps seen.
 */
export type Belief = { readonly mean: number; readonly precision: number };

/**
 * Normal-normal shrinkage with known variances (Gelman et al., Bayesian Data Analysis, 3rd ed., eq. 2.12 and
 * section 5.4), in units of the variance of one observation:
 *
 *     prior precision k = 1 / (1/strength + 1/parent.precision)
 *     mean = (n · observed + k · parent.mean) / (n + k),   precision = n + k
 *
 * `strength` = variance of one observation / variance between the members of the parent. A parent that is itself
 * uncertain pulls less, so a product with three gaps does not overrule a customer with two.
 *
 * @param observed mean of the n observations; not read when n is 0
 * @returns null when there is neither a parent nor an observation
 */
export function shrink(parent: Belief | null, strength: number, observed: number, n: number): Belief | null {
  const prior = parent === null ? 0 : 1 / (1 / strength + 1 / parent.precision);
  if (n <= 0) return parent === null ? null : { mean: parent.mean, precision: prior };
  const mean = parent === null ? observed : (n * observed + prior * parent.mean) / (n + prior);
  return { mean, precision: n + prior };
}
