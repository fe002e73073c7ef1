/** Readiness to recommend: satisfaction that was shown, never assumed. */
import type { Profile } from "../../profile/profile.ts";
import type { Instant } from "../../shared/instant.ts";
import { daysBetween } from "../whole-days.ts";
import { counted, percent } from "../words.ts";
import { moved, reasonsOf } from "./evidence.ts";
import type { Readiness, Seen, Weighed } from "./evidence.ts";
import { ARRIVAL_DAYS, NO_MODEL } from "./readiness-model.ts";
import type { ReadinessModel } from "./readiness-model.ts";
import { troubleOf } from "./trouble.ts";

/** A word a year old counts half. Judgement. */
const HALF_LIFE_DAYS = 365;
/** Where at least this share of orders is known to have arrived, an order that is not is late. Judgement. */
const TELLS_DELIVERIES = 0.5;
const WINDOW_DAYS = 365;

/** From this share on a rating is a promoter's, from PASSIVE on neither (Reichheld, Harvard Business Review 12/2003: 9–10, 7–8 and 0–6 of 10). */
const PROMOTER = 0.9;
const PASSIVE = 0.7;

/**
 * The chance that a customer recommends when asked: the shop's low base rate, moved by ratings, reviews, recommendations
 * made, repeat orders, trouble and deliveries. The weights are judgement. No public data has these things together, so they
 * were tested on simulated customers only (readiness.test.ts): there they rank and come out about as often as they say.
 */
export function advocacyWeighed(profile: Profile, model: ReadinessModel | null, now: Instant): Weighed {
  const base = model ?? NO_MODEL;
  const seen = [...praise(profile, now), ...loyalty(profile, now), ...troubleOf(profile, now), ...arrival(profile, base, now)];
  return { value: moved(base.advocacy, seen), tier: tierOf(model, seen), seen };
}

/** As `advocacyWeighed`, with reasons in words. */
export function advocacyOf(profile: Profile, model: ReadinessModel | null, now: Instant): Readiness {
  const { value, tier, seen } = advocacyWeighed(profile, model, now);
  const rate = percent((model ?? NO_MODEL).advocacy);
  const sure = seen.length === 0
    ? `Nothing shown yet: ${rate} is ${model ? "this shop's usual share" : "what is usual"}, not a judgement of this customer.`
    : `From what the customer showed, beginning at ${rate}. How much each thing weighs was tested on simulated customers only.`;
  return { value, tier, reasons: reasonsOf(seen), sure };
}

/** Somebody who showed nothing has the shop's base rate; how what is shown moves it is our judgement, the same for every shop. */
export function tierOf(model: ReadinessModel | null, seen: readonly unknown[]): Weighed["tier"] {
  return model !== null && seen.length === 0 ? "base" : "rule";
}

/** Whether a customer showed, by rating or by recommending, what the base rate counts. */
export function showedAdvocacy(profile: Profile): boolean {
  return (profile.satisfaction !== null && profile.satisfaction.value.share >= PROMOTER) || (profile.activity["referral.shared"]?.length ?? 0) > 0;
}

function praise(profile: Profile, now: Instant): Seen[] {
  const seen: Seen[] = [];
  const rated = profile.satisfaction;
  // A rating on a scale of one step has no share.
  const share = rated !== null && rated.at <= now && Number.isFinite(rated.value.share) ? rated.value.share : null;
  if (rated !== null && share !== null) {
    const weight = share >= PROMOTER ? 1.8 : share >= PASSIVE ? 0.3 : share >= 0.5 ? -0.8 : -2;
    const say = (): string => `Rated ${rated.value.score} of ${rated.value.scale}, ${counted(daysBetween(rated.at, now), "day", "days")} ago.`;
    seen.push({ key: "rating", effect: weight * 0.5 ** (daysBetween(rated.at, now) / HALF_LIFE_DAYS), figure: share, say });
  }
  // A review in public is trouble taken; a bad one is taken too.
  const reviews = lately(profile, "review.submitted", now);
  if (reviews > 0 && (share === null || share >= PASSIVE)) seen.push({ key: "reviews", effect: 0.4, figure: reviews, say: (n) => `Wrote ${counted(n, "review", "reviews")} in the last year.` });
  const shared = lately(profile, "referral.shared", now);
  if (shared > 0) seen.push({ key: "recommended", effect: 1.8, figure: shared, say: (n) => `Recommended the shop ${counted(n, "time", "times")} in the last year.` });
  const converted = lately(profile, "referral.converted", now);
  if (converted > 0) seen.push({ key: "friends", effect: 0.7, figure: converted, say: (n) => `${counted(n, "friend has", "friends have")} bought because of them.` });
  return seen;
}

function loyalty(profile: Profile, now: Instant): Seen[] {
  const orders = standingWithin(profile, now, WINDOW_DAYS);
  const left = profile.suppressed.email?.reason;
  const seen: Seen[] = [];
  if (orders >= 2) seen.push({ key: "repeat", effect: Math.min(0.3 * Math.log2(orders), 0.9), figure: orders, say: (n) => `Ordered ${n} times in the last year.` });
  if (left === "complained" || left === "unsubscribed") seen.push({ key: "left", effect: -1, figure: 1, say: () => (left === "complained" ? "Marked mail as unwanted." : "Unsubscribed from mail.") });
  return seen;
}

function arrival(profile: Profile, base: ReadinessModel, now: Instant): Seen[] {
  if (base.delivered < TELLS_DELIVERIES) return [];
  const last = profile.orders.findLast((order) => !order.cancelled && order.at <= now);
  if (last === undefined || last.delivered) return [];
  const days = daysBetween(last.at, now);
  if (days < ARRIVAL_DAYS) return [];
  return [{ key: "not_arrived", effect: -0.8, figure: days, say: (n) => `The last order, ${n} days ago, is not known to have arrived.` }];
}

function lately(profile: Profile, kind: string, now: Instant): number {
  let count = 0;
  for (const [at] of profile.activity[kind] ?? []) if (at <= now && daysBetween(at, now) < WINDOW_DAYS) count++;
  return count;
}

/** Orders that stand, placed within so many days before now. */
function standingWithin(profile: Profile, now: Instant, days: number): number {
  let count = 0;
  for (const { at, cancelled } of profile.orders) if (!cancelled && at <= now && daysBetween(at, now) < days) count++;
  return count;
}
