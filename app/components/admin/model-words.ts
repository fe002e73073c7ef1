/** Figures of a model card in a merchant's words. */
import type { Metric, ModelName } from "../../core/scoring/model-card.ts";
import type { Tier } from "../../core/scoring/score.ts";
import type { StatusWord } from "../words/status-words.ts";

export const TIER_WORDS: Readonly<Record<Tier, StatusWord>> = {
  full: { words: "From all that is known", tone: "success", meaning: "Learnt from your own past: orders, and what customers open, visit and ask." },
  rfm: { words: "From orders alone", tone: "info", meaning: "Learnt from your own past: when, how often and for how much customers ordered." },
  base: { words: "Your shop's average", tone: "attention", meaning: "There is too little to tell customers apart yet, so everybody gets the average of your shop." },
  rule: { words: "A rule", tone: undefined, meaning: "Not learnt: the same rule for every shop." },
};

/** What the page is about, before any model's own title: what each is good for. */
export const USED_FOR: Readonly<Record<ModelName, string>> = {
  churn: "Win-back waits for this, and conditions read it as the chance that nothing more is bought.",
  purchases: "How many orders may be expected of each customer.",
  spend: "How much a customer's next orders come to, and what they are still worth.",
  replenishment: "When a customer may run out: buy-again reminders go by it.",
  affinity: "What to offer next, and what they will buy again.",
  segments: "Champions, loyal, at risk: the names in the list of customers.",
  groups: "Customers who are alike, found by the figures themselves.",
  readiness: "Who may be asked to recommend, to buy more, and by which channel.",
};

/** There is no public outcome to hold readiness against. */
export const SIMULATED_ONLY = "Tested on simulated customers only: no public data shows whether customers who stand high here really do so. Take it as an order of whom to ask first.";

type Words = { readonly words: string; readonly meaning: string; /** In the smallest unit of the shop's currency. */ readonly money?: true };

const METRICS: readonly (readonly [RegExp, Words])[] = [
  [/smallest unit/i, { words: "Off by, for the mean order of a customer", meaning: "", money: true }],
  [/auc/i, { words: "Puts customers in the right order", meaning: "Of two customers of whom one came back, how often the model had put that one first: 0.5 is tossing a coin, 1 is always." }],
  [/brier/i, { words: "How far chances are from what came", meaning: "The mean squared difference (Brier score): 0 is never wrong." }],
  [/log.?loss|log.?likelihood/i, { words: "How surprised it was", meaning: "The mean negative log-likelihood: sure and wrong costs most." }],
  [/recall/i, { words: "Share of what was bought that it had named", meaning: "Recall: of all that was bought next, how much stood among the products named." }],
  [/ndcg/i, { words: "How high up it had named it", meaning: "NDCG: the same, counting for more what stood further up." }],
  [/hit|phr/i, { words: "Customers for whom it named at least one", meaning: "Hit rate: the share of customers who bought something that was named." }],
  [/^mae$|mean absolute/i, { words: "Off by, on average", meaning: "The mean absolute error." }],
  [/rmse|root mean/i, { words: "Off by, large misses counting more", meaning: "The root of the mean squared error." }],
  [/silhouette/i, { words: "How well groups stand apart", meaning: "Silhouette: 1 is perfectly apart, 0 is none." }],
];

/** @returns the measure's own name where it has no words of ours */
export function metricWords({ name }: Pick<Metric, "name">): Words {
  return METRICS.find(([pattern]) => pattern.test(name))?.[1] ?? { words: name, meaning: "" };
}

/** Three figures that count; thousands as whole numbers with commas. */
export function figureWords(value: number): string {
  if (Math.abs(value) >= 1000) return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return String(Number(value.toPrecision(3)));
}

/** "meanLogDays" as "mean log days". */
export function keyWords(key: string): string {
  return key.replaceAll(/([a-z])([A-Z0-9])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
}

/** Whether the model did better than the rule; null where there is none to compare. */
export function isBetter({ ours, naive, better }: Metric): boolean | null {
  if (naive === null || ours === naive) return null;
  return ours > naive === (better === "higher");
}
