/** Log-odds and chances. */

/** The chance that log-odds stand for, 1/(1 + e⁻ˣ): the logistic function. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * ln(p/(1 − p)), the log-odds of a chance.
 *
 * @param edge chances nearer to 0 or 1 than this are taken as this, so that what comes out is finite
 */
export function logit(chance: number, edge: number): number {
  const held = Math.min(1 - edge, Math.max(edge, chance));
  return Math.log(held / (1 - held));
}

/** ln(1 + eˣ) without overflow: the log-loss of log-odds −x where the label is 1. */
export function logOnePlusExp(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
