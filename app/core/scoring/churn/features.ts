/** What the churn model looks at, from a profile alone. */
import type { Profile } from "../../profile/profile.ts";
import type { Instant } from "../../shared/instant.ts";
import { behaviourOf } from "./behaviour-features.ts";
import { buyingOf } from "./buying-features.ts";
import { BEHAVIOUR, BUYING, PURCHASE, RFM } from "./feature-list.ts";
import type { PurchaseModel } from "../purchase/model.ts";
import { purchaseFeatures, repeatIn } from "./purchase-features.ts";
import { orderRhythm } from "./rhythm-of.ts";

/** Every feature, in the order of the numbers `featuresOf` gives. The first RFM.length are recency, frequency and money. */
export const FEATURES = [...RFM, ...BUYING, ...BEHAVIOUR, ...PURCHASE] as const;

export type FeatureKey = (typeof FEATURES)[number]["key"];

/** How many of FEATURES, from the first, are recency, frequency and money: what the tier "rfm" looks at. */
export const RFM_FEATURES = RFM.length;
/** Where the purchase model's outputs begin. */
export const PURCHASE_FROM = RFM.length + BUYING.length + BEHAVIOUR.length;

/**
 * The features of one customer as of `at`, by whole days, so that they hold still between events. Finite for every
 * profile. A profile keeps the 60 newest orders and 50 moments of a kind, so counts of a window saturate there.
 *
 * @param at no moment in the profile is later, or it counts as now
 * @param currency in which money is compared, the shop's
 * @param purchase the shop's purchase model, fitted on nothing later than `at`; null where there is none: its features are 0
 * @returns as long as FEATURES
 */
export function featuresOf(profile: Profile, at: Instant, currency: string, purchase: PurchaseModel | null): Float64Array {
  const out = new Float64Array(FEATURES.length);
  const rhythm = orderRhythm(profile.orders, at);
  buyingOf(profile, rhythm, at, currency, out);
  behaviourOf(profile, at, out, RFM.length + BUYING.length);
  if (purchase !== null) purchaseFeatures(repeatIn(rhythm), purchase, out, PURCHASE_FROM);
  return out;
}
