import { normalQuantile } from "../quantiles.ts";
import { alwaysValidFactor, isEnough, spreadOf } from "./always-valid.ts";
import type { Arm } from "./arm.ts";

/** How far an experiment is from an answer. */
export type Wait = {
  /** Customers more, of both arms together; 0 when there are enough. */
  readonly customers: number;
  /** Whole weeks at the flow given, rounded up; null where it is more than two years, or nobody comes. */
  readonly weeks: number | null;
  /** The effect it was worked out for, as a difference of means. */
  readonly effect: number;
};

export type Flow = {
  /** Customers that come into the two arms in a week, at present. */
  readonly perWeek: number;
  /** The smallest difference worth knowing of; a smaller one seen so far is not waited for. Above 0. */
  readonly worthwhile: number;
  /** Confidence of the interval; 0.95 when left out. */
  readonly level?: number;
  /** Chance that the answer comes by then if the effect is what it seems; 0.8 when left out. */
  readonly power?: number;
};

/** Longer is no plan. */
const LONGEST_WEEKS = 104;

/**
 * How long until an effect of the size seen, or of the smallest that is worth knowing of if that is larger, can be told
 * from nothing by the always-valid interval: the n at which effect = (c(n) + z_power) · standard error(n), with c(n) the
 * interval's own factor (always-valid.ts), not 1.96: who may look every week must wait longer than who looks once. It is
 * the usual formula (Lachin, Controlled Clinical Trials 2, 1981) solved for an interval that narrows with n. The arms keep
 * the proportion they have; spreads stay what they are.
 *
 * @returns null while an arm holds too little for the spread to be known
 * @throws RangeError naming what is out of range
 */
export function waitFor(arm: Arm, against: Arm, flow: Flow): Wait | null {
  const { perWeek, worthwhile, level = 0.95, power = 0.8 } = flow;
  if (!(perWeek >= 0 && perWeek < Infinity)) throw new RangeError(`perWeek must be 0 or more, not ${perWeek}`);
  if (!(worthwhile > 0 && worthwhile < Infinity)) throw new RangeError(`worthwhile must be above 0, not ${worthwhile}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1, not ${level}`);
  if (!(power > 0 && power < 1)) throw new RangeError(`power must lie between 0 and 1, not ${power}`);
  if (arm.n < 2 || against.n < 2) return null;
  const n = arm.n + against.n;
  const weight = arm.n / n;
  // Of one comparison, in the units of t = n₁n₀/n, in which the interval counts.
  const spread = spreadOf(arm) * (1 - weight) + spreadOf(against) * weight;
  if (!(spread > 0)) return null;
  const effect = Math.max(Math.abs(arm.mean - against.mean), worthwhile);
  // One more each way: where nobody did it yet, somebody will.
  const common = arm.successes === null || against.successes === null ? null : (arm.successes + against.successes + 1) / (n + 2);
  const told = (total: number): boolean => {
    const t = total * weight * (1 - weight);
    return isEnough(total * Math.min(weight, 1 - weight), common) && effect >= (alwaysValidFactor(t, 1 - level) + normalQuantile(power)) * Math.sqrt(spread / t);
  };
  if (told(n)) return { customers: 0, weeks: 0, effect };
  let high = n;
  while (!told(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (told(middle)) high = middle;
    else low = middle;
  }
  const customers = Math.ceil(high) - n;
  const weeks = Math.ceil(customers / perWeek);
  return { customers, weeks: weeks <= LONGEST_WEEKS ? weeks : null, effect };
}
