import type { Arm } from "./arm.ts";

/** The interval is narrowest for its length when this many comparisons are in: 250 is 500 customers in each of two equal arms. */
const NARROWEST_AT = 250;
/** In the smaller arm: customers, and those expected to do it, or not to, on the share of both arms. */
const FEWEST = 50;
const FEWEST_EACH_WAY = 10;

/**
 * Half the width of an interval for the difference of two arms that holds at every look at once: an asymptotic
 * confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic
 * confidence sequences", Annals of Statistics 52(6), 2024, Theorem 2.2; two arms by section 3):
 *
 *     half = σ · √( 2(tρ² + 1)/(t²ρ²) · ln( √(tρ² + 1)/α ) ),   σ²/t = s₁²/n₁ + s₀²/n₀,   t = n₁n₀/(n₁ + n₀)
 *
 * so the standard error is multiplied by about 3.1 at 95 % instead of 1.96. ρ by their equation for the narrowest
 * interval at a set t. Chosen over the mixture sequential probability ratio test (Johari, Koomen, Pekelis & Walsh 2017),
 * whose interval has the same form but needs paired visitors in equal numbers and the variance known: here a comparison
 * group is a twentieth of the rest, and amounts are outcomes too.
 *
 * For shares the variance is that of (successes + 1)/(n + 2), so that an arm where nobody did it is not taken as certain.
 *
 * @returns null while there is too little in an arm
 */
export function alwaysValidHalf(arm: Arm, against: Arm, level: number): number | null {
  const share = arm.successes === null || against.successes === null ? null : (arm.successes + against.successes) / (arm.n + against.n);
  if (!isEnough(Math.min(arm.n, against.n), share)) return null;
  const error = Math.sqrt(spreadOf(arm) / arm.n + spreadOf(against) / against.n);
  return error > 0 ? error * alwaysValidFactor((arm.n * against.n) / (arm.n + against.n), 1 - level) : null;
}

/**
 * Whether the smaller arm holds enough for the method's guarantee, which is one for larger numbers.
 *
 * @param share of both arms together, where the outcome is yes or no
 */
export function isEnough(smaller: number, share: number | null): boolean {
  return smaller >= FEWEST && (share === null || smaller * Math.min(share, 1 - share) >= FEWEST_EACH_WAY);
}

/** Variance of one customer's outcome, never 0 for a share. */
export function spreadOf({ n, variance, successes }: Arm): number {
  if (successes === null) return variance;
  const share = (successes + 1) / (n + 2);
  return share * (1 - share);
}

/**
 * By what a standard error is multiplied: √( 2(tρ² + 1)/(tρ²) · ln( √(tρ² + 1)/α ) ).
 *
 * @param t comparisons, n₁n₀/(n₁ + n₀), above 0
 * @param alpha chance that the interval ever misses the truth
 */
export function alwaysValidFactor(t: number, alpha: number): number {
  const twice = -2 * Math.log(alpha);
  const rho2 = (twice + Math.log(twice) + 1) / NARROWEST_AT;
  const scale = t * rho2 + 1;
  return Math.sqrt(((2 * scale) / (scale - 1)) * Math.log(Math.sqrt(scale) / alpha));
}
