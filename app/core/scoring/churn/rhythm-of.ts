import type { OrderMemory } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { daysBetween } from "../whole-days.ts";

/**
 * What the remembered orders say of a customer's rhythm. Cancelled ones and those dated into the future are left out; the
 * orders of one UTC day are one purchase.
 */
export type OrderRhythm = {
  orders: number;
  days: number;
  /** The newest of them; null where there is none. */
  last: Instant | null;
  in30: number;
  in90: number;
  in180: number;
  /** Gaps between days with an order: their number, sum and sum of squares, in days. */
  gaps: number;
  gapSum: number;
  gapSquares: number;
  /** Sum of ln(gap). */
  gapLogs: number;
  /** Days from the first remembered day with an order to `at`. */
  watched: number;
};

/** @param orders oldest first */
export function orderRhythm(orders: readonly OrderMemory[], at: Instant): OrderRhythm {
  const rhythm: OrderRhythm = { orders: 0, days: 0, last: null, in30: 0, in90: 0, in180: 0, gaps: 0, gapSum: 0, gapSquares: 0, gapLogs: 0, watched: 0 };
  let before = Number.NaN;
  for (const order of orders) {
    if (order.cancelled || order.at > at) continue;
    rhythm.orders++;
    rhythm.last = order.at;
    const day = Math.floor(order.at / DAY);
    const gap = day - before;
    if (gap === 0) continue;
    rhythm.days++;
    const ago = daysBetween(order.at, at);
    if (ago < 30) rhythm.in30++;
    if (ago < 90) rhythm.in90++;
    if (ago < 180) rhythm.in180++;
    if (gap > 0) {
      rhythm.gaps++;
      rhythm.gapSum += gap;
      rhythm.gapSquares += gap * gap;
      rhythm.gapLogs += Math.log(gap);
    } else rhythm.watched = Math.max(0, Math.floor(at / DAY) - day);
    before = day;
  }
  return rhythm;
}

/** The gaps' coefficient of variation; 1, that of a memoryless buyer, where two gaps are not known. */
export function irregularity({ gaps, gapSum, gapSquares }: OrderRhythm): number {
  if (gaps < 2) return 1;
  const mean = gapSum / gaps;
  return Math.min(4, Math.sqrt(Math.max(0, gapSquares / gaps - mean * mean)) / mean);
}
