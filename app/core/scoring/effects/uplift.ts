import { sumOf } from "../metrics.ts";
import { minimise } from "../numeric/lbfgs.ts";
import { logistic, logOnePlusExp } from "../numeric/logistic.ts";
import { valueArm } from "./arm.ts";

/** Customers of an experiment of two arms, one row each. */
export type UpliftRows = {
  /** Names of the features, in the order of each row. */
  readonly names: readonly string[];
  /** Row by row: names.length numbers each. What is known before the draw only. */
  readonly features: Float64Array;
  /** 1 where the customer was drawn to be written to. */
  readonly treated: Uint8Array;
  /** 1 where the customer did what is hoped for. */
  readonly outcome: Uint8Array;
};

/** Plain numbers: what a customer's own effect is worked out from. */
export type UpliftModel = {
  readonly names: readonly string[];
  readonly means: readonly number[];
  /** 0 where a feature never varied, and then it says nothing. */
  readonly scales: readonly number[];
  /** Log-odds without the message: intercept, then one per standard deviation of each feature. */
  readonly base: readonly number[];
  /** What the message adds to the log-odds, in the same order. */
  readonly extra: readonly number[];
};

export type UpliftPenalty = {
  /** On the weights of who acts anyway: one over the variance expected of a weight. */
  readonly base: number;
  /** On the weights of whom the message moves: effects differ less between customers than habits do, and are measured worse. 100 expects them within a tenth of the log-odds per standard deviation. */
  readonly extra: number;
};

const USUAL_PENALTY: UpliftPenalty = { base: 1, extra: 100 };

/**
 * A logistic regression in which every feature may act on the outcome and, apart from that, on the message's effect:
 *
 *     logit P(outcome) = b₀ + b·x + treated · (e₀ + e·x),   ridge penalties ½λ_b|b|² + ½λ_e|e|²
 *
 * (the interaction model of Lo, SIGKDD Explorations 4(2), 2002). With equal penalties of 0 it is the two-model approach; a
 * heavier one on e draws every customer's effect towards the average effect, where the two-model approach lets the noise of
 * both models into their difference (Radcliffe & Surry, Stochastic Solutions white paper, 2011, section 5).
 *
 * @throws RangeError when the lengths disagree, a feature is not finite, or an arm is empty
 */
export function fitUplift(rows: UpliftRows, penalty: UpliftPenalty = USUAL_PENALTY): UpliftModel {
  const { names, treated, outcome } = rows;
  const width = names.length;
  check(rows);
  const { means, scales } = spreads(rows);
  const x = standardised(rows, means, scales);
  const n = treated.length;
  const size = width + 1;
  const loss = (weights: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let value = 0;
    for (let row = 0; row < n; row++) {
      const moved = treated[row] === 1;
      const score = scoreOf(weights, x, row * width, width, moved);
      const residual = logistic(score) - (outcome[row] as number);
      value += logOnePlusExp(score) - score * (outcome[row] as number);
      for (let part = 0; part <= (moved ? size : 0); part += size) {
        gradient[part] = (gradient[part] as number) + residual;
        for (let index = 0; index < width; index++) gradient[part + 1 + index] = (gradient[part + 1 + index] as number) + residual * (x[row * width + index] as number);
      }
    }
    for (let index = 1; index < 2 * size; index++) {
      if (index === size) continue;
      const strength = index < size ? penalty.base : penalty.extra;
      value += (strength / 2) * (weights[index] as number) ** 2;
      gradient[index] = (gradient[index] as number) + strength * (weights[index] as number);
    }
    // Per customer, so that the search ends at the same precision whatever their number.
    for (let index = 0; index < gradient.length; index++) gradient[index] = (gradient[index] as number) / n;
    return value / n;
  };
  const { x: weights } = minimise(loss, Array.from({ length: 2 * size }, () => 0), { gradientTolerance: 1e-7 });
  return { names, means, scales, base: [...weights.subarray(0, size)], extra: [...weights.subarray(size)] };
}

/** A customer's chance without the message and with it. */
export function chancesOf(model: UpliftModel, features: ArrayLike<number>): { readonly without: number; readonly with: number } {
  const { base, extra, means, scales } = model;
  let [log, added] = [base[0] as number, extra[0] as number];
  for (let index = 0; index < means.length; index++) {
    const scale = scales[index] as number;
    const value = scale === 0 ? 0 : ((features[index] as number) - (means[index] as number)) / scale;
    log += (base[index + 1] as number) * value;
    added += (extra[index + 1] as number) * value;
  }
  return { without: logistic(log), with: logistic(log + added) };
}

/** What the message is expected to add to this customer's chance, −1 to 1. */
export function upliftOf(model: UpliftModel, features: ArrayLike<number>): number {
  const chances = chancesOf(model, features);
  return chances.with - chances.without;
}

function scoreOf(weights: Float64Array, x: Float64Array, from: number, width: number, moved: boolean): number {
  let score = (weights[0] as number) + (moved ? (weights[width + 1] as number) : 0);
  for (let index = 0; index < width; index++) score += ((weights[1 + index] as number) + (moved ? (weights[width + 2 + index] as number) : 0)) * (x[from + index] as number);
  return score;
}

function spreads({ names, features, treated }: UpliftRows): { means: number[]; scales: number[] } {
  const width = names.length;
  const columns = names.map((name, index) => valueArm(name, features.filter((_, at) => at % width === index)));
  return {
    means: columns.map(({ mean }) => mean),
    // What is left of a constant after rounding is no spread.
    scales: columns.map(({ mean, variance }) => (variance <= (1e-10 * mean) ** 2 ? 0 : Math.sqrt((variance * (treated.length - 1)) / treated.length))),
  };
}

function standardised({ names, features }: UpliftRows, means: readonly number[], scales: readonly number[]): Float64Array {
  const width = names.length;
  return features.map((value, at) => {
    const scale = scales[at % width] as number;
    return scale === 0 ? 0 : (value - (means[at % width] as number)) / scale;
  });
}

function check({ names, features, treated, outcome }: UpliftRows): void {
  const n = treated.length;
  if (outcome.length !== n) throw new RangeError(`there must be as many outcomes as draws (${n}), not ${outcome.length}`);
  if (features.length !== n * names.length) throw new RangeError(`there must be ${names.length} features for each of ${n} customers, not ${features.length} in all`);
  const wrong = features.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`${names[wrong % names.length]} of row ${Math.floor(wrong / names.length)} must be a finite number, not ${features[wrong]}`);
  const moved = sumOf(treated);
  if (moved === 0 || moved === n) throw new RangeError("each of the two arms must have a customer");
}
