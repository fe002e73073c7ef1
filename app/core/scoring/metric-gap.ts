/** How far a model is ahead of a rule on the same cases, with what luck alone may have done. */
import { meanInterval } from "./intervals.ts";
import { mean } from "./metrics.ts";
import { normalQuantile } from "./quantiles.ts";

/** Holds the truth in 95 of 100 cases; above 0 the model is ahead, in the unit of the measure. */
export type Gap = { readonly low: number; readonly high: number };

/** Below so many cases a spread says next to nothing of itself. */
const FEWEST = 20;
const SURELY = normalQuantile(0.975);

/**
 * For measures that are a mean over cases, paired by case, so that hard cases cancel (Student's t).
 *
 * @param ours and naive, the loss of each case: less is better
 * @returns null for fewer than 20 cases
 */
export function lossGap(ours: ArrayLike<number>, naive: ArrayLike<number>): Gap | null {
  if (ours.length < FEWEST) return null;
  const found = meanInterval(Array.from(ours, (loss, index) => (naive[index] as number) - loss));
  return found && { low: found.low, high: found.high };
}

/** @param error the standard error of the difference, paired by case */
export function gapOf(ahead: number, error: number): Gap {
  return { low: ahead - SURELY * error, high: ahead + SURELY * error };
}

/**
 * For the area under the ROC curve, two scores of the same cases (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988):
 * the spread of each case's own share of pairs that are in the right order.
 *
 * @returns null for fewer than 20 cases of either outcome
 */
export function aucGap(ours: ArrayLike<number>, naive: ArrayLike<number>, labels: ArrayLike<boolean | number>): Gap | null {
  const [our, their] = [placements(ours, labels), placements(naive, labels)];
  if (our.came.length < FEWEST || our.stayed.length < FEWEST) return null;
  const came = our.came.map((share, index) => share - (their.came[index] as number));
  const stayed = our.stayed.map((share, index) => share - (their.stayed[index] as number));
  return gapOf(mean(came), Math.sqrt(variance(came) / came.length + variance(stayed) / stayed.length));
}

/** For each case, the share of cases of the other outcome that it stands on the right side of, ties counted half. */
function placements(scores: ArrayLike<number>, labels: ArrayLike<boolean | number>): { readonly came: number[]; readonly stayed: number[] } {
  const sorted = (label: boolean): Float64Array => Float64Array.from(Array.from(scores).filter((_, index) => Boolean(labels[index]) === label)).sort();
  const [cameAll, stayedAll] = [sorted(true), sorted(false)];
  const [came, stayed]: [number[], number[]] = [[], []];
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (labels[index]) came.push(shareBelow(stayedAll, score));
    else stayed.push(1 - shareBelow(cameAll, score));
  }
  return { came, stayed };
}

/** @param sorted lowest first */
function shareBelow(sorted: Float64Array, value: number): number {
  return (countUntil(sorted, (one) => one < value) + countUntil(sorted, (one) => one <= value)) / 2 / sorted.length;
}

function countUntil(sorted: Float64Array, isBefore: (one: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(sorted[middle] as number)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
