import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";

/** Whole days from `moment` to `at`, never negative: scores hold still between one day and the next. */
export function daysBetween(moment: Instant, at: Instant): number {
  return Math.max(0, Math.floor((at - moment) / DAY));
}
