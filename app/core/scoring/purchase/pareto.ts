/**
 * Pareto/NBD: a customer buys at a rate λ ~ Gamma(r, α) until they leave, after a time of rate μ ~ Gamma(s, β) (Schmittlein,
 * Morrison & Colombo, Management Science 33(1), 1987; the forms of Fader & Hardie, "A Note on Deriving the Pareto/NBD Model
 * and Related Expressions", 2005, with their integral kept as one: see power-integral).
 */
import { logRising, risingSlope } from "../numeric/special.ts";
import type { LogLikelihood } from "./bg-likelihood.ts";
import { powerIntegral } from "./power-integral.ts";
import type { RepeatRows } from "./repeat.ts";

export type ParetoParameters = readonly [r: number, alpha: number, s: number, beta: number];

/**
 * Per customer, with m = r + x: Γ(m)/Γ(r) αʳ βˢ [(α+T)⁻ᵐ (β+T)⁻ˢ + s ∫_{tx}^T (α+y)⁻ᵐ (β+y)⁻ˢ⁻¹ dy]; the parameters are
 * r, α, s, β.
 */
export function paretoLogLikelihood(rows: RepeatRows): LogLikelihood {
  const J = new Float64Array(5);
  return (parameters, gradient) => {
    const [r, alpha, s, beta] = [parameters[0] as number, parameters[1] as number, parameters[2] as number, parameters[3] as number];
    const lead = r * Math.log(alpha) + s * Math.log(beta);
    let sum = 0;
    gradient.fill(0);
    for (let row = 0; row < rows.n.length; row++) {
      const [x, tx, T, n] = [rows.x[row] as number, rows.tx[row] as number, rows.T[row] as number, rows.n[row] as number];
      const m = r + x;
      const [A, B] = [alpha + tx, beta + tx];
      powerIntegral(m, A, s + 1, B, T - tx, J);
      const integral = J[0] as number;
      const logStays = -m * Math.log(alpha + T) - s * Math.log(beta + T);
      const logLeft = integral > 0 ? Math.log(s * integral) - m * Math.log(A) - (s + 1) * Math.log(B) : -Infinity;
      const larger = Math.max(logStays, logLeft);
      const [stays, left] = [Math.exp(logStays - larger), Math.exp(logLeft - larger)];
      const gone = left / (stays + left);
      const share = gone > 0 ? gone / integral : 0;
      sum += n * (logRising(r, x) + lead + larger + Math.log(stays + left));
      add(gradient, 0, n * (risingSlope(r, x) + Math.log(alpha) - (1 - gone) * Math.log(alpha + T) - gone * Math.log(A) - share * (J[1] as number)));
      add(gradient, 1, n * (r / alpha - ((1 - gone) * m) / (alpha + T) - (gone * m) / A + share * m * (J[3] as number)));
      add(gradient, 2, n * (Math.log(beta) - (1 - gone) * Math.log(beta + T) + gone / s - gone * Math.log(B) - share * (J[2] as number)));
      add(gradient, 3, n * (s / beta - ((1 - gone) * s) / (beta + T) - (gone * (s + 1)) / B + share * (s + 1) * (J[4] as number)));
    }
    return sum;
  };
}

function add(gradient: Float64Array, index: number, value: number): void {
  gradient[index] = (gradient[index] as number) + value;
}

/** P(alive): 1/(1 + s (α+T)ᵐ (β+T)ˢ ∫_{tx}^T (α+y)⁻ᵐ (β+y)⁻ˢ⁻¹ dy). */
export function paretoAlive([r, alpha, s, beta]: ParetoParameters, x: number, tx: number, T: number): number {
  const J = new Float64Array(5);
  powerIntegral(r + x, alpha + tx, s + 1, beta + tx, T - tx, J);
  if (J[0] === 0 || s === 0) return 1;
  const logLeft = Math.log((s * (J[0] as number)) / (beta + tx)) + (r + x) * Math.log1p((T - tx) / (alpha + tx)) + s * Math.log1p((T - tx) / (beta + tx));
  return 1 / (1 + Math.exp(logLeft));
}

/** Purchases expected in the next t of a customer who is there (Fader & Hardie 2005, equation 41): no pole at s = 1. */
export function paretoExpectedWhenThere([r, alpha, s, beta]: ParetoParameters, x: number, T: number, t: number): number {
  if (!(t > 0)) return 0;
  const logGrowth = Math.log1p(t / (beta + T));
  const years = Math.abs(s - 1) * logGrowth < 1e-12 ? logGrowth : -Math.expm1((1 - s) * logGrowth) / (s - 1);
  return ((r + x) / (alpha + T)) * (beta + T) * years;
}

/** Chance of any purchase in the next t of a customer who is there: the first of them at y, before leaving. */
export function paretoAnyWhenThere([r, alpha, s, beta]: ParetoParameters, x: number, T: number, t: number): number {
  if (!(t > 0)) return 0;
  const J = new Float64Array(5);
  powerIntegral(r + x + 1, alpha + T, s, beta + T, t, J);
  return Math.min(1, ((r + x) / (alpha + T)) * (J[0] as number));
}
