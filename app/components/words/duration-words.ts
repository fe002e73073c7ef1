import { parseDuration } from "../../core/shared/duration.ts";
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";

const UNITS = [["day", DAY], ["hour", HOUR], ["minute", MINUTE], ["second", 1000]] as const;

/** "3 days", "36 hours", "1 day and 6 hours"; a text that is not a duration as it is. */
export function durationWords(written: string): string {
  const ms = parseDuration(written);
  return ms === null ? written : spanWords(ms);
}

/** A span of milliseconds in words; anything below a second is "no time". */
export function spanWords(ms: number): string {
  let left = ms;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "no time" : parts.length === 1 ? (parts[0] as string) : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
