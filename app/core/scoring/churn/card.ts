import type { Metric, ModelCard } from "../model-card.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { aucGap, lossGap } from "../metric-gap.ts";
import type { Gap } from "../metric-gap.ts";
import { auc, brier, logLoss, sumOf } from "../metrics.ts";
import { percent } from "../words.ts";
import { RIDGE } from "./learn.ts";
import type { ChurnModel } from "./model.ts";
import type { Rows } from "./rows.ts";
import type { ChurnSample } from "./sample.ts";
import type { Trial } from "./tiers.ts";

/** What is said of a churn model. @param trial on the window held out; null where there was none */
export function churnCard(sample: ChurnSample, model: ChurnModel, trial: Trial | null, all: Rows): ModelCard {
  const last = sample.cuts.at(-1) as Instant;
  const end = last + sample.horizonDays * DAY;
  return {
    model: "churn",
    title: "Churn risk",
    tier: model.tier,
    window: { from: sample.cuts[0] as Instant, until: end },
    size: { customers: sample.customers, windows: sample.cuts.length, rows: all.rows, bought: sumOf(all.labels) },
    parameters: { horizonDays: model.horizonDays, baseRate: model.baseRate, ...parametersOf(model) },
    holdout: trial && { from: last, until: end, n: trial.labels.length, metrics: metricsOf(trial), calibration: model.reliability },
    reliance: relianceOf(model, trial),
  };
}

function parametersOf({ linear }: ChurnModel): Record<string, number> {
  if (linear === null) return {};
  return { ridge: RIDGE, intercept: linear.intercept, ...Object.fromEntries(linear.keys.map((key, index) => [key, linear.weights[index] as number])) };
}

const RULES = { base: "the same chance for everyone", rfm: "recency, frequency and money alone" } as const;

const MEASURES = [["AUC", auc, "higher", aucGap], ["Brier", brier, "lower", gapBy(brier)], ["log-loss", logLoss, "lower", gapBy(logLoss)]] as const;

/** Of a measure that is a mean over cases. */
function gapBy(measure: typeof brier) {
  const lossesOf = (chances: Float64Array, labels: Uint8Array): Float64Array => chances.map((chance, index) => measure([chance], [labels[index] as number]));
  return (ours: Float64Array, naive: Float64Array, labels: Uint8Array): Gap | null => lossGap(lossesOf(ours, labels), lossesOf(naive, labels));
}

/** Of the chance of a purchase; those of its opposite are the same. A figure that the window does not define (AUC where all or nobody bought) is left out. */
function metricsOf({ kept, tried, labels }: Trial): Metric[] {
  const metrics: Metric[] = [];
  for (const rule of ["base", "rfm"] as const) {
    const naive = tried.find(({ tier }) => tier === rule);
    if (naive === undefined || (naive === kept && rule !== "base")) continue;
    for (const [name, measure, better, gapIn] of MEASURES) {
      const ours = measure(kept.predicted, labels);
      if (Number.isFinite(ours)) metrics.push({ name, ours, naive: measure(naive.predicted, labels), naiveRule: RULES[rule], better, gap: gapIn(kept.predicted, naive.predicted, labels) });
    }
  }
  return metrics;
}

function relianceOf(model: ChurnModel, trial: Trial | null): string {
  const share = percent(1 - model.baseRate);
  const days = model.horizonDays === 1 ? "1 day" : `${model.horizonDays} days`;
  if (model.tier === "base") return `Not enough yet to tell customers apart: every customer gets the share of all who bought nothing within ${days}, ${share}. Do not choose customers by it.`;
  const tried = trial === null ? "It was tried on other customers of the same weeks, not yet on later ones, so take its level with care until the shop has a second window." : `It was tried on ${trial.labels.length} customers over ${days} that it had not seen.`;
  const order = model.tier === "rfm" ? "It looks at recency, frequency and money only; more customers are needed before what they do between orders can count." : "It looks at everything that is known of a customer.";
  return `${tried} ${order} Rely on the order of customers, and on the share over many; a single customer may always differ.`;
}
