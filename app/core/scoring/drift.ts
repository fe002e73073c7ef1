/** How far a shop's customers have moved since its models were learnt: what says whether they still fit. */
import type { Instant } from "../shared/instant.ts";
import type { Scores } from "./score.ts";

/** Customers by their churn score, in ten equal steps from 0 to 1, with sums for the means. */
export type ScoreTally = {
  readonly customers: number;
  readonly churn: readonly number[];
  readonly churnSum: number;
  readonly ordersSum: number;
};

/** `then`: the first scoring after the fit as of `fit`; `latest`: the newest, under way or done. */
export type Drift = { readonly fit: Instant; readonly then: ScoreTally | null; readonly latest: ScoreTally };

const STEPS = 10;
export const NO_TALLY: ScoreTally = { customers: 0, churn: Array.from({ length: STEPS }, () => 0), churnSum: 0, ordersSum: 0 };

/** The tally with these customers' scores in it; who has no churn score is not counted. */
export function withTallied(tally: ScoreTally, scored: readonly Scores[]): ScoreTally {
  const churn = [...tally.churn];
  let { customers, churnSum, ordersSum } = tally;
  for (const scores of scored) {
    const chance = scores.churn?.value;
    if (typeof chance !== "number") continue;
    const orders = scores.expected_orders?.value;
    const step = Math.min(STEPS - 1, Math.floor(chance * STEPS));
    churn[step] = (churn[step] as number) + 1;
    customers++;
    churnSum += chance;
    ordersSum += typeof orders === "number" ? orders : 0;
  }
  return { customers, churn, churnSum, ordersSum };
}

/**
 * The population stability index Σ (p − q) ln(p / q) over the ten steps of the churn score (Lewis, An Introduction to
 * Credit Scoring, 1994; Siddiqi, Credit Risk Scorecards, 2006, ch. 9: below 0.1 little has changed, above 0.25 much). Half a
 * customer is added to each step, so that an empty one is no infinity.
 *
 * @returns null where either tally is empty
 */
export function stabilityIndex(then: ScoreTally, latest: ScoreTally): number | null {
  if (then.customers === 0 || latest.customers === 0) return null;
  let index = 0;
  for (let step = 0; step < STEPS; step++) {
    const p = ((then.churn[step] ?? 0) + 0.5) / (then.customers + STEPS / 2);
    const q = ((latest.churn[step] ?? 0) + 0.5) / (latest.customers + STEPS / 2);
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

/**
 * What the index comes to where nothing changed, in 95 of 100 cases: (1/n + 1/m) times the 95th percentile of χ² with nine
 * degrees of freedom (Yurdakul & Naranjo, Statistical properties of the population stability index, J. Risk Model
 * Validation 14, 2020). In a small shop it is far above the customary 0.1.
 */
export function chanceIndex(then: ScoreTally, latest: ScoreTally): number {
  const CHI2_9_95 = 16.919;
  return CHI2_9_95 * (1 / Math.max(1, then.customers) + 1 / Math.max(1, latest.customers));
}

export type DriftSaid = {
  readonly index: number | null;
  readonly level: "none" | "some" | "much" | "unknown";
  /** Mean churn score now and at the first scoring after the fit, from 0 to 1. */
  readonly meanChurn: number | null;
  readonly meanChurnThen: number | null;
  /** For the merchant, one sentence. */
  readonly words: string;
};

/** What to say of a shop's drift. */
export function sayDrift({ then, latest }: Drift): DriftSaid {
  const mean = (tally: ScoreTally | null): number | null => (tally && tally.customers > 0 ? tally.churnSum / tally.customers : null);
  const index = then && stabilityIndex(then, latest);
  const figures = { index, meanChurn: mean(latest), meanChurnThen: mean(then) };
  if (then === null || index === null) return { ...figures, level: "unknown", words: "There is nothing to compare yet: customers were scored only once since the last learning." };
  const byChance = chanceIndex(then, latest);
  if (index <= Math.max(0.1, byChance)) return { ...figures, level: "none", words: "Your customers are much as they were when this was learnt." };
  if (index <= Math.max(0.25, 2 * byChance)) return { ...figures, level: "some", words: "Your customers have changed somewhat since this was learnt; the next learning takes it up." };
  return { ...figures, level: "much", words: "Your customers have changed a lot since this was learnt: rely on the order of customers more than on the figures until the next learning." };
}
