/** A moment: milliseconds since 1970-01-01T00:00:00Z. Always an integer. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Reads an ISO 8601 date-time that names its zone ("…Z", "…+05:30").
 * A zone-less text is refused: guessing a zone moves orders by up to 14 hours.
 *
 * @returns null when it is not such a moment
 */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || !/(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** "2026-03-01T" by day: every decision writes down several moments, and Date is slow at it. */
const dates = new Map<number, string>();
const DATES_KEPT = 20_000;
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** The moment as ISO 8601 in UTC with milliseconds. @throws RangeError beyond the years Date knows */
export function formatInstant(at: Instant): string {
  const day = Math.floor(at / DAY);
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size >= DATES_KEPT) dates.clear();
    dates.set(day, (date = new Date(day * DAY).toISOString().slice(0, -"00:00:00.000Z".length)));
  }
  const rest = at - day * DAY;
  const millis = rest % SECOND;
  return `${date}${TWO[Math.floor(rest / HOUR)]}:${TWO[Math.floor(rest / MINUTE) % 60]}:${TWO[Math.floor(rest / SECOND) % 60]}.${millis < 10 ? "00" : millis < 100 ? "0" : ""}${millis}Z`;
}
