/** Where a customer stands in their life with the shop. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { usualGap } from "../rhythm.ts";
import type { ShopRhythm } from "../rhythm.ts";

export const STAGES = {
  new: "one purchase so far, and not overdue for the next",
  active: "buys in their usual rhythm",
  at_risk: "overdue: one and a half times their usual gap has passed",
  lapsed: "gone quiet: three times their usual gap has passed",
  back: "bought again after a long silence",
} as const;

export type Stage = keyof typeof STAGES;

/** In usual gaps. At 1.5 a win-back begins (rhythm's driftAt). */
const AT_RISK_AFTER = 1.5;
/** Judgement, measured in `npm run evaluate -- segments`: who is beyond it buys again least often of all stages. */
export const LAPSED_AFTER = 3;
/** Where neither the customer nor the shop has a gap to go by yet: judgement, a season. */
const UNKNOWN_GAP_DAYS = 90;

/**
 * Every customer has exactly one stage. With g the customer's usual gap, shrunk to the shop's (rhythm.ts), and d the whole
 * days since the last purchase:
 *
 *     d                purchases   silence before the last   stage
 *     any              none        -                         new
 *     d ≥ 3 g          any         any                       lapsed
 *     1.5 g ≤ d < 3 g  any         any                       at_risk
 *     d < 1.5 g        1           -                         new
 *     d < 1.5 g        2 or more   ≥ 3 g′                    back
 *     d < 1.5 g        2 or more   shorter                   active
 *
 * g′ is the usual gap as it was before that silence, which would else stretch the rhythm it is held against. Purchases
 * less than 24 hours apart are one; cancelled orders and those dated after `now` are none.
 */
export function stageOf(profile: Profile, shop: ShopRhythm | null, now: Instant): Stage {
  const visits = visitsOf(profile, now);
  const last = visits.at(-1);
  if (last === undefined) return "new";
  const gap = gapOf(visits, shop);
  const days = Math.floor((now - last) / DAY);
  if (days >= LAPSED_AFTER * gap) return "lapsed";
  if (days >= AT_RISK_AFTER * gap) return "at_risk";
  const before = visits.at(-2);
  if (before === undefined) return "new";
  return (last - before) / DAY >= LAPSED_AFTER * gapOf(visits.slice(0, -1), shop) ? "back" : "active";
}

function gapOf(visits: readonly Instant[], shop: ShopRhythm | null): number {
  return usualGap(visits, shop).days ?? UNKNOWN_GAP_DAYS;
}

function visitsOf(profile: Profile, now: Instant): Instant[] {
  const visits: Instant[] = [];
  for (const { at, cancelled } of profile.orders) {
    const last = visits.at(-1);
    if (!cancelled && at <= now && (last === undefined || at - last >= DAY)) visits.push(at);
  }
  return visits;
}
