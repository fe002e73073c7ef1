import { wilson } from "../intervals.ts";
import { studentQuantile } from "../quantiles.ts";
import { alwaysValidHalf } from "./always-valid.ts";
import type { Arm } from "./arm.ts";

/** What an arm did beyond the arm it is measured against. */
export type Effect = {
  readonly arm: string;
  readonly against: string;
  /** Mean of the arm less mean of the other: points of a share (0.05 is five), or an amount per customer. */
  readonly difference: number;
  /** The interval that covers the true difference at `level`; null where there is too little to say anything. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Of this interval alone: above the level asked for where several arms share it. */
  readonly level: number;
};

/**
 * `fixed`: holds for one look at a time set before the data came. `always`: holds at every look at once, however often
 * somebody looks and whenever they stop.
 */
export type Looking = "fixed" | "always";

/**
 * The difference of two arms.
 *
 * Fixed intervals: of shares, Newcombe's hybrid of two Wilson intervals (Newcombe, Statistics in Medicine 17, 1998,
 * method 10), sane also at 0 of n; of amounts, Welch's t (Welch, Biometrika 34, 1947). Always-valid intervals: see
 * always-valid.ts.
 *
 * @throws RangeError when the level does not lie strictly between 0 and 1
 */
export function effectOf(arm: Arm, against: Arm, looking: Looking, level = 0.95): Effect {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, not ${level}`);
  const difference = arm.mean - against.mean;
  return { arm: arm.id, against: against.id, difference, interval: looking === "fixed" ? fixedInterval(arm, against, level) : around(difference, alwaysValidHalf(arm, against, level)), level };
}

/**
 * Every arm against one, at a level that holds for all of them together: Bonferroni's correction, 1 − (1 − level)/(k − 1)
 * for each (Dunn, JASA 56, 1961). Dunnett's test would give intervals narrower by a few per cent, but for one look only;
 * the sum of error chances holds at every look and whatever the arms have to do with each other.
 *
 * @throws RangeError when no arm is called `against`, or the level is out of range
 */
export function effectsOf(arms: readonly Arm[], against: string, looking: Looking, level = 0.95): Effect[] {
  const base = arms.find(({ id }) => id === against);
  if (!base) throw new RangeError(`there is no arm "${against}"; the arms are ${arms.map(({ id }) => `"${id}"`).join(", ")}`);
  const others = arms.filter((arm) => arm !== base);
  return others.map((arm) => effectOf(arm, base, looking, 1 - (1 - level) / others.length));
}

/** Difference in units of its standard error, variances not pooled; 0 where there is no spread to measure by. */
export function zOf(arm: Arm, against: Arm): number {
  const error = Math.sqrt(arm.variance / arm.n + against.variance / against.n);
  return error > 0 ? (arm.mean - against.mean) / error : 0;
}

function fixedInterval(arm: Arm, against: Arm, level: number): Effect["interval"] {
  const difference = arm.mean - against.mean;
  if (arm.successes !== null && against.successes !== null) {
    const [a, b] = [wilson(arm.successes, arm.n, level), wilson(against.successes, against.n, level)];
    if (!a || !b) return null;
    return { low: difference - Math.hypot(a.mean - a.low, b.high - b.mean), high: difference + Math.hypot(a.high - a.mean, b.mean - b.low) };
  }
  if (arm.n < 2 || against.n < 2) return null;
  const [a, b] = [arm.variance / arm.n, against.variance / against.n];
  if (a + b === 0) return null;
  const freedom = (a + b) ** 2 / (a ** 2 / (arm.n - 1) + b ** 2 / (against.n - 1));
  return around(difference, studentQuantile(1 - (1 - level) / 2, freedom) * Math.sqrt(a + b));
}

function around(difference: number, half: number | null): Effect["interval"] {
  return half === null ? null : { low: difference - half, high: difference + half };
}
