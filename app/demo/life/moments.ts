/** When people buy and when warehouses work. */
import { DAY, HOUR, MINUTE, SECOND } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { localTime, nextLocalHour } from "../../core/shared/local-time.ts";
import type { DemoStore } from "../stores/store.ts";
import type { Random } from "./random.ts";

/** Share of a day's orders by local hour, midnight first. */
const HOURS = [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4.5, 5, 6, 7, 7, 5, 2.5];
const HOUR_OF_DAY = HOURS.map((weight, hour) => ({ hour, weight }));
/** Sunday first. */
const WEEKDAYS = [1.15, 1, 0.95, 0.95, 1, 0.95, 1.1];

/** How likely an order is on the day of a moment, against an average day. */
export function demandAt(store: DemoStore, at: Instant): number {
  const day = localTime(at, store.timeZone);
  return (store.season[day.month - 1] ?? 1) * (WEEKDAYS[day.weekday] ?? 1);
}

/** A moment on the day of `at` at which people shop, in the buyer's own zone, to the second. */
export function shoppingMoment(random: Random, at: Instant, zone: string): Instant {
  const { hour } = random.weighted(HOUR_OF_DAY, (one) => one.weight);
  return nextLocalHour(Math.floor(at / DAY) * DAY, zone, hour) + random.int(0, 59) * MINUTE + random.int(0, 59) * SECOND;
}

/** When the warehouse hands a parcel over: `days` later in its afternoon, never on a Sunday. */
export function handOver(random: Random, store: DemoStore, placedAt: Instant, days: number): Instant {
  const wished = Math.max(placedAt + 2 * HOUR, placedAt + days * DAY);
  let at = nextLocalHour(wished, store.timeZone, random.int(11, 17)) + random.int(0, 40) * MINUTE + random.int(0, 59) * SECOND;
  if (localTime(at, store.timeZone).weekday === 0) at += DAY;
  return at;
}

/** A moment `days` after `from` between `fromHour` and `toHour` where the parcel is. */
export function onTheRoad(random: Random, from: Instant, days: number, zone: string, fromHour: number, toHour: number): Instant {
  const at = nextLocalHour(from + Math.max(0, days - 0.7) * DAY, zone, random.int(fromHour, toHour)) + random.int(0, 59) * MINUTE + random.int(0, 59) * SECOND;
  return Math.max(at, from + 2 * HOUR);
}
