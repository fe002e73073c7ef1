/**
 * What is kept of many days-between-purchases of one product (or family): enough for the mean and spread of
 * their logarithms, and nothing about any one customer. All gaps are days per unit.
 */
export type GapStats = {
  readonly n: number;
  /** Sum of ln(days per unit). */
  readonly sumLog: number;
  /** Sum of ln(days per unit) squared. */
  readonly sumLog2: number;
};

export const NO_GAPS: GapStats = { n: 0, sumLog: 0, sumLog2: 0 };

/** Shorter is one basket split over two orders. */
export const MIN_GAP_DAYS = 1;
/** Longer says "came back after two years", not how long the product lasts. */
export const MAX_GAP_DAYS = 730;

// Terms are rounded to multiples of 2^-20 (one part in a million). Such numbers add without any rounding error up to
// 2^33, so the same gaps give the same bytes in whatever order they arrive or are merged.
const GRID = 2 ** 20;

/**
 * How long one unit lasted: days until the next purchase over the quantity bought at the earlier one, because two
 * bottles last twice as long. Gaps over 730 days count as 730.
 *
 * @param days between the two purchases, fractions allowed
 * @param quantity bought at the earlier purchase, in units; fractions allowed (0.5 kg)
 * @param exponent θ where days grow as quantity^θ (see fitQuantity); 1 where the shop has not shown otherwise
 * @returns null when it says nothing: under one day apart, or no sensible quantity
 */
export function gapPerUnit(days: number, quantity: number, exponent = 1): number | null {
  if (!(days >= MIN_GAP_DAYS) || !(quantity > 0) || quantity === Infinity) return null;
  return Math.min(days, MAX_GAP_DAYS) / (exponent === 1 ? quantity : quantity ** exponent);
}

/** The statistics with one more gap; unchanged when the gap says nothing (see gapPerUnit). */
export function addGap(stats: GapStats, days: number, quantity: number): GapStats {
  const gap = gapPerUnit(days, quantity);
  if (gap === null) return stats;
  const log = Math.log(gap);
  return { n: stats.n + 1, sumLog: stats.sumLog + onGrid(log), sumLog2: stats.sumLog2 + onGrid(log * log) };
}

/** The statistics of both sets together. Exactly commutative and associative. */
export function mergeGaps(a: GapStats, b: GapStats): GapStats {
  return { n: a.n + b.n, sumLog: a.sumLog + b.sumLog, sumLog2: a.sumLog2 + b.sumLog2 };
}

/** The nearest multiple of 2^-20: what is to be added up in any order. */
export function onGrid(value: number): number {
  return Math.round(value * GRID) / GRID;
}
