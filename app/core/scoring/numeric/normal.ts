/** Tails of the normal distribution, with all digits where they are tiny. */

const HALF_LOG_TAU = 0.9189385332046727;

/**
 * ln P(Z > z) of a standard normal Z. Between -2.5 and 2.5 by the series φ(z)·Σ z^(2k+1)/(2k+1)!! (Marsaglia, Journal of
 * Statistical Software 11(4), 2004), above by the continued fraction of Mills' ratio (Abramowitz & Stegun 26.2.14),
 * below by the complement. Relative error of the tail under 1e-10.
 */
export function logNormalTail(z: number): number {
  if (z > 2.5) {
    let below = z + 60 / z;
    for (let step = 59; step >= 1; step--) below = z + step / below;
    return -0.5 * z * z - HALF_LOG_TAU - Math.log(below);
  }
  if (z < -2.5) return Math.log1p(-Math.exp(logNormalTail(-z)));
  let [term, sum] = [z, z];
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) sum += term *= (z * z) / odd;
  return Math.log(0.5 - Math.exp(-0.5 * z * z - HALF_LOG_TAU) * sum);
}
