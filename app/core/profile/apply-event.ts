import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Channel } from "../event/snapshot.ts";
import type { Instant } from "../shared/instant.ts";
import { withActivity } from "./activity.ts";
import { withPurchase } from "./bought.ts";
import { withConsent, withSuppression } from "./consent.ts";
import { newest } from "./identity.ts";
import { withIssue } from "./issues.ts";
import { newsOf, withNews, withOrder } from "./orders.ts";
import type { Profile } from "./profile.ts";
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
      const known = {
        ...seen,
        counts: { ...seen.counts, orders: seen.counts.orders + 1 },
        firstOrderAt: min(seen.firstOrderAt, event.at),
        lastOrderAt: max(seen.lastOrderAt, event.at),
        bought: withPurchase(seen.bought, event.data.items ?? [], event.at),
      };
      return withOrder(known, order);
    }
    case "order.edited":
      return withNews(seen, newsOf(event.data.orderRef, event.at, { changed: event.data.change }), event.data.currency);
    case "order.cancelled": {
      const counts = { ...seen.counts, cancelled: seen.counts.cancelled + 1 };
      return withNews({ ...seen, counts }, newsOf(event.data.orderRef, event.at, { cancelled: event.data.amount }), event.data.currency);
    }
    case "order.refunded": {
      const counts = { ...seen.counts, refunded: seen.counts.refunded + 1 };
      return withNews({ ...seen, counts }, newsOf(event.data.orderRef, event.at, { refunded: event.data.amount }), event.data.currency);
    }
    case "shipment.delivered":
      return withNews(seen, newsOf(event.data.orderRef, event.at, { delivered: true }), null);
    case "consent.granted":
    case "consent.withdrawn":
      return withConsent(seen, event.data.channel, { granted: event.type === "consent.granted", at: event.at, source: event.data.source });
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
      return withSuppression(seen, event.data.channel as Channel, { reason: "bounced", at: event.at });
    case "message.complained":
      return withSuppression(seen, event.data.channel as Channel, { reason: "complained", at: event.at });
    default:
      return seen;
  }
}

/** What every event does. What Afterglow itself decided or sent is no sign of life. */
function touch(profile: Profile, event: CanonicalEvent): Profile {
  const activity = withActivity(profile.activity, event);
  const issues = withIssue(profile.issues, event);
  if (OURS.has(event.type)) return { ...profile, activity, issues };
  return { ...profile, activity, issues, firstSeenAt: min(profile.firstSeenAt, event.at), lastSeenAt: max(profile.lastSeenAt, event.at) };
}

const OURS: ReadonlySet<string> = new Set(["message.held", "message.dropped", "message.sent", "message.failed", "message.delivered", "message.bounced", "journey.completed", "journey.exited", "task.opened", "task.closed", "profile.merged"]);

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

function min(a: Instant | null, b: Instant): Instant {
  return a === null ? b : Math.min(a, b);
}

function max(a: Instant | null, b: Instant): Instant {
  return a === null ? b : Math.max(a, b);
}
