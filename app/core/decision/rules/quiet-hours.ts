import { localTime, nextLocalHour } from "../../shared/local-time.ts";
import type { Rule } from "../decision.ts";

/**
 * No marketing at night, by the customer's own clock; the shop's where theirs is unknown. The default window
 * 9:00 to 21:00 lies inside what US law allows for calls and texts (47 CFR 64.1200(c)(1): 8 am to 9 pm,
 * recipient's local time), kept for every channel.
 */
export const quietHours: Rule = {
  id: "quiet_hours",
  words: "Marketing waits for the customer's own daytime.",
  check({ class: kind, profile, shop, now }) {
    const zone = profile.timeZone ?? shop.timeZone;
    const { from, to } = shop.settings.quietHours;
    const { hour } = localTime(now, zone);
    const quiet = from > to ? hour >= from || hour < to : hour >= from && hour < to;
    const saw = { zone, zoneFrom: profile.timeZone ? "customer's address" : "shop", localHour: hour, quietFrom: from, quietTo: to };
    if (kind === "transactional" || !quiet) return { verdict: { kind: "pass" }, saw };
    const clock = `${String(hour).padStart(2, "0")}:00`;
    return { verdict: { kind: "hold", until: nextLocalHour(now, zone, to), reason: `It is about ${clock} where this customer lives; marketing waits until ${to}:00.` }, saw };
  },
};
