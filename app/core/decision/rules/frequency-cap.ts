import { DAY, formatInstant, HOUR } from "../../shared/instant.ts";
import { freeAt, sentWithin } from "../caps.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";
import { engagementLevel } from "../engagement-level.ts";
import { levelWords } from "../level-words.ts";

const WEEK = 7 * DAY;

/** Over all journeys and channels. A message that answers an open matter is counted too. */
export const frequencyCap: MessageRule = {
  id: "frequency_cap",
  words: "Each customer gets only so much marketing, whatever the journeys want: more for those who answer, less for those who do not.",
  check({ class: kind, profile, shop, now }) {
    if (kind === "transactional") return NOT_CONCERNED;
    const level = engagementLevel(profile, now);
    const { marketing, lastMarketingAt } = profile.messages;
    const gapHours = shop.settings.caps.gapHours[level];
    const limit = shop.settings.caps.perWeek[level];
    const sent = sentWithin(marketing, null, WEEK, now);
    const saw = () => ({ level, lastMarketingAt: lastMarketingAt === null ? null : formatInstant(lastMarketingAt), gapHours, sentInWeek: sent, perWeek: limit });
    const afterGap = lastMarketingAt === null ? now : lastMarketingAt + gapHours * HOUR;
    const afterWeek = freeAt(marketing, null, limit, WEEK, now);
    if (afterGap <= now && afterWeek <= now) return pass(saw);
    const reason = afterGap > afterWeek ? `Another marketing message went out less than ${gapHours} hours ago.` : `${levelWords(level)} gets at most ${limit === 1 ? "one marketing message" : `${limit} marketing messages`} in seven days.`;
    return { verdict: { kind: "hold", until: Math.max(afterGap, afterWeek), reason }, saw };
  },
};
