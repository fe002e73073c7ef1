import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Channel } from "../event/snapshot.ts";
import type { Instant } from "../shared/instant.ts";
import { withActivity } from "./activity.ts";
import { withPurchase } from "./bought.ts";
import { newest } from "./identity.ts";
import { withIssue } from "./issues.ts";
import { ORDER_MEMORY } from "./profile.ts";
import type { Consent, OrderMemory, Profile, Suppression } from "./profile.ts";
import { shareOf } from "./rating.ts";

/**
 * The profile after one more event. Every event is applied once (its key guards that); the order does
 * not matter: counts add, moments take the earliest or the latest, consent keeps the newest word.
 */
export function applyEvent(profile: Profile, event: CanonicalEvent): Profile {
  const seen = touch(profile, event);
  switch (event.type) {
    case "order.placed": {
      const { number, amount, currency, discount } = event.data;
      const order = { ref: event.data.orderRef, number, at: event.at, amount, currency, refunded: 0, cancelled: false, delivered: false, ...(discount !== undefined && { discount }) };
      return {
        ...addSpend(seen, currency, amount),
        counts: { ...seen.counts, orders: seen.counts.orders + 1 },
        firstOrderAt: min(seen.firstOrderAt, event.at),
        lastOrderAt: max(seen.lastOrderAt, event.at),
        orders: remember(seen.orders, order),
        bought: withPurchase(seen.bought, event.data.items ?? [], event.at),
      };
    }
    case "order.edited":
      return amend(addSpend(seen, event.data.currency, event.data.change), event, (order) => ({ ...order, amount: order.amount + event.data.change }));
    case "order.cancelled": {
      const before = seen.orders.find((order) => order.ref === event.data.orderRef);
      const rest = before ? before.amount - before.refunded : event.data.amount;
      const counts = { ...seen.counts, cancelled: seen.counts.cancelled + 1 };
      return amend({ ...addSpend(seen, event.data.currency, -rest), counts }, event, (order) => ({ ...order, cancelled: true }));
    }
    case "order.refunded": {
      // A cancelled order's whole amount was already taken back.
      const cancelled = seen.orders.some((order) => order.ref === event.data.orderRef && order.cancelled);
      const paid = cancelled ? seen : addSpend(seen, event.data.currency, -event.data.amount);
      const counts = { ...paid.counts, refunded: paid.counts.refunded + 1 };
      return amend({ ...paid, counts }, event, (order) => ({ ...order, refunded: order.refunded + event.data.amount }));
    }
    case "shipment.delivered": {
      const known = seen.orders.some((order) => order.ref === event.data.orderRef && order.delivered);
      const counts = known ? seen.counts : { ...seen.counts, delivered: seen.counts.delivered + 1 };
      return amend({ ...seen, counts }, event, (order) => ({ ...order, delivered: true }));
    }
    case "consent.granted":
    case "consent.withdrawn":
      return applyConsent(seen, event.data.channel, { granted: event.type === "consent.granted", at: event.at, source: event.data.source });
    case "message.sent":
      return { ...seen, messages: { ...seen.messages, sent: seen.messages.sent + 1 }, channels: event.data.late ? seen.channels : tally(seen.channels, event.data.channel as Channel, 1, 0) };
    case "message.failed":
      return event.data.unknown ? { ...seen, channels: tally(seen.channels, event.data.channel as Channel, 1, 0) } : seen;
    case "message.opened":
      return { ...seen, messages: { ...seen.messages, opened: seen.messages.opened + 1 }, hours: withHour(seen.hours, event.at, 1) };
    case "message.clicked": {
      const messages = { ...seen.messages, clicked: seen.messages.clicked + 1 };
      return { ...seen, messages, channels: tally(seen.channels, event.data.channel as Channel, 0, 1), hours: withHour(seen.hours, event.at, 3) };
    }
    case "survey.answered": {
      const { score, scale, question } = event.data;
      return score === undefined || scale === undefined || scale <= 1 ? seen : satisfied(seen, event.at, score, scale, question);
    }
    case "review.submitted":
      return event.data.scale > 1 ? satisfied(seen, event.at, event.data.rating, event.data.scale, "review") : seen;
    case "message.bounced":
      return suppress(seen, event.data.channel as Channel, { reason: "bounced", at: event.at });
    case "message.complained":
      return suppress(seen, event.data.channel as Channel, { reason: "complained", at: event.at });
    default:
      return seen;
  }
}

/** A later yes lifts an unsubscribe; it never lifts a bounce or a complaint, which say that mail does not arrive or is not wanted. */
function applyConsent(profile: Profile, channel: Channel, consent: Consent): Profile {
  const known = profile.consent[channel];
  if (known && (known.at > consent.at || (known.at === consent.at && !known.granted))) return profile;
  const { [channel]: suppression, ...others } = profile.suppressed;
  const next = { ...profile, consent: { ...profile.consent, [channel]: consent } };
  if (!consent.granted) return suppress(next, channel, { reason: "unsubscribed", at: consent.at });
  return suppression?.reason === "unsubscribed" ? { ...next, suppressed: others } : next;
}

function suppress(profile: Profile, channel: Channel, suppression: Suppression): Profile {
  const known = profile.suppressed[channel];
  if (known && known.reason !== "unsubscribed") return profile;
  return { ...profile, suppressed: { ...profile.suppressed, [channel]: suppression } };
}

/** What every event does. What Afterglow itself decided is no sign of life. */
function touch(profile: Profile, event: CanonicalEvent): Profile {
  const activity = withActivity(profile.activity, event);
  const issues = withIssue(profile.issues, event);
  if (OURS.has(event.type)) return { ...profile, activity, issues };
  return { ...profile, activity, issues, firstSeenAt: min(profile.firstSeenAt, event.at), lastSeenAt: max(profile.lastSeenAt, event.at) };
}

const OURS: ReadonlySet<string> = new Set(["message.held", "message.dropped", "journey.completed", "journey.exited", "task.opened", "task.closed"]);

function tally(channels: Profile["channels"], channel: Channel, sent: number, engaged: number): Profile["channels"] {
  const known = channels[channel] ?? { sent: 0, engaged: 0 };
  return { ...channels, [channel]: { sent: known.sent + sent, engaged: known.engaged + engaged } };
}

function withHour(hours: readonly number[], at: Instant, weight: number): readonly number[] {
  const hour = new Date(at).getUTCHours();
  return Array.from({ length: 24 }, (_, index) => (hours[index] ?? 0) + (index === hour ? weight : 0));
}

function satisfied(profile: Profile, at: Instant, score: number, scale: number, source: string): Profile {
  return { ...profile, satisfaction: newest(profile.satisfaction, { share: shareOf(score, scale), score, scale, source }, at) };
}

function addSpend(profile: Profile, currency: string, amount: number): Profile {
  if (amount === 0) return profile;
  return { ...profile, spend: { ...profile.spend, [currency]: (profile.spend[currency] ?? 0) + amount } };
}

function remember(orders: readonly OrderMemory[], order: OrderMemory): readonly OrderMemory[] {
  const sorted = [...orders, order].sort((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1));
  return sorted.length > ORDER_MEMORY ? sorted.slice(-ORDER_MEMORY) : sorted;
}

function amend(profile: Profile, event: CanonicalEvent, change: (order: OrderMemory) => OrderMemory): Profile {
  const ref = orderRefOf(event);
  return { ...profile, orders: profile.orders.map((order) => (order.ref === ref ? change(order) : order)) };
}

function min(a: Instant | null, b: Instant): Instant {
  return a === null ? b : Math.min(a, b);
}

function max(a: Instant | null, b: Instant): Instant {
  return a === null ? b : Math.max(a, b);
}
