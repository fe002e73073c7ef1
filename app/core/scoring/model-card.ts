/** What is said of a model: what it was made of, how well it did on customers it had not seen, and what a shop may rely on. */
import type { Instant } from "../shared/instant.ts";
import type { Gap } from "./metric-gap.ts";
import type { Tier } from "./score.ts";

const MODEL_NAMES = ["churn", "purchases", "spend", "replenishment", "affinity", "segments", "groups", "readiness"] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** One row of a calibration table: of `n` predictions between `from` and `until`, what was predicted and what came. */
export type CalibrationBin = { readonly from: number; readonly until: number; readonly n: number; readonly predicted: number; readonly observed: number };

/** A figure on a window the model had not seen, beside that of a naive rule on the same window. */
export type Metric = {
  readonly name: string;
  readonly ours: number;
  readonly naive: number | null;
  /** The rule, for the merchant: "the same chance for everyone". */
  readonly naiveRule: string;
  readonly better: "higher" | "lower";
  /** How far ours is ahead; left out by earlier learnings, null or left out where it cannot be told how much of it is luck. */
  readonly gap?: Gap | null;
};

export type ModelCard = {
  readonly model: ModelName;
  readonly title: string;
  readonly tier: Tier;
  /** What it was made from. */
  readonly window: { readonly from: Instant; readonly until: Instant };
  readonly size: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** The last window, which the model did not see when this was measured; null where there was none to spare. */
  readonly holdout: { readonly from: Instant; readonly until: Instant; readonly n: number; readonly metrics: readonly Metric[]; readonly calibration: readonly CalibrationBin[] } | null;
  /** What the shop may rely on, and from when it may rely on more: plain sentences. */
  readonly reliance: string;
};
