import { channelWord } from "../channel-word.ts";
import { clockAt } from "../../shared/local-time.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";
import { isOpenHour, nextOpen, openHours } from "../open-hours.ts";
import { whereabouts } from "../whereabouts.ts";

/**
 * No marketing at night, by the customer's own clock: the shop's own setting for every channel, and for texts and
 * push also what the country and state allow (country-hours.ts).
 */
export const quietHours: ChannelRule = {
  id: "quiet_hours",
  words: "Marketing waits for the customer's own daytime; texts also keep to the hours of the customer's country.",
  check({ channel, class: kind, profile, shop, now }) {
    if (kind === "transactional") return NOT_CONCERNED;
    const where = whereabouts(channel, profile, shop);
    const hours = openHours(channel, where, shop.settings.quietHours);
    const { hour, minute, weekday } = clockAt(now, where.zone);
    const saw = () => ({ zone: where.zone, zoneFrom: where.zoneFrom, localHour: hour, openToday: hours.words[weekday], place: hours.place, source: hours.source });
    if (isOpenHour(hours, weekday, hour)) return pass(saw);
    const until = nextOpen(hours, now, where.zone);
    if (until === null) return { verdict: { kind: "drop", reason: `Your quiet hours leave no hour in which marketing by ${channelWord(channel)} is allowed in ${hours.place ?? "the customer's country"}.` }, saw };
    const opens = clockAt(until, where.zone);
    const clock = `${hour}:${String(minute).padStart(2, "0")}`;
    const day = opens.weekday === weekday || until - now < 24 * 3_600_000 ? "" : ` on ${WEEKDAYS[opens.weekday]}`;
    const where_ = where.unknownInUs ? "It may be night where this customer lives" : `It is ${clock} where this customer lives`;
    const rule = hours.place === null ? "" : ` (hours of ${hours.place})`;
    return { verdict: { kind: "hold", until, reason: `${where_}; marketing by ${channelWord(channel)} waits until ${opens.hour}:00${day}${rule}.` }, saw };
  },
};

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
