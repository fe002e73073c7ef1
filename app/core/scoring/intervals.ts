import { sumOf } from "./metrics.ts";
import { normalQuantile, studentQuantile } from "./quantiles.ts";

/** An estimate and the interval that covers the truth at the level asked for. */
export type Interval = { readonly mean: number; readonly low: number; readonly high: number; readonly n: number };

/**
 * Mean with Student's t interval: mean ± t(1 − (1 − level)/2; n − 1) · s/√n, s with n − 1 below it.
 *
 * @returns null for fewer than two values: one value has no spread
 * @throws RangeError when a value is not finite, or the level not strictly between 0 and 1
 */
export function meanInterval(values: readonly number[], level = 0.95): Interval | null {
  checkLevel(level);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`values[${wrong}] must be a finite number, not ${values[wrong]}`);
  const n = values.length;
  if (n < 2) return null;
  // Two passes: the textbook one-pass formula loses every digit when the spread is small beside the mean.
  const mean = sumOf(values) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(1 - (1 - level) / 2, n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half, n };
}

/**
 * The mean of a[i] − b[i] with its t interval: for two policies run on the same seeds, whose common luck cancels.
 *
 * @returns null for fewer than two pairs
 * @throws RangeError when the lengths differ, a value is not finite, or the level is out of range
 */
export function pairedDifference(a: readonly number[], b: readonly number[], level = 0.95): Interval | null {
  if (a.length !== b.length) throw new RangeError(`a and b must be pairs, but have ${a.length} and ${b.length} values`);
  return meanInterval(a.map((value, index) => value - (b[index] ?? Number.NaN)), level);
}

/**
 * A share with Wilson's score interval (Wilson, JASA 22, 1927), sane also at 0 of n and n of n:
 *
 *     (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @returns `mean` is the plain share; null when n is 0
 * @throws RangeError unless 0 ≤ successes ≤ n, both finite, and the level lies strictly between 0 and 1
 */
export function wilson(successes: number, n: number, level = 0.95): Interval | null {
  checkLevel(level);
  if (!(n >= 0 && n < Infinity)) throw new RangeError(`n must be 0 or more, not ${n}`);
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`successes must lie between 0 and n (${n}), not ${successes}`);
  if (n === 0) return null;
  const mean = successes / n;
  const z = normalQuantile(1 - (1 - level) / 2);
  const centre = mean + z * z / (2 * n);
  const half = z * Math.sqrt(mean * (1 - mean) / n + z * z / (4 * n * n));
  const scale = 1 + z * z / n;
  return {
    mean,
    // At the ends the formula gives exactly 0 and 1, which rounding would miss.
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + half) / scale),
    n,
  };
}

function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, not ${level}`);
}
