/** What the stacked model looks at in a customer and a product they have. */
import { logistic, logit } from "../numeric/logistic.ts";
import { chanceByRate } from "./rate-model.ts";
import { logLonger, nextGap } from "./gap-model.ts";
import type { BuyerFigures, PairHistory } from "./history.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { stackedChance } from "./stack.ts";

/** Names of the numbers `rebuyFeatures` gives, in their order. */
export const REBUY_FEATURES = [
  "chance by the steady rate", "chance by the gaps", "product's share of repeat buyers", "customer's own rate", "days since it was bought", "how overdue it is",
  "times bought", "bought once", "share of the customer's orders with it", "units bought last", "days since the last order", "customer's orders", "customer's orders lately", "orders per day",
  "different products", "share of repeats among the customer's purchases", "sold lately", "sold lately against before", "buyers", "in the last order", "orders since it was bought", "product's rate",
] as const;

/** Chances nearer to 0 or 1 tell the stacked model nothing more. */
const EDGE = 1e-5;

/** What the gap and rate models say alone: also what is used where there is too little to stack them. */
export function chanceByModels(history: PairHistory, timing: ProductTiming, model: RebuyModel, days: number): { readonly byRate: number; readonly byGaps: number } {
  const byRate = chanceByRate(model.rate.shape, timing.perDay, history.occasions - 1, history.knownDays, days);
  const gap = nextGap(history, timing, model);
  const longer = logLonger(gap, history.sinceDays);
  // Only a share of those who bought once ever come back for it: Bayes' rule over "never again" and the gap's tail.
  const again = history.gaps > 0 ? (history.gaps + 1) / (history.gaps + 2) : repeatShareOf(timing, model);
  const waiting = again * Math.exp(longer);
  const ended = again * (Math.exp(longer) - Math.exp(logLonger(gap, history.sinceDays + days)));
  return { byRate, byGaps: ended / (1 - again + waiting) };
}

/** Ten buyers' worth of the shop's share beside the product's own. */
export function repeatShareOf(timing: ProductTiming, model: RebuyModel): number {
  return (timing.repeatBuyers + 10 * model.repeatShare) / (timing.buyers + 10);
}

/** Finite for every history. @returns as long as REBUY_FEATURES */
export function rebuyFeatures(history: PairHistory, buyer: BuyerFigures, timing: ProductTiming, model: RebuyModel): Float64Array {
  const { byRate, byGaps } = chanceByModels(history, timing, model, model.horizonDays);
  const { mean, sd } = nextGap(history, timing, model);
  const since = Math.log1p(history.sinceDays);
  const [last30, last90] = timing.lately;
  const perDay = (buyer.days + 0.5) / (buyer.knownDays + 30);
  return Float64Array.of(
    logit(byRate, EDGE),
    logit(byGaps, EDGE),
    logit(repeatShareOf(timing, model), EDGE),
    Math.log((history.occasions - 0.5) / (history.knownDays + 30)),
    since,
    Math.min(Math.max((since - mean) / sd, -5), 5),
    Math.log(history.occasions),
    history.occasions === 1 ? 1 : 0,
    Math.log(history.occasions / (history.knownDays * perDay + 1)),
    history.logUnits,
    Math.log1p(buyer.sinceDays),
    Math.log(buyer.days + 1),
    Math.log1p(buyer.lately),
    Math.log(perDay),
    Math.log(buyer.products + 1),
    Math.log((buyer.occasions - buyer.products + 1) / (buyer.products + 10)),
    Math.log1p(last30),
    Math.log((last30 + 1) / (last90 / 3 + 1)),
    Math.log1p(timing.buyers),
    history.sinceDays <= buyer.sinceDays ? 1 : 0,
    Math.log1p(history.sinceDays * perDay),
    Math.log(timing.perDay),
  );
}

/** Chance that it is bought within the model's horizon: by the stacked model, without one by the steady rate. */
export function chanceWithin(features: Float64Array, model: RebuyModel): number {
  return model.stack === null ? logistic(features[0] as number) : stackedChance(model.stack, features);
}
