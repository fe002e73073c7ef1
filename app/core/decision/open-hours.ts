/** Which hours of the week are open for marketing by one way, for one customer. */
import type { Channel } from "../event/snapshot.ts";
import { HOUR, MINUTE } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { clockAt } from "../shared/local-time.ts";
import type { ShopSettings } from "../shop.ts";
import { HOURS_RULES, STRICTEST_US } from "./country-hours.ts";
import type { HoursRule, Open } from "./country-hours.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** By weekday (0 is Sunday), one bit for each hour of the day that is open, and the same in words. */
export type OpenHours = { readonly week: readonly number[]; readonly words: readonly string[]; readonly place: string | null; readonly source: string };

const weeks = new Map<string, OpenHours>();
/** Shops set their hours in few ways; states and countries are few. */
const WEEKS_KEPT = 5000;

/** What the shop's own quiet hours and every rule that fits leave open. */
export function openHours(channel: Channel, where: Whereabouts, quiet: ShopSettings["quietHours"]): OpenHours {
  const key = channel === "email" ? `${quiet.from}|${quiet.to}` : `${channel}|${where.country}|${where.state}|${where.unknownInUs}|${quiet.from}|${quiet.to}`;
  let found = weeks.get(key);
  if (!found) {
    if (weeks.size >= WEEKS_KEPT) weeks.clear();
    weeks.set(key, (found = compute(channel, where, quiet)));
  }
  return found;
}

export function isOpenAt(hours: OpenHours, at: Instant, zone: string): boolean {
  const { weekday, hour } = clockAt(at, zone);
  return isOpenHour(hours, weekday, hour);
}

export function isOpenHour(hours: OpenHours, weekday: number, hour: number): boolean {
  return ((hours.week[weekday] ?? 0) & (1 << hour)) !== 0;
}

/**
 * The first open moment at or after `at`: now, or the beginning of an open hour. Looks at the clock itself, so a
 * change of daylight saving and zones of half an hour need no care. Null when no hour of the week is open.
 */
export function nextOpen(hours: OpenHours, at: Instant, zone: string): Instant | null {
  if (hours.week.every((day) => day === 0)) return null;
  // A week, and the hour that a change may take away.
  for (let moment = at, hour = 0; hour <= 8 * 24; hour++) {
    const clock = clockAt(moment, zone);
    if (isOpenHour(hours, clock.weekday, clock.hour)) return moment;
    moment = Math.floor(moment / MINUTE) * MINUTE + HOUR - clock.minute * MINUTE;
  }
  return null;
}

/** "9:00–20:00", or "nothing", for one day of the week. */
function dayWords(day: number): string {
  const spans: string[] = [];
  for (let hour = 0; hour < 24; hour++) {
    if ((day & (1 << hour)) === 0) continue;
    const from = hour;
    while (hour < 23 && (day & (1 << (hour + 1))) !== 0) hour++;
    spans.push(`${from}:00–${hour + 1}:00`);
  }
  return spans.join(" and ") || "nothing";
}

function compute(channel: Channel, where: Whereabouts, quiet: ShopSettings["quietHours"]): OpenHours {
  const fitting = rulesFor(channel, where);
  const shop = 0xffffff & ~bitsOf(quiet.from, quiet.to);
  const week = [0, 1, 2, 3, 4, 5, 6].map((weekday) => fitting.reduce((open, rule) => open & hoursOf(dayOf(rule, weekday)), shop));
  const narrowest = fitting.at(-1);
  return { week, words: week.map(dayWords), place: narrowest?.place ?? null, source: narrowest ? fitting.map((rule) => rule.source).join("; ") : "the shop's own setting" };
}

function rulesFor(channel: Channel, { country, state, unknownInUs }: Whereabouts): readonly HoursRule[] {
  const ofChannel = HOURS_RULES.filter((rule) => rule.channels.includes(channel));
  if (unknownInUs && STRICTEST_US.channels.includes(channel)) return [STRICTEST_US];
  const own = ofChannel.filter((rule) => rule.country === country && (rule.state === undefined || rule.state === state));
  return own.length > 0 ? own : ofChannel.filter((rule) => rule.country === "*");
}

function dayOf(rule: HoursRule, weekday: number): Open {
  return weekday === 0 ? rule.sunday : weekday === 6 ? rule.saturday : rule.weekdays;
}

function hoursOf(open: Open): number {
  return open === null ? 0 : bitsOf(open[0], open[1]);
}

/** From an hour up to, not including, another; past midnight where the second is the smaller. The same twice is no hour. */
function bitsOf(from: number, to: number): number {
  let bits = 0;
  for (let hour = 0; hour < 24; hour++) if (from > to ? hour >= from || hour < to : hour >= from && hour < to) bits |= 1 << hour;
  return bits;
}
