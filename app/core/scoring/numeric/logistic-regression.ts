/** Logistic regression with a ridge. */
import { sumOf } from "../metrics.ts";
import { solveCholesky } from "./cholesky.ts";
import { logistic, logOnePlusExp } from "./logistic.ts";

/** Rows of numbers side by side. */
export type Matrix = { readonly values: Float32Array; readonly rows: number; readonly columns: number };

export type Fitted = { readonly weights: ArrayLike<number> & Iterable<number>; readonly intercept: number };

const ITERATIONS = 40;
const HALVINGS = 20;
/** A step that wins less than this share of the objective ends the search: far below what sampling noise moves. */
const ENOUGH = 1e-9;

/**
 * Minimises Σ log-loss + ½·ridge·Σ weight² by Newton's method with halved steps (iteratively reweighted least squares:
 * Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4.1; the ridge after le Cessie & van
 * Houwelingen, Applied Statistics 41, 1992). The objective is strictly convex, so what comes out does not depend on where
 * it starts. For up to about fifty columns a Newton step costs little more than a gradient, and six to eight suffice.
 *
 * @param x standardised, without a column of ones
 * @param labels 1 or 0 by row
 * @param ridge above 0: it keeps the weights finite where the classes separate or columns repeat
 * @param start where to begin: a fit of nearly the same rows saves half of the steps
 * @returns the weights by column and the intercept, which the ridge leaves alone; null without both kinds of label
 */
export function fitLogistic(x: Matrix, labels: Uint8Array, ridge: number, start: Fitted | null = null): Fitted | null {
  const { rows, columns } = x;
  const positives = sumOf(labels);
  if (positives === 0 || positives === rows) return null;
  const size = columns + 1;
  let theta = new Float64Array(size);
  if (start?.weights.length === columns) theta.set([...start.weights, start.intercept]);
  else theta[columns] = Math.log(positives / (rows - positives));
  let objective = objectiveAt(x, labels, ridge, theta);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const step = newtonStep(x, labels, ridge, theta);
    if (step === null) break;
    let share = 1;
    let next = theta;
    let reached = Infinity;
    for (let halving = 0; halving < HALVINGS && !(reached < objective); halving++, share /= 2) {
      next = theta.map((value, index) => value - share * (step[index] as number));
      reached = objectiveAt(x, labels, ridge, next);
    }
    if (!(reached < objective)) break;
    const won = objective - reached;
    [theta, objective] = [next, reached];
    if (won < ENOUGH * (1 + objective)) break;
  }
  return { weights: theta.slice(0, columns), intercept: theta[columns] as number };
}

function newtonStep({ values, rows, columns }: Matrix, labels: Uint8Array, ridge: number, theta: Float64Array): Float64Array | null {
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const one = new Float64Array(size);
  one[columns] = 1;
  for (let row = 0; row < rows; row++) {
    let logit = theta[columns] as number;
    for (let column = 0, at = row * columns; column < columns; column++, at++) logit += (theta[column] as number) * (one[column] = values[at] as number);
    const chance = logistic(logit);
    const error = chance - (labels[row] as number);
    const weight = chance * (1 - chance);
    for (let i = 0; i < size; i++) {
      const value = one[i] as number;
      // Counts of rare behaviour are mostly the same small number, not 0, once standardised; only true zeros are skipped.
      if (value === 0) continue;
      gradient[i] = (gradient[i] as number) + error * value;
      const weighted = weight * value;
      for (let j = 0, at = i * size; j <= i; j++, at++) hessian[at] = (hessian[at] as number) + weighted * (one[j] as number);
    }
  }
  for (let i = 0; i < columns; i++) {
    gradient[i] = (gradient[i] as number) + ridge * (theta[i] as number);
    hessian[i * size + i] = (hessian[i * size + i] as number) + ridge;
  }
  // Where every chance is next to 0 or 1 the intercept's curvature vanishes.
  hessian[size * size - 1] = (hessian[size * size - 1] as number) + 1e-9;
  return solveCholesky(hessian, gradient, size);
}

function objectiveAt({ values, rows, columns }: Matrix, labels: Uint8Array, ridge: number, theta: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    let logit = theta[columns] as number;
    for (let column = 0, at = row * columns; column < columns; column++, at++) logit += (theta[column] as number) * (values[at] as number);
    sum += logOnePlusExp(logit) - (labels[row] as number) * logit;
  }
  for (let column = 0; column < columns; column++) sum += 0.5 * ridge * (theta[column] as number) ** 2;
  return sum;
}
