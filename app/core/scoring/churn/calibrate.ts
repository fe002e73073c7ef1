/** Maps a model's own chances to those that come true as often as they say. */
import { sumOf } from "../metrics.ts";
import { logistic, logit } from "../numeric/logistic.ts";
import { fitLogistic } from "../numeric/logistic-regression.ts";
import type { Rung } from "./model.ts";

/** From this many of the rarer outcome on the map may take any rising shape; below, two parameters are all the data bears. */
export const ENOUGH_FOR_ISOTONIC = 1_000;
/** Neighbours share a rung until it holds this many rows: a step on fewer would be noise. */
const ROWS_PER_RUNG = 100;
const PLATT_RUNGS = 21;
/** Chances nearer to 0 or 1 are beyond what a shop's data tells. */
export const EDGE = 1e-4;

/**
 * The map, chosen by data size: isotonic from ENOUGH_FOR_ISOTONIC of the rarer outcome on, else Platt's (Niculescu-Mizil &
 * Caruana, ICML 2005: isotonic wins from about a thousand cases on and overfits below).
 *
 * @param raw chances in [0, 1] for rows that the model had not learnt from
 * @returns ascending in both; the diagonal where one outcome never came
 */
export function calibrate(raw: Float64Array, labels: Uint8Array): readonly Rung[] {
  const positives = sumOf(labels);
  const rarer = Math.min(positives, labels.length - positives);
  if (rarer === 0) return DIAGONAL;
  return rarer >= ENOUGH_FOR_ISOTONIC ? isotonic(raw, labels) : platt(raw, labels);
}

const DIAGONAL: readonly Rung[] = [[0, 0], [1, 1]];

/** The calibrated chance, straight between rungs and level beyond the outermost. */
export function calibrated(rungs: readonly Rung[], raw: number): number {
  let low = 0;
  let high = rungs.length - 1;
  const [first, last] = [rungs[0], rungs[high]];
  if (first === undefined || last === undefined) return raw;
  if (raw <= first[0]) return first[1];
  if (raw >= last[0]) return last[1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((rungs[middle] as Rung)[0] <= raw) low = middle;
    else high = middle;
  }
  const [x0, y0] = rungs[low] as Rung;
  const [x1, y1] = rungs[high] as Rung;
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (raw - x0)) / (x1 - x0);
}

/**
 * Pool adjacent violators (Ayer et al., Annals of Mathematical Statistics 26, 1955; for chances Zadrozny & Elkan, KDD
 * 2002). The rungs stand at the pools' means, and the map runs straight between them, so that ranks within a pool are kept.
 */
function isotonic(raw: Float64Array, labels: Uint8Array): readonly Rung[] {
  const order = Array.from(raw.keys()).sort((a, b) => (raw[a] as number) - (raw[b] as number));
  const pools: { n: number; raw: number; hits: number }[] = [];
  const size = Math.max(ROWS_PER_RUNG, Math.floor(order.length / 100));
  for (let start = 0; start < order.length; start += size) {
    let pool = { n: 0, raw: 0, hits: 0 };
    for (const row of order.slice(start, start + size)) pool = { n: pool.n + 1, raw: pool.raw + (raw[row] as number), hits: pool.hits + (labels[row] as number) };
    for (let before = pools.at(-1); before && before.hits * pool.n >= pool.hits * before.n; before = pools.at(-1)) {
      pool = { n: pool.n + before.n, raw: pool.raw + before.raw, hits: pool.hits + before.hits };
      pools.pop();
    }
    pools.push(pool);
  }
  // Half a case for and against: no share of some hundreds proves that something never happens.
  return pools.map(({ n, raw: sum, hits }) => [rounded(sum / n), rounded((hits + 0.5) / (n + 1))] as const);
}

/**
 * Platt's map 1 / (1 + exp(−(a·logit + b))) with his smoothed targets' effect had by a light ridge (Platt, Advances in
 * Large Margin Classifiers, 1999; Lin, Lin & Weng, Machine Learning 68, 2007), laid down as rungs.
 */
function platt(raw: Float64Array, labels: Uint8Array): readonly Rung[] {
  const values = Float32Array.from(raw, (chance) => logit(chance, EDGE));
  const fit = fitLogistic({ values, rows: raw.length, columns: 1 }, labels, 1);
  const slope = fit?.weights[0] ?? 0;
  if (!fit || !(slope > 0)) return DIAGONAL;
  return Array.from({ length: PLATT_RUNGS }, (_, index) => {
    const chance = Math.min(1 - EDGE, Math.max(EDGE, index / (PLATT_RUNGS - 1)));
    return [rounded(chance), rounded(logistic(fit.intercept + slope * logit(chance, EDGE)))] as const;
  });
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
