import { canonicalJson } from "../shared/canonical.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import { including, newest } from "./identity.ts";
import { mergeActivity } from "./activity.ts";
import { mergePurchases } from "./bought.ts";
import { mergeConsent } from "./consent.ts";
import { mergeIssues } from "./issues.ts";
import { addSpend, mergeOrders } from "./orders.ts";
import { mergeHomes } from "../referral/home.ts";
import { MARKETING_MEMORY } from "./profile.ts";
import type { Score } from "../scoring/score.ts";
import type { Profile, Stamped } from "./profile.ts";

/**
 * One profile of two that turned out to be the same customer; the first keeps its id. Their events are
 * disjoint, so merging the folds equals folding all events, whichever way round.
 */
export function mergeProfiles(kept: Profile, gone: Profile): Profile {
  const address = join(kept.address, gone.address);
  return {
    id: kept.id,
    refs: gone.refs.reduce(including, kept.refs),
    emails: gone.emails.reduce(including, kept.emails),
    phones: gone.phones.reduce(including, kept.phones),
    users: gone.users.reduce(including, kept.users),
    name: join(kept.name, gone.name),
    email: join(kept.email, gone.email),
    phone: join(kept.phone, gone.phone),
    locale: join(kept.locale, gone.locale),
    address,
    homes: mergeHomes(kept.homes, gone.homes),
    timeZone: timeZoneOf(address?.value ?? null),
    firstSeenAt: pick(Math.min, kept.firstSeenAt, gone.firstSeenAt),
    lastSeenAt: pick(Math.max, kept.lastSeenAt, gone.lastSeenAt),
    counts: {
      orders: kept.counts.orders + gone.counts.orders,
      cancelled: kept.counts.cancelled + gone.counts.cancelled,
      delivered: kept.counts.delivered + gone.counts.delivered,
      refunded: kept.counts.refunded + gone.counts.refunded,
    },
    spend: addSpends(kept.spend, gone.spend),
    firstOrderAt: pick(Math.min, kept.firstOrderAt, gone.firstOrderAt),
    lastOrderAt: pick(Math.max, kept.lastOrderAt, gone.lastOrderAt),
    ...mergeOrders(kept, gone),
    ...mergeConsent(kept, gone),
    bought: mergePurchases(kept.bought, gone.bought),
    activity: mergeActivity(kept.activity, gone.activity),
    issues: mergeIssues(kept.issues, gone.issues),
    satisfaction: join(kept.satisfaction, gone.satisfaction),
    channels: mergeTallies(kept.channels, gone.channels),
    hours: kept.hours.length + gone.hours.length === 0 ? [] : Array.from({ length: 24 }, (_, hour) => (kept.hours[hour] ?? 0) + (gone.hours[hour] ?? 0)),
    scores: mergeBy<Score>(kept.scores, gone.scores, newestScore),
    walks: mergeBy(kept.walks, gone.walks, (a, b) => ({ count: a.count + b.count, lastAt: Math.max(a.lastAt, b.lastAt) })),
    said: mergeBy(kept.said, gone.said, Math.max),
    messages: {
      marketing: [...kept.messages.marketing, ...gone.messages.marketing].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(-MARKETING_MEMORY),
      sent: kept.messages.sent + gone.messages.sent,
      opened: kept.messages.opened + gone.messages.opened,
      clicked: kept.messages.clicked + gone.messages.clicked,
      lastMarketingAt: pick(Math.max, kept.messages.lastMarketingAt, gone.messages.lastMarketingAt),
    },
  };
}

function mergeTallies(a: Profile["channels"], b: Profile["channels"]): Profile["channels"] {
  return mergeBy(a as Record<string, { sent: number; engaged: number }>, b as Record<string, { sent: number; engaged: number }>, (one, other) => ({
    sent: one.sent + other.sent, engaged: one.engaged + other.engaged,
  }));
}

function mergeBy<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>, both: (one: T, other: T) => T): Record<string, T> {
  const merged: Record<string, T> = { ...a };
  for (const [key, value] of Object.entries(b)) merged[key] = merged[key] === undefined ? value : both(merged[key], value);
  return merged;
}

/** Of two of one moment the greater text: either is as good, and it must not matter which customer was known first. */
function newestScore(a: Score, b: Score): Score {
  return b.at > a.at || (b.at === a.at && canonicalJson(b) > canonicalJson(a)) ? b : a;
}

function join<T>(a: Stamped<T> | null, b: Stamped<T> | null): Stamped<T> | null {
  return b === null ? a : newest(a, b.value, b.at);
}

function pick(choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : choose(a, b);
}

function addSpends(a: Profile["spend"], b: Profile["spend"]): Profile["spend"] {
  return Object.entries(b).reduce((sum, [currency, amount]) => addSpend(sum, currency, amount), a);
}
