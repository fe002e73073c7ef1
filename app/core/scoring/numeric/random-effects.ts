/**
 * Random effects by moments (DerSimonian & Laird, Controlled Clinical Trials 7, 1986): groups that truly differ, each
 * measured with an error of its own.
 */

/** A group's mean and that mean's squared standard error, above 0. */
export type Measured = { readonly mean: number; readonly variance: number };

/** The mean over groups weighted by 1/(variance + between), and the sum of the weights; mean NaN without groups. */
export function pooled(groups: readonly Measured[], between: number): { readonly mean: number; readonly weight: number } {
  let [weight, sum] = [0, 0];
  for (const { mean, variance } of groups) {
    weight += 1 / (variance + between);
    sum += mean / (variance + between);
  }
  return { mean: sum / weight, weight };
}

/** The variance of the true means; below 0 where they scatter less than their errors would have them. @returns null for fewer than two groups */
export function varianceBetween(groups: readonly Measured[]): number | null {
  if (groups.length < 2) return null;
  const fixed = pooled(groups, 0);
  let [heterogeneity, squares] = [0, 0];
  for (const { mean, variance } of groups) {
    heterogeneity += (mean - fixed.mean) ** 2 / variance;
    squares += 1 / (variance * variance);
  }
  const below = fixed.weight - squares / fixed.weight;
  return below > 0 ? (heterogeneity - (groups.length - 1)) / below : null;
}
