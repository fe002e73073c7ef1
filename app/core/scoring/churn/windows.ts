import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";

const APART = 30;
const MOST = 12;
/** Before this much past has gathered nobody can be late yet, and rows say nothing of what lateness means. */
const PAST = 60;

/**
 * The moments churn is learnt at, oldest first: the newest whose label is complete at `end`, and before it one every 30
 * days, at most a year back, so that every season weighs. None where the shop is younger than a window with some past.
 *
 * @param from the first moment that is known
 */
export function churnCuts(from: Instant, end: Instant, horizonDays: number): Instant[] {
  const cuts: Instant[] = [];
  for (let cut = end - horizonDays * DAY; cut >= from + PAST * DAY && cuts.length < MOST; cut -= APART * DAY) cuts.unshift(cut);
  return cuts;
}
