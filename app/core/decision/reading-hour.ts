import type { Channel } from "../event/snapshot.ts";
import type { Profile } from "../profile/profile.ts";
import { bestHour } from "../scoring/best-hour.ts";
import type { BestHour } from "../scoring/best-hour.ts";
import { localTime } from "../shared/local-time.ts";
import type { Shop } from "../shop.ts";
import { openHours } from "./open-hours.ts";
import { whereabouts } from "./whereabouts.ts";

/** Reference for the zone's distance from UTC: an hour of a profile's histogram moves as a whole. */
const REFERENCE = Date.UTC(2026, 0, 1);

/** The local hour this customer reads at, as far as their own clicks and opens, the shop's, and common sense tell; null where every hour is quiet. */
export function bestHourOf(profile: Profile, shop: Shop): BestHour | null {
  return bestHourOn("email", profile, shop);
}

/** The same among the hours that are open for one channel on any day of the week, on the clock that counts for it. */
export function bestHourOn(channel: Channel, profile: Profile, shop: Shop): BestHour | null {
  const where = whereabouts(channel, profile, shop);
  const { week } = openHours(channel, where, shop.settings.quietHours);
  const open = week.reduce((any, day) => any | day, 0);
  const local = localTime(REFERENCE, where.zone);
  const shift = local.day === 1 && local.month === 1 ? local.hour : local.hour - 24;
  const own = Array.from({ length: 24 }, (_, hour) => profile.hours[(hour - shift + 48) % 24] ?? 0);
  return bestHour(own, shop.stats.hours.length === 24 ? shop.stats.hours : null, (hour) => (open & (1 << hour)) !== 0);
}
