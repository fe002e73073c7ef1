/** Scores in a merchant's words. */
import { SEGMENTS } from "../../core/scoring/people/segment-names.ts";
import { STAGES } from "../../core/scoring/people/stage.ts";
import type { Explained, ScoreName } from "../../core/scoring/score.ts";
import { formatMoney } from "../../core/shared/money.ts";

export const SCORE_LABELS: Readonly<Record<ScoreName, string>> = {
  churn: "Will not come back", expected_orders: "Orders to come", expected_spend: "Money to come", lifetime_value: "Still worth", next_order_days: "Next order",
  advocacy: "Would recommend", upsell: "Would buy more", price_sensitivity: "Goes by price", engagement: "Answers", stage: "Stage", segment: "Segment", group: "Group",
};

/** Those a merchant asks for first; the others are behind a fold. */
export const FIRST: readonly ScoreName[] = ["churn", "expected_orders", "expected_spend", "lifetime_value", "next_order_days", "stage", "segment"];

export const STAGE_WORDS: Readonly<Record<string, string>> = { new: "New", active: "Active", at_risk: "At risk", lapsed: "Lapsed", back: "Back again" };

/** The segment's name, for lists; an unknown one as it is. */
export function segmentWords(segment: string): string {
  return segment in SEGMENTS ? SEGMENTS[segment as keyof typeof SEGMENTS].name : segment;
}

/** Chances as people count, amounts as about how much, readiness as little or much. */
export function scoreWords({ name, value }: Pick<Explained, "name" | "value">, currency: string, horizonDays: number): string {
  if (typeof value === "string") return textWords(name, value);
  switch (name) {
    case "churn":
      return `${outOf100(value)} in 100 such customers will not order again within ${horizonDays} days`;
    case "expected_orders":
      if (value < 0.05) return `hardly any within ${horizonDays} days`;
      return value < 0.95 ? `about ${Math.round(value * 100)} from 100 such customers within ${horizonDays} days` : `about ${Number(value.toPrecision(2))} within ${horizonDays} days`;
    case "expected_spend":
      return `about ${whole(value, currency)} within ${horizonDays} days`;
    case "lifetime_value":
      return `about ${whole(value, currency)} within a year`;
    case "next_order_days":
      return value <= 1 ? "due by now" : `in about ${Math.round(value)} days`;
    case "group":
      return `group ${value}`;
    default:
      return `${value < 1 / 3 ? "little" : value < 2 / 3 ? "some" : "much"} (${outOf100(value)} of 100)`;
  }
}

function textWords(name: ScoreName, value: string): string {
  if (name === "segment" && value in SEGMENTS) return `${segmentWords(value)}: ${SEGMENTS[value as keyof typeof SEGMENTS].words}`;
  if (name === "stage" && value in STAGES) return `${STAGE_WORDS[value] ?? value}: ${STAGES[value as keyof typeof STAGES]}`;
  return value;
}

/** Never 0 or 100: no model is that sure. */
function outOf100(chance: number): string {
  if (chance < 0.01) return "fewer than 1";
  return chance > 0.99 ? "more than 99" : String(Math.round(chance * 100));
}

/** Rounded to what an estimate can say: two figures. */
function whole(amount: number, currency: string): string {
  const rounded = amount === 0 ? 0 : Number(amount.toPrecision(2));
  return formatMoney({ amount: Math.round(rounded), currency }, "en").replace(/[.,]0+$/, "");
}
