import { MINUTE } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { instantOfWall } from "../../shared/local-time.ts";

/** "ambiguous" where day and month cannot be told apart; null for no date. */
export type ReadTime = (text: string) => Instant | "ambiguous" | null;

const TIME = String.raw`(?:[T ,]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]m)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d\d?)[-/.](\d\d?)${TIME}`, "i");
const YEAR_LAST = new RegExp(String.raw`^(\d\d?)([-/.])(\d\d?)[-/.](\d{4})${TIME}`, "i");

/** 1970 to 2100, as for webhooks. */
const LATEST = Date.UTC(2100, 0, 1);

/** An export of years repeats few quarter hours, and asking for a zone's offset costs microseconds. */
const MOST_KEPT = 100_000;

/**
 * Reads the ways exports write a moment: "2026-01-31 18:05:33 +0000" (Shopify), "2026-01-31 18:05"
 * and "2026-01-31" (WooCommerce plugins, in the shop's zone), "31.01.2026", "1/31/2026 6:05 PM",
 * seconds since 1970.
 *
 * @param zone IANA zone of times that name none
 */
export function timeReader(zone: string): ReadTime {
  const shifts = new Map<number, number>();
  // No zone's clock has ever changed within a quarter of an hour.
  const inZone = (wall: number): Instant => {
    const quarter = Math.floor(wall / (15 * MINUTE));
    let shift = shifts.get(quarter);
    if (shift === undefined) {
      if (shifts.size >= MOST_KEPT) shifts.clear();
      shift = instantOfWall(wall, zone) - wall;
      shifts.set(quarter, shift);
    }
    return wall + shift;
  };
  return (text) => {
    if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
    const iso = YEAR_FIRST.exec(text);
    if (iso) return moment(iso[1], iso[2], iso[3], iso.slice(4), inZone);
    const local = YEAR_LAST.exec(text);
    if (!local) return null;
    const [, first, mark, second, year] = local;
    // A point comes between day and month only where the day is first.
    const dayFirst = mark === "." || Number(first) > 12;
    if (!dayFirst && Number(second) <= 12 && first !== second) return "ambiguous";
    return dayFirst ? moment(year, second, first, local.slice(5), inZone) : moment(year, first, second, local.slice(5), inZone);
  };
}

function moment(year: string | undefined, month: string | undefined, day: string | undefined, rest: readonly (string | undefined)[], inZone: (wall: number) => Instant): Instant | null {
  const [hours, minutes, seconds, half, offset] = rest;
  let hour = Number(hours ?? 0);
  if (half) hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minutes ?? 0), Number(seconds ?? 0));
  // Date.UTC turns the 31st of February into the 3rd of March.
  const real = new Date(wall).getUTCDate() === Number(day) && Number(month) <= 12 && hour < 24 && Number(minutes ?? 0) < 60;
  if (!real) return null;
  const at = offset === undefined ? inZone(wall) : wall - offsetOf(offset);
  return at >= 0 && at < LATEST ? at : null;
}

function offsetOf(text: string): number {
  if (!/\d/.test(text)) return 0;
  const ahead = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith("-") ? -ahead : ahead) * MINUTE;
}
