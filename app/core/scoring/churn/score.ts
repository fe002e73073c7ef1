import { wilson } from "../intervals.ts";
import { calibrated } from "./calibrate.ts";
import { rawChance } from "./linear.ts";
import type { ChurnModel } from "./model.ts";
import { binOf } from "../reliability.ts";

export type ChurnScore = {
  /** Chance of NO purchase within the model's horizon. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly tier: ChurnModel["tier"];
};

/**
 * The churn risk of one customer, with how sure it is: the interval that Wilson's method gives the share of customers with
 * such a score who did not come back, in the window the model was tried on, moved by what the score differs from the mean
 * of its bin. It is wide where few were tried, and reaches to where outcomes were where the model was off.
 *
 * @param features of `featuresOf`, with the purchase model of the same fit
 */
export function churnOf(model: ChurnModel, features: ArrayLike<number>): ChurnScore {
  const chance = model.linear === null ? model.baseRate : calibrated(model.calibration, rawChance(model.linear, features));
  const value = 1 - chance;
  const bin = binOf(model.reliability, value);
  const interval = bin === undefined ? null : wilson(Math.round(bin.observed * bin.n), bin.n);
  if (bin === undefined || interval === null) return { value, low: 0, high: 1, tier: model.tier };
  const moved = value - bin.predicted;
  return { value, low: Math.max(0, Math.min(value, interval.low + moved)), high: Math.min(1, Math.max(value, interval.high + moved)), tier: model.tier };
}
