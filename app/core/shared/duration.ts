import { DAY, HOUR, MINUTE, SECOND } from "./instant.ts";

/**
 * ISO 8601 duration in weeks, days, hours, minutes and seconds ("P3D", "PT90M", "P1DT12H") as milliseconds.
 * Months and years are refused: they have no fixed length, and a journey must mean the same wait for everyone.
 *
 * @returns null when the text is not such a duration
 */
export function parseDuration(text: string): number | null {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return null;
  const [, weeks, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  const total = (weeks ?? 0) * 7 * DAY + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
  return Number.isSafeInteger(total) ? total : null;
}
