import { DAY, HOUR, MINUTE } from "./instant.ts";
import type { Instant } from "./instant.ts";

export type LocalTime = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly weekday: number };

/** Wall-clock time at a moment in a zone; weekday 0 is Sunday. An unknown zone reads as UTC. */
export function localTime(at: Instant, zone: string): LocalTime {
  const wall = new Date(at + offsetAt(at, zone));
  return {
    year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(),
    hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), weekday: wall.getUTCDay(),
  };
}

/** Hour, minute and weekday (0 is Sunday) of `localTime`, for the many times when the date does not matter. */
export function clockAt(at: Instant, zone: string): { readonly hour: number; readonly minute: number; readonly weekday: number } {
  const minutes = Math.floor((at + offsetAt(at, zone)) / MINUTE);
  const day = Math.floor(minutes / 1440);
  const ofDay = minutes - day * 1440;
  // 1 January 1970 was a Thursday.
  return { hour: Math.floor(ofDay / 60), minute: ofDay % 60, weekday: (((day + 4) % 7) + 7) % 7 };
}

/**
 * The next moment at or after `at` when the clock in `zone` shows `hour`:00 (0–23). Daylight saving is
 * respected; an hour that a change skips is met at the first moment after it.
 */
export function nextLocalHour(at: Instant, zone: string, hour: number): Instant {
  // By the calendar and not by adding 24 hours: from the last hour before a day of 23 hours that would skip the whole day.
  const today = localTime(at, zone);
  for (const days of [0, 1, 2]) {
    const moment = instantOfWall(Date.UTC(today.year, today.month - 1, today.day + days, hour), zone);
    if (moment >= at) return moment;
  }
  return at;
}

/**
 * The moment a clock in `zone` shows a date and time, given as the Instant it would be in UTC. An hour
 * that daylight saving shows twice is one of the two; one that it skips is a moment next to the gap.
 */
export function instantOfWall(wall: Instant, zone: string): Instant {
  // Two passes: the first offset may be that of the other side of a daylight-saving change.
  const moment = wall - offsetAt(wall, zone);
  return wall - offsetAt(moment, zone);
}

type Offsets = { readonly formatter: Intl.DateTimeFormat; readonly days: Map<number, number | null> };

/** Zones asked lately: asking Intl costs more than a whole decision. */
const known = new Map<string, Offsets>();
/** Bounds what is remembered of one zone: some 27 years. */
const DAYS_KEPT = 10_000;

/** Milliseconds the zone is ahead of UTC at a moment. A day (UTC) that begins and ends with one offset has it throughout: no zone changes twice in a day. */
function offsetAt(at: Instant, zone: string): number {
  let offsets = known.get(zone);
  if (!offsets) known.set(zone, (offsets = { formatter: formatterFor(zone), days: new Map() }));
  const day = Math.floor(at / DAY);
  let offset = offsets.days.get(day);
  if (offset === undefined) {
    const first = askOffset(day * DAY, offsets.formatter);
    offset = first === askOffset((day + 1) * DAY, offsets.formatter) ? first : null;
    if (offsets.days.size >= DAYS_KEPT) offsets.days.clear();
    offsets.days.set(day, offset);
  }
  return offset ?? askOffset(at, offsets.formatter);
}

function askOffset(at: Instant, formatter: Intl.DateTimeFormat): number {
  const parts = Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE;
}

function formatterFor(zone: string): Intl.DateTimeFormat {
  const options = { hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}

/** Whole hours the zone is ahead of UTC at a moment, rounded down where it is a broken number (India: 5). */
export function hoursAhead(at: Instant, zone: string): number {
  return Math.floor(offsetAt(at, zone) / HOUR);
}
