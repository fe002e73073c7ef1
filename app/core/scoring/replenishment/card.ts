/** What is said of the model of rebuying. */
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { reliabilityOf } from "../reliability.ts";
import { auc, brier, mean } from "../metrics.ts";
import type { Metric, ModelCard } from "../model-card.ts";
import { percent } from "../words.ts";
import { chanceWithin, REBUY_FEATURES } from "./features.ts";
import { MAX_SPREAD } from "./model.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { ENOUGH_TO_STACK } from "./stack.ts";
import type { Rows } from "./stack.ts";

type CardInput = {
  readonly model: RebuyModel;
  readonly products: ReadonlyMap<string, ProductTiming>;
  readonly size: ModelCard["size"];
  readonly from: Instant;
  /** Pairs of the last cut, with a model that saw only what was over by then. */
  readonly holdout: { readonly from: Instant; readonly model: RebuyModel; readonly rows: Rows } | null;
};

/** Half of a normal distribution lies within so many standard deviations of its mean. */
const QUARTILE = 0.674;
const SINCE = REBUY_FEATURES.indexOf("days since it was bought");

export function cardOf({ model, products, size, from, holdout }: CardInput): ModelCard {
  const predictable = [...products.values()].filter((timing) => timing.predictable).length;
  return {
    model: "replenishment",
    title: "What is bought again, and when",
    tier: model.stack === null ? "rfm" : "full",
    window: { from, until: model.asOf },
    size,
    parameters: {
      quantityExponent: model.quantityExponent, meanLogDays: model.gaps.mean, varianceWithin: model.gaps.within, varianceCustomers: model.gaps.customers, varianceProducts: model.gaps.products,
      rateShape: model.rate.shape, ratePerDay: model.rate.perDay, repeatShare: model.repeatShare, predictableProducts: predictable,
    },
    holdout: holdout && holdout.rows.labels.length > 0 ? measured(holdout) : null,
    reliance: relianceOf(model, products.size, predictable, size["boughtAgain"] ?? 0),
  };
}

function measured({ from, model, rows: { features, labels } }: NonNullable<CardInput["holdout"]>): ModelCard["holdout"] {
  const chances = Float64Array.from(features, (row) => chanceWithin(row, model));
  const base = mean(labels);
  const mixed = base > 0 && base < 1;
  const metrics: Metric[] = [{ name: "Brier score", ours: brier(chances, labels), naive: base * (1 - base), naiveRule: "the same chance for every product", better: "lower" }];
  if (mixed) metrics.unshift({ name: "AUC", ours: auc(chances, labels), naive: auc(features.map((row) => -(row[SINCE] as number)), labels), naiveRule: "what was bought last comes first", better: "higher" });
  return { from, until: from + model.horizonDays * DAY, n: labels.length, metrics, calibration: reliabilityOf(chances, labels) };
}

function relianceOf(model: RebuyModel, products: number, predictable: number, again: number): string {
  const chances = model.stack === null
    ? `Chances are rough: they rest on how often each product is bought, until ${ENOUGH_TO_STACK} purchases of a product already owned have come within ${model.horizonDays} days of a month learnt from (so far ${again}).`
    : `Chances within ${model.horizonDays} days may be relied on for what to offer first.`;
  if (predictable > 0) return `${chances} Dates are named for ${predictable} of ${products} products, whose days between purchases hold steady; the others get chances by week.`;
  const half = Math.exp(QUARTILE * Math.sqrt(model.gaps.within));
  return `${chances} No dates are named: half of all repeat purchases come earlier than ${percent(1 / half)} or later than ${percent(half)} of the expected days, and a date is named only where they hold within ${percent(Math.exp(-QUARTILE * MAX_SPREAD))} to ${percent(Math.exp(QUARTILE * MAX_SPREAD))}.`;
}
