import { HOUR, MINUTE } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { nextLocalHour } from "../core/shared/local-time.ts";

/** When a periodic job runs: again so many milliseconds after each run, or each night in the shop's own time zone. */
export type Schedule = { readonly everyMs: number } | { readonly nightlyAtHour: number };

/**
 * The first regular moment after `now`. A night's runs are spread over the hour by the shop's id: thousands
 * of shops share a time zone.
 */
export function nextRun(schedule: Schedule, shop: { readonly id: string; readonly timeZone: string }, now: Instant): Instant {
  if ("everyMs" in schedule) return now + schedule.everyMs;
  const spread = minuteOf(shop.id) * MINUTE;
  return nextLocalHour(now - spread + 1, shop.timeZone, schedule.nightlyAtHour) + spread;
}

/** 0 to 59, the same for a shop each night. */
function minuteOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % (HOUR / MINUTE);
}
