/** The linear part of the model: features standardised, held to a few standard deviations, weighed and summed. */
import { FEATURES } from "./features.ts";
import { logistic } from "../numeric/logistic.ts";
import { fitLogistic } from "../numeric/logistic-regression.ts";
import type { Matrix } from "../numeric/logistic-regression.ts";
import type { Linear } from "./model.ts";
import type { Rows } from "./rows.ts";

/**
 * Further from the mean than this many standard deviations counts as this far: one absurd amount or a kind of behaviour
 * that training hardly saw must not carry a score away.
 */
const FARTHEST = 4;
/** A feature that varied less than this did not vary. */
const STILL = 1e-6;

const INDEX: Readonly<Record<string, number>> = Object.fromEntries(FEATURES.map(({ key }, index) => [key, index]));

/**
 * Fits the features of the columns asked for; those that never vary are left out.
 *
 * @param like a fit of nearly the same rows, to begin at
 * @returns null without both kinds of label
 */
export function fitLinear(rows: Rows, columns: readonly number[], ridge: number, like: Linear | null = null): Linear | null {
  const spread = columns.map((column) => spreadOf(rows, column)).filter(({ scale }) => scale > STILL);
  const fit = fitLogistic(standardised(rows, spread), rows.labels, ridge, like);
  if (fit === null) return null;
  return {
    keys: spread.map(({ column }) => (FEATURES[column] as { key: string }).key),
    means: spread.map(({ mean }) => mean),
    scales: spread.map(({ scale }) => scale),
    weights: Array.from(fit.weights, rounded),
    intercept: rounded(fit.intercept),
  };
}

/** How far the feature moves the log-odds of a purchase away from those of the mean customer. */
export function effectOf(linear: Linear, index: number, features: ArrayLike<number>): number {
  const at = INDEX[linear.keys[index] as string];
  // A model kept from before a feature was given up.
  if (at === undefined) return 0;
  const distance = ((features[at] as number) - (linear.means[index] as number)) / (linear.scales[index] as number);
  return (linear.weights[index] as number) * Math.max(-FARTHEST, Math.min(FARTHEST, distance));
}

/** The linear model's own chance of a purchase, not yet calibrated. */
export function rawChance(linear: Linear, features: ArrayLike<number>): number {
  let logit = linear.intercept;
  for (let index = 0; index < linear.keys.length; index++) logit += effectOf(linear, index, features);
  return logistic(logit);
}

type Spread = { readonly column: number; readonly mean: number; readonly scale: number };

function spreadOf({ values, rows }: Rows, column: number): Spread {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += values[row * FEATURES.length + column] as number;
  const mean = sum / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += ((values[row * FEATURES.length + column] as number) - mean) ** 2;
  return { column, mean: rounded(mean), scale: rounded(Math.sqrt(squares / rows)) };
}

function standardised({ values, rows }: Rows, spread: readonly Spread[]): Matrix {
  const columns = spread.length;
  const out = new Float32Array(rows * columns);
  spread.forEach(({ column, mean, scale }, index) => {
    for (let row = 0; row < rows; row++) {
      const distance = ((values[row * FEATURES.length + column] as number) - mean) / scale;
      out[row * columns + index] = Math.max(-FARTHEST, Math.min(FARTHEST, distance));
    }
  });
  return { values: out, rows, columns };
}

/** Six digits after the point are beyond what any shop's data tells, and keep the stored model short. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
