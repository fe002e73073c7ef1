import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { churnOf } from "./churn/score.ts";
import { featuresOf } from "./churn/features.ts";
import { figuresOf } from "./people/figures.ts";
import { groupOf } from "./people/groups.ts";
import { readinessOf } from "./people/readiness.ts";
import { rfmOf } from "./people/rfm.ts";
import { LAPSED_AFTER, stageOf } from "./people/stage.ts";
import { expectedPurchases } from "./purchase/model.ts";
import { expectedSpend } from "./purchase/spend.ts";
import { repeatOfProfile, spendOfProfile } from "./purchase-history.ts";
import { usualGap } from "./rhythm.ts";
import type { Score, ScoreName, Scores, Tier } from "./score.ts";
import type { ShopModels } from "./shop-models.ts";

/**
 * The lifetime value is what is expected of the coming year as money of today, at 10 % a year: judgement, as usual in retail.
 * Discounted from the middle of the year; by months (purchase/lifetime-value) it differs by less than 1 % and takes twelve times as long.
 */
const LIFETIME_DAYS = 365;
const DISCOUNT = 1.1 ** -0.5;
/** Fewer gaps of their own show no rhythm. */
const GAPS_FOR_RHYTHM = 2;

/** A customer's scores as of `now`, from the profile and the shop's models alone. None for somebody who never ordered. */
export function scoresOf(profile: Profile, models: ShopModels, now: Instant): Scores {
  const { currency } = models;
  const figures = figuresOf(profile, now, currency);
  const repeat = repeatOfProfile(profile, now);
  if (figures === null || repeat === null) return {};
  const scores: Partial<Record<ScoreName, Score>> = {};
  // A number that is none must reach no journey, whatever a shop's data did to a model: the score is left out then.
  const put = (name: ScoreName, value: number | string, tier: Tier): void => {
    if (typeof value === "string" || Number.isFinite(value)) scores[name] = { value, at: now, tier };
  };
  if (models.churn) {
    const { value, tier } = churnOf(models.churn, featuresOf(profile, now, currency, models.purchases));
    put("churn", value, tier);
  }
  if (models.purchases) {
    const orders = expectedPurchases(models.purchases, repeat, models.horizonDays);
    put("expected_orders", orders, "rfm");
    const spend = spendOfProfile(profile, now, currency);
    if (models.spend) {
      const each = expectedSpend(models.spend, spend?.x ?? 0, spend?.mean ?? 0);
      put("expected_spend", Math.round(orders * each), "rfm");
      put("lifetime_value", Math.round(expectedPurchases(models.purchases, repeat, LIFETIME_DAYS) * each * DISCOUNT), "rfm");
    }
  }
  const days = nextOrderDays(profile, models, now);
  if (days !== null) put("next_order_days", days, "rfm");
  const { advocacy, upsell, priceSensitivity, engagement } = readinessOf(profile, models.readiness, now, currency);
  put("advocacy", advocacy.value, advocacy.tier);
  put("upsell", upsell.value, upsell.tier);
  put("price_sensitivity", priceSensitivity.value, priceSensitivity.tier);
  put("engagement", engagement.value, engagement.tier);
  put("stage", stageOf(profile, models.rhythm, now), "rule");
  if (models.rfm) put("segment", rfmOf(models.rfm, figures.recencyDays, figures.orders, figures.spend).segment, "rfm");
  if (models.groups) put("group", groupOf(models.groups, figures.recencyDays, figures.orders, figures.spend), "rfm");
  return scores;
}

/** Days until the next order is due by the customer's own rhythm, never before tomorrow; null where none shows, or it has broken off: three gaps have passed. */
function nextOrderDays(profile: Profile, { rhythm }: ShopModels, now: Instant): number | null {
  const moments: Instant[] = [];
  for (const { at, cancelled } of profile.orders) if (!cancelled && at <= now) moments.push(at);
  const gap = usualGap(moments, rhythm);
  if (gap.days === null || gap.gaps < GAPS_FOR_RHYTHM) return null;
  const since = Math.floor((now - (moments.at(-1) as Instant)) / DAY);
  return since >= LAPSED_AFTER * gap.days ? null : Math.max(1, Math.round(gap.days) - since);
}

/** The profile with its scores as of `now`; unchanged while the shop has no models in force. */
export function withScores(profile: Profile, models: ShopModels | undefined, now: Instant): Profile {
  if (models === undefined || now < models.inForceFrom) return profile;
  return { ...profile, scores: scoresOf(profile, models, now) };
}
