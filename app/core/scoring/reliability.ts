import type { CalibrationBin } from "./model-card.ts";

const BINS = 10;

/**
 * Predictions beside what came, in at most ten bins of about equally many rows; equal predictions share a bin. The bins
 * cover 0 to 1 without a gap.
 */
export function reliabilityOf(predicted: Float64Array, came: ArrayLike<number>): CalibrationBin[] {
  const order = Array.from(predicted.keys()).sort((a, b) => (predicted[a] as number) - (predicted[b] as number));
  const bins: { from: number; until: number; n: number; predicted: number; observed: number }[] = [];
  let from = 0;
  for (let start = 0; start < order.length; ) {
    let end = Math.min(order.length, Math.max(start + 1, Math.round(((bins.length + 1) * order.length) / BINS)));
    while (end < order.length && predicted[order[end] as number] === predicted[order[end - 1] as number]) end++;
    const rows = order.slice(start, end);
    const until = end === order.length ? 1 : ((predicted[order[end - 1] as number] as number) + (predicted[order[end] as number] as number)) / 2;
    const sum = (of: ArrayLike<number>): number => rows.reduce((total, row) => total + (of[row] as number), 0);
    bins.push({ from, until, n: rows.length, predicted: sum(predicted) / rows.length, observed: sum(came) / rows.length });
    [start, from] = [end, until];
  }
  return bins;
}

/** The bin a prediction falls into; undefined for an empty table. */
export function binOf(bins: readonly CalibrationBin[], value: number): CalibrationBin | undefined {
  return bins.find(({ until }) => value < until) ?? bins.at(-1);
}
