import type { Channel } from "../event/snapshot.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import { including, newest } from "./identity.ts";
import { ORDER_MEMORY } from "./profile.ts";
import type { Profile, Stamped } from "./profile.ts";

/**
 * One profile of two that turned out to be the same customer; the first keeps its id. Their events are
 * disjoint, so merging the folds equals folding all events, whichever way round.
 */
export function mergeProfiles(kept: Profile, gone: Profile): Profile {
  const address = join(kept.address, gone.address);
  const consent: Partial<Record<Channel, NonNullable<Profile["consent"][Channel]>>> = { ...kept.consent };
  for (const [channel, word] of Object.entries(gone.consent) as [Channel, NonNullable<Profile["consent"][Channel]>][]) {
    const known = consent[channel];
    if (!known || word.at > known.at || (word.at === known.at && !word.granted)) consent[channel] = word;
  }
  return {
    id: kept.id,
    refs: gone.refs.reduce(including, kept.refs),
    emails: gone.emails.reduce(including, kept.emails),
    phones: gone.phones.reduce(including, kept.phones),
    name: join(kept.name, gone.name),
    email: join(kept.email, gone.email),
    phone: join(kept.phone, gone.phone),
    locale: join(kept.locale, gone.locale),
    address,
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
    orders: [...kept.orders, ...gone.orders].sort((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1)).slice(-ORDER_MEMORY),
    consent,
    suppressed: mergeSuppression(kept, gone, consent),
    messages: {
      sent: kept.messages.sent + gone.messages.sent,
      opened: kept.messages.opened + gone.messages.opened,
      clicked: kept.messages.clicked + gone.messages.clicked,
      lastMarketingAt: pick(Math.max, kept.messages.lastMarketingAt, gone.messages.lastMarketingAt),
    },
  };
}

/** A bounce or complaint of either stays; an unsubscribe stays while the newest word is no. */
function mergeSuppression(kept: Profile, gone: Profile, consent: Profile["consent"]): Profile["suppressed"] {
  const merged: Profile["suppressed"] = {};
  const out = merged as Record<string, unknown>;
  for (const channel of new Set([...Object.keys(kept.suppressed), ...Object.keys(gone.suppressed)]) as Set<Channel>) {
    const both = [kept.suppressed[channel], gone.suppressed[channel]].filter((found) => found !== undefined);
    const hard = both.filter((found) => found.reason !== "unsubscribed").sort((a, b) => a.at - b.at)[0];
    if (hard) out[channel] = hard;
    else if (consent[channel]?.granted === false) out[channel] = both.sort((a, b) => b.at - a.at)[0];
  }
  return merged;
}

function join<T>(a: Stamped<T> | null, b: Stamped<T> | null): Stamped<T> | null {
  return b === null ? a : newest(a, b.value, b.at);
}

function pick(choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : choose(a, b);
}

function addSpends(a: Profile["spend"], b: Profile["spend"]): Profile["spend"] {
  const sum: Record<string, number> = { ...a };
  for (const [currency, amount] of Object.entries(b)) sum[currency] = (sum[currency] ?? 0) + amount;
  return sum;
}
