import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { median } from "../shared/quantile.ts";
import { shrink } from "./belief.ts";

/** The shop's median gap between two orders of one customer, in days, over n such gaps. */
export type ShopRhythm = { readonly medianGapDays: number; readonly n: number };

export type UsualGap =
  | { readonly days: number; readonly basis: "own" | "blended" | "shop"; readonly gaps: number }
  | { readonly days: null; readonly basis: "none"; readonly gaps: 0 };

/** A habit shorter than this is a burst; writing after 1.5 × 7 days would nag. */
export const MIN_USUAL_DAYS = 14;
/** Longer, and drift would be noticed too late to matter. */
export const MAX_USUAL_DAYS = 365;

/**
 * How many gaps of their own outweigh the shop's. Variance of log gaps within a customer over that between customers:
 * 1.0 (an online grocer), 1.1 (UCI Online Retail), 2.6 (CDNOW).
 */
export const RHYTHM_STRENGTH = 2;

/** Above this share of the weight a rhythm is called the customer's own. With a well-known shop that takes six gaps. */
const OWN_SHARE = 0.75;

/**
 * A customer's usual days between orders: the median of the log gaps, which one forgotten year does not move, shrunk to
 * the shop's (see shrink), then held between 14 and 365 days.
 *
 * Orders less than 24 hours after the last counted one belong to it, which needs no time zone and does not split an
 * evening at midnight.
 *
 * @param orderMoments in any order
 * @returns `gaps`: own gaps used. Without own gaps the shop's; without either, basis "none" and no days
 */
export function usualGap(orderMoments: readonly Instant[], shop: ShopRhythm | null): UsualGap {
  const gaps = gapsBetween(orderMoments);
  const parent = shop && shop.n > 0 && shop.medianGapDays > 0 ? { mean: Math.log(shop.medianGapDays), precision: shop.n } : null;
  const belief = shrink(parent, RHYTHM_STRENGTH, median(gaps.map((days) => Math.log(days))), gaps.length);
  if (belief === null) return { days: null, basis: "none", gaps: 0 };
  const days = Math.min(Math.max(Math.exp(belief.mean), MIN_USUAL_DAYS), MAX_USUAL_DAYS);
  if (gaps.length === 0) return { days, basis: "shop", gaps: 0 };
  return { days, basis: gaps.length / belief.precision >= OWN_SHARE ? "own" : "blended", gaps: gaps.length };
}

/** The moment from which a customer counts as drifting: `factor` usual gaps after the last order. */
export function driftAt(lastOrderAt: Instant, usualGapDays: number, factor = 1.5): Instant {
  return lastOrderAt + Math.round(usualGapDays * factor * DAY);
}

/** Days between moments, those less than 24 hours after the last counted one left out. @param moments in any order */
export function gapsBetween(moments: readonly Instant[]): number[] {
  const gaps: number[] = [];
  let last: Instant | null = null;
  for (const at of moments.toSorted((a, b) => a - b)) {
    if (last !== null && at - last < DAY) continue;
    if (last !== null) gaps.push((at - last) / DAY);
    last = at;
  }
  return gaps;
}
