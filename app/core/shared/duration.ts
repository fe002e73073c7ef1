import { DAY, HOUR, MINUTE, SECOND } from "./instant.ts";

/**
 * ISO 8601 duration in weeks, days, hours, minutes and seconds ("P3D", "PT90M", "P1DT12H") as milliseconds.
 * Months and years are refused: they have no fixed length, and a journey must mean the same wait for everyone.
 *
 * @returns null when the text is not such a duration
 */
export function parseDuration(text: string): number | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const value = parse(text);
  if (parsed.size >= PARSED_KEPT) parsed.clear();
  parsed.set(text, value);
  return value;
}

/** Journeys ask for the same few over and over. */
const parsed = new Map<string, number | null>();
const PARSED_KEPT = 1_000;

function parse(text: string): number | null {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return null;
  const [, weeks, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  const total = (weeks ?? 0) * 7 * DAY + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
  return Number.isSafeInteger(total) ? total : null;
}
