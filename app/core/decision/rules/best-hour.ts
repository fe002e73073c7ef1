import { DAY, formatInstant } from "../../shared/instant.ts";
import { clockAt, nextLocalHour } from "../../shared/local-time.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { TimingRule } from "../decision.ts";
import { isOpenHour, openHours } from "../open-hours.ts";
import { bestHourOn } from "../reading-hour.ts";
import { whereabouts } from "../whereabouts.ts";

/** Counted from when the message's moment came: whatever else held it meanwhile, it does not wait for the hour twice. */
const LONGEST_WAIT = DAY;

const WHOSE = { own: "This customer usually reads", shop: "Your customers usually read", prior: "Shoppers usually read" } as const;

/** Marketing whose step asks for it goes at the hour this customer reads at, if that comes within a day and before the message's moment is over. */
export const bestHour: TimingRule = {
  id: "best_hour",
  words: "A message that can wait goes out at the hour this customer usually reads.",
  check({ class: kind, timing, channel, profile, shop, now, since, expiresAt }) {
    if (kind === "transactional" || timing !== "best_hour") return NOT_CONCERNED;
    const where = whereabouts(channel, profile, shop);
    const best = bestHourOn(channel, profile, shop);
    if (!best) return NOT_CONCERNED;
    const { hour } = clockAt(now, where.zone);
    const saw = () => ({ hour: best.hour, basis: best.basis, evidence: best.n, localHour: hour, zone: where.zone });
    if (hour === best.hour) return pass(saw);
    const until = nextLocalHour(now, where.zone, best.hour);
    // The day may have other hours than today (a Sunday), and a change of daylight saving may skip the very hour.
    const then = clockAt(until, where.zone);
    const open = isOpenHour(openHours(channel, where, shop.settings.quietHours), then.weekday, then.hour);
    if (until <= now || until > Math.min(since + LONGEST_WAIT, expiresAt) || !open) return pass(() => ({ ...saw(), tooLate: formatInstant(until) }));
    return { verdict: { kind: "hold", until, reason: `${WHOSE[best.basis]} at about ${best.hour}:00; this waits for that hour.` }, saw };
  },
};
