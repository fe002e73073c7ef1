/** Groups of customers alike, found in the data rather than named beforehand: k-means on recency, purchase days and spend. */
import { seeded } from "../numeric/random.ts";
import { cleaned } from "./figures.ts";
import { DIMENSIONS, kMeans, lloyd, nearest } from "./k-means.ts";
import type { RfmTable } from "./rfm.ts";
import { silhouettes } from "./silhouette.ts";

export { groupWords } from "./group-words.ts";

/** Groups by number from 1 on, the one that spends most first. */
export type GroupModel = {
  readonly customers: number;
  /** Mean and standard deviation of log1p of recency days, purchase days and spend in minor units. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** In standard deviations from the mean, one centre after another. */
  readonly centres: readonly number[];
  /** Customers of each group. */
  readonly sizes: readonly number[];
  /** Mean silhouette for 2, 3, … groups; that of the number chosen is the greatest. */
  readonly silhouettes: readonly number[];
};

/** Fewer customers fall into groups by chance. Judgement. */
export const CUSTOMERS_FOR_GROUPS = 50;
const FEWEST = 2;
const MOST = 8;
const STARTS = 20;
/** A larger shop's centres are found on so many of its customers, drawn evenly, and then moved by all of them. */
const ROWS_FOR_STARTS = 10_000;
/** Silhouettes take each pair of customers: on so many, drawn evenly, the figure is right to about 0.01. */
const ROWS_FOR_SILHOUETTE = 4000;
const POLISHING = 25;

/**
 * k-means on log1p of the three figures, each standardised; between 2 and 8 groups, as many as have the greatest mean
 * silhouette; of each number the best of 20 starts.
 *
 * @param seed the same seed and customers give the same groups
 * @returns null with fewer than CUSTOMERS_FOR_GROUPS customers, or where all are alike
 */
export function fitGroups(table: RfmTable, seed: number): GroupModel | null {
  if (table.size < CUSTOMERS_FOR_GROUPS) return null;
  const { points, mean, deviation } = standardised(table.values);
  const random = seeded(seed);
  const some = sample(points, ROWS_FOR_STARTS, random);
  const kinds = distinct(some, MOST);
  if (kinds < FEWEST) return null;
  const found: Float64Array[] = [];
  for (let k = FEWEST; k <= kinds; k++) found.push(kMeans(some, k, STARTS, random).centres);
  const scores = silhouettes(sample(some, ROWS_FOR_SILHOUETTE, random), found);
  const chosen = found[scores.indexOf(Math.max(...scores))] as Float64Array;
  const centres = bestFirst(points.length === some.length ? chosen : lloyd(points, chosen, POLISHING).centres);
  return { customers: table.size, mean, deviation, centres: Array.from(centres), sizes: sizesOf(points, centres), silhouettes: scores };
}

/** The number of the customer's group, from 1 on. Figures as in `rfmOf`. */
export function groupOf(model: GroupModel, recencyDays: number, orders: number, spend: number): number {
  const figures = cleaned(recencyDays, orders, spend);
  const at = (value: number, which: number): number => (Math.log1p(value) - (model.mean[which] as number)) / (model.deviation[which] as number);
  return nearest(model.centres, at(figures.recencyDays, 0), at(figures.orders, 1), at(figures.spend, 2)) + 1;
}

/** log1p of the three figures, each with mean 0 and variance 1 (a figure that never varies: 0). */
export function standardised(values: Float64Array): { readonly points: Float64Array; readonly mean: number[]; readonly deviation: number[] } {
  const points = values.map(Math.log1p);
  const n = points.length / DIMENSIONS;
  const mean = [0, 0, 0];
  const deviation = [1, 1, 1];
  for (let which = 0; which < DIMENSIONS; which++) {
    let sum = 0;
    for (let at = which; at < points.length; at += DIMENSIONS) sum += points[at] as number;
    const middle = sum / n;
    let squares = 0;
    for (let at = which; at < points.length; at += DIMENSIONS) squares += ((points[at] as number) - middle) ** 2;
    // What rounding leaves of equal figures is no variance.
    const spread = Math.sqrt(squares / n) > 1e-9 ? Math.sqrt(squares / n) : 1;
    for (let at = which; at < points.length; at += DIMENSIONS) points[at] = Math.abs((points[at] as number) - middle) > 1e-9 ? ((points[at] as number) - middle) / spread : 0;
    mean[which] = middle;
    deviation[which] = spread;
  }
  return { points, mean, deviation };
}

/** `rows` of the points drawn evenly without repeats (Vitter's algorithm R, ACM TOMS 11, 1985); all where there are no more. */
function sample(points: Float64Array, rows: number, random: () => number): Float64Array {
  const n = points.length / DIMENSIONS;
  if (n <= rows) return points;
  const chosen = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let row = rows; row < n; row++) {
    const place = Math.floor(random() * (row + 1));
    if (place < rows) chosen[place] = row;
  }
  const some = new Float64Array(rows * DIMENSIONS);
  chosen.forEach((row, index) => some.set(points.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), index * DIMENSIONS));
  return some;
}

/** How many different points there are, counted up to `most`. */
function distinct(points: Float64Array, most: number): number {
  const seen = new Set<string>();
  for (let at = 0; at < points.length && seen.size < most; at += DIMENSIONS) seen.add(`${points[at]}|${points[at + 1]}|${points[at + 2]}`);
  return seen.size;
}

function bestFirst(centres: Float64Array): Float64Array {
  const order = Array.from({ length: centres.length / DIMENSIONS }, (_, cluster) => cluster * DIMENSIONS).sort((a, b) => (centres[b + 2] as number) - (centres[a + 2] as number) || a - b);
  return Float64Array.from(order.flatMap((at) => Array.from(centres.subarray(at, at + DIMENSIONS))));
}

function sizesOf(points: Float64Array, centres: Float64Array): number[] {
  const sizes = Array.from({ length: centres.length / DIMENSIONS }, () => 0);
  for (let at = 0; at < points.length; at += DIMENSIONS) {
    const group = nearest(centres, points[at] as number, points[at + 1] as number, points[at + 2] as number);
    sizes[group] = (sizes[group] as number) + 1;
  }
  return sizes;
}
