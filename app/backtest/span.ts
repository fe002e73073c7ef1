import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { instantOfWall } from "../core/shared/local-time.ts";
import { dayOf } from "../simulation/report.ts";
import { StartError } from "../start-error.server.ts";
import type { Arguments } from "./arguments.ts";

export type Span = { readonly from: Instant; readonly to: Instant };

/**
 * From the beginning of one day to the end of another, on the shop's calendar; the year up to `end` where none are told.
 *
 * @param end the last moment anything is known of
 * @throws StartError when the days lie outside of what is known
 */
export function spanOf({ from, to }: Pick<Arguments, "from" | "to">, known: { readonly first: Instant | null; readonly end: Instant }, zone: string): Span {
  const last = to === null ? known.end : Math.min(known.end, startOf(to, zone, 1) - 1);
  const first = from === null ? last - 365 * DAY : startOf(from, zone, 0);
  const there = known.first === null ? "" : ` What is known goes from ${dayOf(known.first, zone)} to ${dayOf(known.end, zone)}.`;
  if (first > known.end) throw new StartError(`--from ${from} lies ahead of all that is known.${there}`);
  if (known.first !== null && last < known.first) throw new StartError(`--to ${to} lies before anything is known.${there}`);
  return { from: first, to: last };
}

function startOf(day: string, zone: string, later: number): Instant {
  return instantOfWall(Date.parse(`${day}T00:00:00Z`) + later * DAY, zone);
}
