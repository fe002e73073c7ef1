/** Special functions the models' likelihoods are written in. */
import { lnGamma } from "../incomplete-beta.ts";

/** Up to here a rising factorial is multiplied out: exact to rounding, also where two logarithms of gammas would cancel. */
const MULTIPLIED = 512;
const NEARLY_OVERFLOWN = 1e290;

/** ln Γ(x), x > 0. */
export const logGamma = lnGamma;

/** ψ(x) = d ln Γ(x)/dx for x > 0: the asymptotic series (DLMF 5.11.2) at 15 or above, brought there by ψ(x+1) = ψ(x) + 1/x. */
export function digamma(x: number): number {
  let shifted = x;
  let sum = 0;
  while (shifted < 15) {
    sum += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))));
  return Math.log(shifted) - 0.5 / shifted - series - sum;
}

/** ln B(a, b), a and b > 0. */
export function logBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}

/** ln (c)ₙ = ln Γ(c + n) − ln Γ(c), the rising factorial; c > 0, n a whole number from 0. */
export function logRising(c: number, n: number): number {
  if (n > MULTIPLIED) return lnGamma(c + n) - lnGamma(c);
  let sum = 0;
  let product = 1;
  for (let step = 0; step < n; step++) {
    product *= c + step;
    if (product > NEARLY_OVERFLOWN || product < 1 / NEARLY_OVERFLOWN) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** ψ(c + n) − ψ(c), the slope of logRising in c. */
export function risingSlope(c: number, n: number): number {
  if (n > MULTIPLIED) return digamma(c + n) - digamma(c);
  let sum = 0;
  for (let step = 0; step < n; step++) sum += 1 / (c + step);
  return sum;
}
