/** What there is to say of one customer's scores, in plain words, for pages: the same figures as scoresOf, with reasons. */
import type { Profile } from "../profile/profile.ts";
import { formatMoney } from "../shared/money.ts";
import type { Instant } from "../shared/instant.ts";
import { reasonsFor } from "./churn/explain.ts";
import { featuresOf } from "./churn/features.ts";
import { churnOf } from "./churn/score.ts";
import { groupReasons, nextOrderReasons, orderReasons, segmentReasons, spendReasons, stageReasons } from "./explain-figures.ts";
import { advocacyOf, engagementOf, priceSensitivityOf, upsellOf } from "./people/readiness.ts";
import type { Explained, Reason, ScoreName } from "./score.ts";
import { SCORE_NAMES } from "./score.ts";
import { scoresOf } from "./scores-of.ts";
import type { ShopModels } from "./shop-models.ts";
import { counted } from "./words.ts";

const MOST_REASONS = 3;

type Said = { readonly reasons: readonly Reason[]; readonly sure: string; readonly low?: number; readonly high?: number };

/**
 * Every score a customer has as of `now`, each with its strongest reasons and how sure it is; in the order of SCORES.
 *
 * @param locale how amounts are written
 */
export function explainCustomer(profile: Profile, models: ShopModels, now: Instant, locale = "en"): Explained[] {
  const scores = scoresOf(profile, models, now);
  return SCORE_NAMES.flatMap((name) => {
    const score = scores[name];
    if (score === undefined) return [];
    const { reasons, sure, low = null, high = null } = sayOf(name, profile, models, now, locale);
    return [{ name, value: score.value, low, high, tier: score.tier ?? "rule", reasons: reasons.slice(0, MOST_REASONS), sure }];
  });
}

function sayOf(name: ScoreName, profile: Profile, models: ShopModels, now: Instant, locale: string): Said {
  const { currency, readiness } = models;
  const money = (amount: number): string => formatMoney({ amount, currency }, locale);
  switch (name) {
    case "churn":
      return sayChurn(profile, models, now, money);
    case "expected_orders":
      return orderReasons(profile, models, now);
    case "expected_spend":
    case "lifetime_value":
      return spendReasons(profile, models, now, money);
    case "next_order_days":
      return nextOrderReasons(profile, models, now);
    case "advocacy":
      return advocacyOf(profile, readiness, now);
    case "upsell":
      return upsellOf(profile, readiness, now, currency);
    case "price_sensitivity":
      return priceSensitivityOf(profile, readiness, now, currency);
    case "engagement":
      return engagementOf(profile, readiness, now);
    case "stage":
      return stageReasons(profile, models, now);
    case "segment":
      return segmentReasons(profile, models, now, money);
    case "group":
      return groupReasons(profile, models, now);
  }
}

function sayChurn(profile: Profile, { churn, purchases, currency }: ShopModels, now: Instant, money: (amount: number) => string): Said {
  if (churn === null) return { reasons: [], sure: "" };
  const features = featuresOf(profile, now, currency, purchases);
  const { low, high, tier } = churnOf(churn, features);
  const sure = {
    base: "This is the share of all customers: nothing tells them apart surely enough yet.",
    rfm: "It rests on when, how often and for how much they bought, and on nothing else.",
    full: "It rests on everything that is known of the customer.",
  }[tier];
  const percent = (chance: number): string => `${Math.round(100 * chance)}`;
  return { reasons: reasonsFor(churn, features, money), low, high, sure: `${sure} Of customers with such a score, ${percent(low)} to ${percent(high)} of 100 bought nothing within ${counted(churn.horizonDays, "day")}.` };
}
