/** The figures Afterglow keeps of a customer, and what it can say about each of them. */
import type { Instant } from "../shared/instant.ts";

/**
 * What a score's number rests on: the shop's base rate only; recency, frequency and money; everything that is known. `rule`: no model
 * of the shop's own data, a rule that is the same for every shop.
 */
export type Tier = "base" | "rfm" | "full" | "rule";

/** One score as a customer carries it. `at`: the moment it is as of; conditions and decisions read it with that. */
export type Score = { readonly value: number | string; readonly at: Instant; readonly tier?: Tier };

/** Every score there is: its type, and the merchant's words for it in conditions. */
export const SCORES = {
  churn: { kind: "number", words: "chance that nothing more is bought within 90 days, from 0 to 1" },
  expected_orders: { kind: "number", words: "orders to be expected within 90 days" },
  expected_spend: { kind: "number", words: "money to be expected within 90 days, in the smallest unit of the shop's currency" },
  lifetime_value: { kind: "number", words: "what the customer is still worth, in the smallest unit of the shop's currency" },
  next_order_days: { kind: "number", words: "days until the next order, where a rhythm shows" },
  advocacy: { kind: "number", words: "readiness to recommend, from 0 to 1" },
  upsell: { kind: "number", words: "readiness to buy more, from 0 to 1" },
  price_sensitivity: { kind: "number", words: "how much price decides, from 0 to 1" },
  engagement: { kind: "number", words: "how much the customer answers, from 0 to 1" },
  stage: { kind: "text", words: "where the customer stands: new, active, at_risk, lapsed or back" },
  segment: { kind: "text", words: "the segment by recency, frequency and money" },
  group: { kind: "number", words: "the group of customers alike, by number" },
} as const satisfies Record<string, { readonly kind: "number" | "text"; readonly words: string }>;

export type ScoreName = keyof typeof SCORES;
export const SCORE_NAMES = Object.keys(SCORES) as ScoreName[];

export type Scores = Readonly<Partial<Record<ScoreName, Score>>>;

/** One thing that moved a score, for the merchant: "Last order 140 days ago; customers like this usually order every 45 days." */
export type Reason = {
  /** A name that stays: "recency". */
  readonly key: string;
  readonly words: string;
  /** How far it moved the score, in the score's own units where there is a model (log-odds for chances); its sign: up or down. */
  readonly effect: number;
};

/** A score with what there is to say about it. */
export type Explained = {
  readonly name: ScoreName;
  readonly value: number | string;
  /** The interval that 95 % of such estimates hold the truth in; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly tier: Tier;
  /** The strongest first, at most three. */
  readonly reasons: readonly Reason[];
  /** How sure it is, in one plain sentence. */
  readonly sure: string;
};
