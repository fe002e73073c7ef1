/** The logistic model over what the gap and rate models say and what else is known of the pair. */
import { sumOf } from "../metrics.ts";
import { logistic } from "../numeric/logistic.ts";
import { fitLogistic } from "../numeric/logistic-regression.ts";
import type { Stack } from "./model.ts";

/** Fewer of the rarer outcome cannot bear some twenty weights: ten each (Peduzzi et al., J. Clinical Epidemiology 49, 1996). */
export const ENOUGH_TO_STACK = 200;
/** In rows' worth of log-loss per standardised weight: it matters only where a feature hardly varies. */
const RIDGE = 10;

export type Rows = { readonly features: readonly Float64Array[]; readonly labels: Uint8Array };

/** @returns null where too few were bought again, or not */
export function fitStack({ features, labels }: Rows): Stack | null {
  const positives = sumOf(labels);
  const columns = features[0]?.length ?? 0;
  if (Math.min(positives, labels.length - positives) < ENOUGH_TO_STACK) return null;
  const { centres, scales } = standards(features, columns);
  const values = new Float32Array(features.length * columns);
  features.forEach((row, index) => {
    for (let column = 0; column < columns; column++) values[index * columns + column] = ((row[column] as number) - (centres[column] as number)) * (scales[column] as number);
  });
  const fit = fitLogistic({ values, rows: features.length, columns }, labels, RIDGE);
  return fit && { intercept: fit.intercept, weights: [...fit.weights], centres, scales };
}

/** @param features as long as the stack's weights */
export function stackedChance({ intercept, weights, centres, scales }: Stack, features: Float64Array): number {
  let logit = intercept;
  for (let column = 0; column < weights.length; column++) logit += (weights[column] as number) * ((features[column] as number) - (centres[column] as number)) * (scales[column] as number);
  return logistic(logit);
}

/** Means, and one over standard deviations: 0 where a feature never varied, which leaves it out. */
function standards(features: readonly Float64Array[], columns: number): { readonly centres: number[]; readonly scales: number[] } {
  const centres: number[] = Array.from({ length: columns }, () => 0);
  const squares: number[] = Array.from({ length: columns }, () => 0);
  for (const row of features) for (let column = 0; column < columns; column++) centres[column] = (centres[column] as number) + (row[column] as number) / features.length;
  for (const row of features) for (let column = 0; column < columns; column++) squares[column] = (squares[column] as number) + ((row[column] as number) - (centres[column] as number)) ** 2;
  return { centres, scales: squares.map((sum) => (sum / features.length > 1e-12 ? 1 / Math.sqrt(sum / features.length) : 0)) };
}
