/** The three figures that segments and groups are made of, cleaned of what is no figure. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { ABSURD_AMOUNT } from "../observed.ts";

/** Whole days since the last purchase, days with a purchase, and minor units spent in the shop's currency. */
export type Figures = { readonly recencyDays: number; readonly orders: number; readonly spend: number };

/** Longer ago than this a date is a mistake: 1970 read as a missing one. */
const LONGEST_DAYS = 36_500;
const MOST_ORDERS = 1_000_000_000;

/** Finite, not negative, days and orders whole: what a merchant's data can be wrong in ends here. */
export function cleaned(recencyDays: number, orders: number, spend: number): Figures {
  return { recencyDays: Math.floor(held(recencyDays, LONGEST_DAYS)), orders: Math.floor(held(orders, MOST_ORDERS)), spend: held(spend, ABSURD_AMOUNT) };
}

function held(value: number, most: number): number {
  return value > 0 ? Math.min(value, most) : 0;
}

/**
 * A customer's figures as of `now`. Orders of one UTC day count once, cancelled ones and those dated after `now` not at
 * all; orders that the profile no longer remembers one by one are taken to be as many a day as those it does.
 *
 * @returns null for somebody with no order that stands
 */
export function figuresOf(profile: Profile, now: Instant, currency: string): Figures | null {
  const forgotten = Math.max(0, profile.counts.orders - profile.orders.length - forgottenCancelled(profile));
  let orders = 0;
  let days = 0;
  let lastDay = Number.NaN;
  let lastAt = -Infinity;
  for (const { at, cancelled } of profile.orders) {
    if (cancelled || !(at <= now)) continue;
    const day = Math.floor(at / DAY);
    orders++;
    if (day !== lastDay) days++;
    lastDay = day;
    if (at > lastAt) lastAt = at;
  }
  if (lastAt === -Infinity) return null;
  return cleaned((now - lastAt) / DAY, days + Math.round((forgotten * days) / orders), profile.spend[currency] ?? 0);
}

function forgottenCancelled(profile: Profile): number {
  let known = 0;
  for (const { cancelled } of profile.orders) if (cancelled) known++;
  return Math.max(0, profile.counts.cancelled - known);
}
