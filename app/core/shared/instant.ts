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

/** The moment as ISO 8601 in UTC with milliseconds. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}
