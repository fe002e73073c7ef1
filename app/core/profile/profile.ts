/** What we know of one customer of one shop: the fold of its events and of the contact details its orders and account carry. */
import type { Instant } from "../shared/instant.ts";
import type { Address, Channel } from "../event/snapshot.ts";
import type { Homes } from "../referral/home.ts";
import type { Scores } from "../scoring/score.ts";

/** A value with the moment it was true; the newest wins, whatever order they arrive in. */
export type Stamped<T> = { readonly value: T; readonly at: Instant };

export type Consent = { readonly granted: boolean; readonly at: Instant; readonly source: string };

export type SuppressionReason = "bounced" | "complained" | "unsubscribed";
export type Suppression = { readonly reason: SuppressionReason; readonly at: Instant };

/** One order as the profile remembers it. */
export type OrderMemory = {
  readonly ref: string;
  readonly number: string;
  readonly at: Instant;
  readonly amount: number;
  readonly currency: string;
  readonly refunded: number;
  readonly cancelled: boolean;
  readonly delivered: boolean;
  /** What discounts took off, in minor units; left out where the platform did not tell. */
  readonly discount?: number;
};

/** What was told of an order that the profile does not remember: it is yet to come, or so old that it was forgotten. */
export type OrderNews = {
  readonly ref: string;
  /** Of the newest of it. */
  readonly at: Instant;
  /** Sums of minor units. */
  readonly changed: number;
  readonly refunded: number;
  /** What its cancellation took back; null while it stands. */
  readonly cancelled: number | null;
  readonly delivered: boolean;
};

/** A purchase of one product: when, and how many. */
export type Bought = readonly [at: Instant, quantity: number];

/** A moment something happened, and how long it lasted in seconds (0 where that says nothing). */
export type Happened = readonly [at: Instant, seconds: number];

/** Something that must be settled before anything is promoted. */
export type Issue = {
  readonly kind: "ticket" | "return" | "task";
  readonly openedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly orderRef: string | null;
};

/** An answer in numbers, brought to 0–1 so that "9 of 10" and "5 of 5" compare. */
export type Satisfaction = { readonly share: number; readonly score: number; readonly scale: number; readonly source: string };

export type Profile = {
  readonly id: string;
  readonly refs: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Ids of the shop's own website, as its calls of the tracking API name them. */
  readonly users: readonly string[];
  readonly name: Stamped<{ readonly first: string | null; readonly last: string | null }> | null;
  /** Where e-mail goes: the newest address seen. */
  readonly email: Stamped<string> | null;
  readonly phone: Stamped<string> | null;
  readonly locale: Stamped<string> | null;
  readonly address: Stamped<Address> | null;
  /** Where their orders went: a household may not recommend to itself. */
  readonly homes: Homes;
  /** IANA zone derived from the address; null when the address does not tell. */
  readonly timeZone: string | null;
  readonly firstSeenAt: Instant | null;
  readonly lastSeenAt: Instant | null;
  readonly counts: { readonly orders: number; readonly cancelled: number; readonly delivered: number; readonly refunded: number };
  /** Placed minus cancelled and refunded, in minor units by currency. */
  readonly spend: Readonly<Record<string, number>>;
  readonly firstOrderAt: Instant | null;
  readonly lastOrderAt: Instant | null;
  /** The newest orders, oldest first, at most ORDER_MEMORY. */
  readonly orders: readonly OrderMemory[];
  /** Told of orders that are not among them; left out where there is nothing. See orders.ts. */
  readonly early?: readonly OrderNews[];
  readonly consent: Readonly<Partial<Record<Channel, Consent>>>;
  readonly suppressed: Readonly<Partial<Record<Channel, Suppression>>>;
  /** The newest purchases of each product, oldest first. */
  readonly bought: Readonly<Record<string, readonly Bought[]>>;
  /** The newest moments of each kind of event, oldest first: what counts in a window are read from. See activity.ts. */
  readonly activity: Readonly<Record<string, readonly Happened[]>>;
  /** Tickets, returns and tasks by their ref ("ticket:81"). */
  readonly issues: Readonly<Record<string, Issue>>;
  /** The newest rating or survey score. */
  readonly satisfaction: Stamped<Satisfaction> | null;
  /** Messages that left and messages that were clicked, by channel. */
  readonly channels: Readonly<Partial<Record<Channel, { readonly sent: number; readonly engaged: number }>>>;
  /** Evidence for the hour this customer reads at, by hour of the day in UTC: a click weighs 3, an open 1. */
  readonly hours: readonly number[];
  /** Computed figures, with the moment they are as of. */
  readonly scores: Scores;
  /** Earlier walks by what they are about ("referral|five_stars"): how often, and when the last began. */
  readonly walks: Readonly<Record<string, { readonly count: number; readonly lastAt: Instant }>>;
  /** What marketing has said to this customer ("product:p1", "offer:back10"), and when last. */
  readonly said: Readonly<Record<string, Instant>>;
  readonly messages: {
    /** Marketing messages decided to go, newest last, at most MARKETING_MEMORY: what caps count. */
    readonly marketing: readonly (readonly [at: Instant, channel: Channel])[];
    readonly sent: number;
    readonly opened: number;
    readonly clicked: number;
    /** When the last marketing message was decided to go, so that one still queued counts too. */
    readonly lastMarketingAt: Instant | null;
  };
};

export const MARKETING_MEMORY = 40;

/**
 * Bounds the row of a customer with very many orders. Totals and counts stay exact beyond it, but for the money of an
 * order that was refunded before it was forgotten and cancelled after.
 */
export const ORDER_MEMORY = 60;

export function emptyProfile(id: string): Profile {
  return {
    id, refs: [], emails: [], phones: [], users: [], name: null, email: null, phone: null, locale: null, address: null, homes: {}, timeZone: null,
    firstSeenAt: null, lastSeenAt: null, counts: { orders: 0, cancelled: 0, delivered: 0, refunded: 0 }, spend: {},
    firstOrderAt: null, lastOrderAt: null, orders: [], consent: {}, suppressed: {},
    bought: {}, activity: {}, issues: {}, satisfaction: null, channels: {}, hours: [], scores: {}, walks: {}, said: {},
    messages: { marketing: [], sent: 0, opened: 0, clicked: 0, lastMarketingAt: null },
  };
}

/** The customer's name for people: "Ada Lovelace", or the e-mail, or the phone, or "Guest". */
export function displayName(profile: Profile): string {
  const name = [profile.name?.value.first, profile.name?.value.last].filter(Boolean).join(" ");
  return name || profile.email?.value || profile.phone?.value || "Guest";
}

/** Orders placed before this one that were not cancelled: 0 for a first-time buyer. */
export function ordersBefore(profile: Profile, orderRef: string, placedAt: Instant): number {
  const later = profile.orders.filter((order) => !order.cancelled && (order.ref === orderRef || order.at > placedAt || (order.at === placedAt && order.ref > orderRef)));
  return Math.max(0, profile.counts.orders - profile.counts.cancelled - later.length);
}
