/** Figures of a model card in a merchant's words. */
import type { Metric, ModelCard, ModelName } from "../../core/scoring/model-card.ts";
import type { Tier } from "../../core/scoring/score.ts";
import { formatMoney } from "../../core/shared/money.ts";
import type { StatusWord } from "../words/status-words.ts";

export const TIER_WORDS: Readonly<Record<Tier, StatusWord>> = {
  full: { words: "From all that is known", tone: "success", meaning: "Learnt from your own past: orders, and what customers open, visit and ask." },
  rfm: { words: "From orders alone", tone: "info", meaning: "Learnt from your own past: when, how often and for how much customers ordered." },
  base: { words: "Your shop's average", tone: "attention", meaning: "There is too little to tell customers apart yet, so everybody gets the average of your shop." },
  rule: { words: "A rule", tone: undefined, meaning: "Not learnt: the same rule for every shop." },
};

/** Named as on a customer's page. */
export const MODEL_LABELS: Readonly<Record<ModelName, string>> = {
  churn: "Will not come back",
  purchases: "Orders to come",
  spend: "Money to come",
  replenishment: "Likely to buy again",
  affinity: "To offer next",
  segments: "Segment",
  groups: "Customers alike",
  readiness: "Readiness",
};

/** What each is good for. */
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

type Words = {
  readonly words: string;
  readonly meaning: string;
  /** pairs: of 100 pairs; share: in percent; money: in the smallest unit of the shop's currency. */
  readonly as?: "pairs" | "share" | "money" | "orders";
  /** For those who know the measure; behind a fold. */
  readonly technical?: true;
};

const METRICS: readonly (readonly [RegExp, Words])[] = [
  [/smallest unit/i, { words: "Off by, for the mean order of a customer", meaning: "", as: "money" }],
  [/auc/i, { words: "Picks the right one of two", meaning: "Of two, one of whom bought again, how often the score had put that one first. Tossing a coin gets 50 of 100.", as: "pairs" }],
  [/brier/i, { words: "How far chances are from what came", meaning: "The mean squared difference (Brier score): 0 is never wrong.", technical: true }],
  [/log.?loss|log.?likelihood/i, { words: "How surprised it was", meaning: "The mean negative log-likelihood: sure and wrong costs most.", technical: true }],
  [/new products bought/i, { words: "New purchases that were among its ten offers", meaning: "Of all products that were bought for the first time.", as: "share" }],
  [/next basket/i, { words: "Of the next basket, was among the ten it expected", meaning: "", as: "share" }],
  [/one customer's orders/i, { words: "Off by, for one customer", meaning: "The mean difference between the orders it expected of a customer and those that came.", as: "orders" }],
  [/all orders/i, { words: "Off by, for all customers together", meaning: "How far the sum it expected was from all orders that came.", as: "share" }],
  [/recall/i, { words: "Share of what was bought that it had named", meaning: "Recall: of all that was bought next, how much stood among the products named.", as: "share" }],
  [/ndcg/i, { words: "How high up it had named it", meaning: "NDCG: the same, counting for more what stood further up.", technical: true }],
  [/hit|phr/i, { words: "Customers for whom it named at least one", meaning: "Hit rate: the share of customers who bought something that was named.", as: "share" }],
  [/^mae$|mean absolute/i, { words: "Off by, on average", meaning: "The mean absolute error." }],
  [/rmse|root mean/i, { words: "Off by, large misses counting more", meaning: "The root of the mean squared error.", technical: true }],
  [/silhouette/i, { words: "How well groups stand apart", meaning: "Silhouette: 1 is perfectly apart, 0 is none.", technical: true }],
];

/** @returns the measure's own name where it has no words of ours */
export function metricWords({ name }: Pick<Metric, "name">): Words {
  return METRICS.find(([pattern]) => pattern.test(name))?.[1] ?? { words: name, meaning: "", technical: true };
}

/** A figure of the measure with its unit: "76 of 100 pairs", "12 %", "£3.10". @param bare without the words of the unit */
export function metricFigure({ name }: Pick<Metric, "name">, value: number, currency: string, bare = false): string {
  const { as } = metricWords({ name });
  if (as === "money") return formatMoney({ amount: Math.round(value), currency }, "en");
  if (as === "pairs") return bare ? hundredths(value) : `${hundredths(value)} of 100 pairs`;
  if (as === "share") return `${hundredths(value)} %`;
  if (as === "orders") return `${Number(value.toPrecision(2))}${bare ? "" : " orders"}`;
  return figureWords(value);
}

/** Of 100: whole ones, with a decimal where there are few. */
function hundredths(value: number): string {
  const share = value * 100;
  return String(Number(share.toFixed(Math.abs(share) < 10 ? 1 : 0)));
}

/** What is said first of a score that was tried: how well it did, in half a sentence. */
export function headline(model: ModelName, metric: Metric, currency: string): string {
  const figure = metricFigure(metric, metric.ours, currency, true);
  switch (metricWords(metric).as) {
    case "pairs":
      return `picks the right one of two ${model === "replenishment" ? "products" : "customers"} in ${figure} of 100 cases`;
    case "money":
      return `off by ${figure} for a customer’s mean order`;
    case "orders":
      return `off by ${figure} orders for one customer`;
    case "share":
      return model === "affinity" ? `${figure} of what was bought stood among ten products named` : `${metricWords(metric).words.toLowerCase()}: ${figure}`;
    default:
      return `${metricWords(metric).words}: ${figure}`;
  }
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

/** "9 groups", where that is all there is to tell. */
export function groupCount({ parameters }: Pick<ModelCard, "parameters">): string {
  const groups = parameters["groups"] ?? 0;
  return `${groups} ${groups === 1 ? "group" : "groups"}`;
}
