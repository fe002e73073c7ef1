import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { MIN_OWN_GAPS, MIN_PRODUCT_GAPS } from "../run-out.ts";
import { percent } from "../words.ts";
import { chanceWithin, rebuyFeatures, repeatShareOf } from "./features.ts";
import { logLonger, medianAfter, nextGap, timingOrShop } from "./gap-model.ts";
import type { NextGap } from "./gap-model.ts";
import { buyerFigures, historyOf } from "./history.ts";
import type { PairHistory } from "./history.ts";
import { MAX_SPREAD } from "./model.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { rateHazard } from "./rate-model.ts";

/** Whose purchases an expectation mostly rests on. */
export type RebuyEvidence = "customer" | "product" | "shop";

export type Rebuy = {
  readonly productRef: string;
  /** Chance that it is bought again within the model's horizon (30 days). */
  readonly within30: number;
  /** Chance that the next purchase of it falls in this week, for the next eight: their sum is at most 1. */
  readonly byWeek: readonly number[];
  /** When it is bought, if it is bought again; null where timing cannot be told. Never before tomorrow. */
  readonly expectedAt: Instant | null;
  readonly evidence: RebuyEvidence;
  /** One plain sentence. */
  readonly words: string;
};

const WEEKS = 8;

/**
 * What of the products a customer has will be bought again, the likeliest first; by whole days, so that it holds still
 * within a day. Purchases dated after `now` or without a sensible quantity are left out.
 *
 * @param timing null for a product nothing is known of
 */
export function rebuysOf(bought: Profile["bought"], model: RebuyModel, timing: (productRef: string) => ProductTiming | null, now: Instant): Rebuy[] {
  const buyer = buyerFigures(bought, now);
  const rebuys: Rebuy[] = [];
  for (const [productRef, times] of Object.entries(bought)) {
    const history = historyOf(times, now);
    if (!history) continue;
    const known = timingOrShop(timing(productRef), model);
    const chance = chanceWithin(rebuyFeatures(history, buyer, known, model), model);
    const gap = nextGap(history, known, model);
    const dated = known.predictable && gap.sd <= MAX_SPREAD;
    const atDays = dated ? medianAfter(gap, history.sinceDays) : null;
    const weeks = byWeek(chance, history, gap, known, model, dated);
    const expectedAt = atDays === null ? null : Math.max(now + DAY, history.lastAt + Math.round(atDays * DAY));
    rebuys.push({
      productRef,
      within30: chance,
      byWeek: weeks,
      expectedAt,
      evidence: history.gaps >= MIN_OWN_GAPS ? "customer" : known.gaps >= MIN_PRODUCT_GAPS ? "product" : "shop",
      words: wordsOf(chance, weeks, history, gap, model, expectedAt === null ? null : Math.round((expectedAt - now) / DAY)),
    });
  }
  return rebuys.sort((a, b) => b.within30 - a.within30 || (a.productRef < b.productRef ? -1 : 1));
}

/**
 * The chance within the horizon, spread over weeks as the gap model has it where timing can be told, else as the steady
 * rate has it. Both are hazards added up; where the chance is smaller than the model's, its hazard is scaled down, where it
 * is larger, a constant hazard comes on top: scaling up would make a certainty of what is only due later.
 */
function byWeek(chance: number, history: PairHistory, gap: NextGap, timing: ProductTiming, model: RebuyModel, dated: boolean): number[] {
  const { horizonDays, rate } = model;
  const hazard = dated ? gapHazard(gap, history, repeatShareOf(timing, model)) : (days: number) => rateHazard(rate.shape, timing.perDay, history.occasions - 1, history.knownDays, days);
  const wanted = -Math.log1p(-Math.min(chance, 1 - 1e-12));
  const within = hazard(horizonDays);
  const scale = within > wanted ? wanted / within : 1;
  const extra = within > wanted ? 0 : (wanted - within) / horizonDays;
  const survival = Array.from({ length: WEEKS + 1 }, (_, week) => Math.exp(-(scale * hazard(7 * week) + extra * 7 * week)));
  return Array.from({ length: WEEKS }, (_, week) => Math.max(0, (survival[week] as number) - (survival[week + 1] as number)));
}

/** Hazard added up from now on, of those who come back for it at all. */
function gapHazard(gap: NextGap, history: PairHistory, repeatShare: number): (days: number) => number {
  const again = history.gaps > 0 ? (history.gaps + 1) / (history.gaps + 2) : repeatShare;
  const still = (days: number): number => 1 - again + again * Math.exp(logLonger(gap, history.sinceDays + days));
  return (days) => Math.log(still(0)) - Math.log(still(days));
}

function wordsOf(chance: number, weeks: readonly number[], history: PairHistory, gap: NextGap, { horizonDays }: RebuyModel, inDays: number | null): string {
  const within = `${chanceInWords(chance)} chance of another purchase within ${horizonDays} days`;
  const ago = history.sinceDays === 0 ? "bought today" : history.sinceDays === 1 ? "bought yesterday" : `bought ${history.sinceDays} days ago`;
  if (inDays === null) return `Last ${ago}; ${within}, ${chanceInWords(weeks[0] ?? 0)} within the next week. Which day cannot be told: purchases of it come at no steady distance.`;
  return `Usually lasts about ${daysInWords(Math.round(Math.exp(gap.mean)))}, last ${ago}: likely again ${inDays <= 1 ? "from tomorrow" : `in about ${daysInWords(inDays)}`}; ${within}.`;
}

function chanceInWords(chance: number): string {
  return chance < 0.01 ? "under 1 %" : percent(chance);
}

function daysInWords(count: number): string {
  return count <= 1 ? "a day" : `${count} days`;
}
