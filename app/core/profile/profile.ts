/** What we know of one customer of one shop: the fold of its events and of the contact details its orders and account carry. */
import type { Instant } from "../shared/instant.ts";
import type { Address, Channel } from "../event/snapshot.ts";

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
};

export type Profile = {
  readonly id: string;
  readonly refs: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly name: Stamped<{ readonly first: string | null; readonly last: string | null }> | null;
  /** Where e-mail goes: the newest address seen. */
  readonly email: Stamped<string> | null;
  readonly phone: Stamped<string> | null;
  readonly locale: Stamped<string> | null;
  readonly address: Stamped<Address> | null;
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
  readonly consent: Readonly<Partial<Record<Channel, Consent>>>;
  readonly suppressed: Readonly<Partial<Record<Channel, Suppression>>>;
  readonly messages: {
    readonly sent: number;
    readonly opened: number;
    readonly clicked: number;
    /** When the last marketing message was decided to go, so that one still queued counts too. */
    readonly lastMarketingAt: Instant | null;
  };
};

/** Bounds the row of a customer with very many orders; totals and counts stay exact beyond it. */
export const ORDER_MEMORY = 60;

export function emptyProfile(id: string): Profile {
  return {
    id, refs: [], emails: [], phones: [], name: null, email: null, phone: null, locale: null, address: null, timeZone: null,
    firstSeenAt: null, lastSeenAt: null, counts: { orders: 0, cancelled: 0, delivered: 0, refunded: 0 }, spend: {},
    firstOrderAt: null, lastOrderAt: null, orders: [], consent: {}, suppressed: {},
    messages: { sent: 0, opened: 0, clicked: 0, lastMarketingAt: null },
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
