import { DAY } from "./instant.ts";
import type { Instant } from "./instant.ts";

export type LocalTime = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly weekday: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Wall-clock time at a moment in a zone; weekday 0 is Sunday. An unknown zone reads as UTC. */
export function localTime(at: Instant, zone: string): LocalTime {
  const parts = Object.fromEntries(formatterFor(zone).formatToParts(at).map((part) => [part.type, part.value]));
  return {
    year: Number(parts["year"]), month: Number(parts["month"]), day: Number(parts["day"]),
    hour: Number(parts["hour"]), minute: Number(parts["minute"]), weekday: WEEKDAYS.indexOf(parts["weekday"] ?? "Sun"),
  };
}

/**
 * The next moment at or after `at` when the clock in `zone` shows `hour`:00 (0–23). Daylight saving is
 * respected; an hour that a change skips is met at the first moment after it.
 */
export function nextLocalHour(at: Instant, zone: string, hour: number): Instant {
  for (const shift of [0, DAY, 2 * DAY]) {
    const day = localTime(at + shift, zone);
    const wall = Date.UTC(day.year, day.month - 1, day.day, hour);
    // Two passes: the first offset may be that of the other side of a daylight-saving change.
    let moment = wall - offsetAt(wall, zone);
    moment = wall - offsetAt(moment, zone);
    if (moment >= at) return moment;
  }
  return at;
}

/** Milliseconds the zone is ahead of UTC at a moment. */
function offsetAt(at: Instant, zone: string): number {
  const local = localTime(at, zone);
  const wall = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
  return wall - Math.floor(at / 60_000) * 60_000;
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    const options = { hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", weekday: "short" } as const;
    try {
      found = new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
    } catch {
      found = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
    }
    formatters.set(zone, found);
  }
  return found;
}
