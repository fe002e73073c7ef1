import { DAY } from "../../shared/instant.ts";
import { freeAt, sentWithin } from "../caps.ts";
import { channelWord } from "../channel-word.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";
import { engagementLevel } from "../engagement-level.ts";
import { levelWords } from "../level-words.ts";
import { whereabouts } from "../whereabouts.ts";

const WEEK = 7 * DAY;

/**
 * Marketing texts in 24 hours about one matter, Fla. Stat. 501.059(8)(a); kept for texts on any matter, and for US
 * customers whose state nobody knows.
 */
const FLORIDA_TEXTS_PER_DAY = 3;

/** How often one channel may be used for marketing to one customer. */
export const channelCap: ChannelRule = {
  id: "channel_cap",
  words: "Each channel has its own limit for marketing: more for customers who answer, less for those who do not.",
  check({ channel, class: kind, profile, shop, now }) {
    if (kind === "transactional") return NOT_CONCERNED;
    const level = engagementLevel(profile, now);
    const { marketing } = profile.messages;
    const limit = shop.settings.caps.channels[channel][level];
    const saw = () => ({ channel, level, sentInWeek: sentWithin(marketing, channel, WEEK, now), perWeek: limit });
    const afterWeek = freeAt(marketing, channel, limit, WEEK, now);
    const fourth = channel === "sms" ? freeAt(marketing, channel, FLORIDA_TEXTS_PER_DAY, DAY, now) : now;
    const afterDay = fourth > now && countsTexts(whereabouts(channel, profile, shop)) ? fourth : now;
    if (afterWeek <= now && afterDay <= now) return pass(saw);
    const reason =
      afterDay > afterWeek
        ? `Florida allows at most ${FLORIDA_TEXTS_PER_DAY} marketing texts in 24 hours.`
        : `${levelWords(level)} gets at most ${limit === 1 ? "one marketing message" : `${limit} marketing messages`} by ${channelWord(channel)} in seven days.`;
    return { verdict: { kind: "hold", until: Math.max(afterWeek, afterDay), reason }, saw };
  },
};

function countsTexts({ country, state, unknownInUs }: ReturnType<typeof whereabouts>): boolean {
  return unknownInUs || (country === "US" && state === "FL");
}
