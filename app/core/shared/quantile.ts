/**
 * The nearest-rank quantile, as PostgreSQL's percentile_disc has it: the smallest value that at least `share`
 * of all values do not exceed, so always one of them. Null without values.
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
