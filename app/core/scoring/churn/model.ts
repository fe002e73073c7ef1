/** What churn training leaves behind: plain JSON of a few kB, from which a score is worked out in a microsecond. */
import type { CalibrationBin } from "../model-card.ts";
import type { Tier } from "../score.ts";

/** One rung of the map from the model's own chance to the calibrated one; between rungs it runs straight. */
export type Rung = readonly [raw: number, calibrated: number];

export type Linear = {
  /** Keys of FEATURES, in the order of the other lists: a model outlives a list of features that grows. */
  readonly keys: readonly string[];
  readonly means: readonly number[];
  /** Standard deviations in training; 0 where the feature never varied, and then it says nothing. */
  readonly scales: readonly number[];
  /** Log-odds of a purchase per standard deviation. */
  readonly weights: readonly number[];
  readonly intercept: number;
};

export type ChurnModel = {
  readonly tier: Exclude<Tier, "rule">;
  readonly horizonDays: number;
  /** Share of customers who bought within the horizon, Laplace's rule: never exactly 0 or 1. */
  readonly baseRate: number;
  /** Null on the tier "base". */
  readonly linear: Linear | null;
  /** Ascending; chance of a purchase in, chance of a purchase out. */
  readonly calibration: readonly Rung[];
  /** At most ten bins of equal size of the chances of NO purchase, on rows that the tier had not learnt from when it was tried. */
  readonly reliability: readonly CalibrationBin[];
};
