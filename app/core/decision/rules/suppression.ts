import { formatInstant } from "../../shared/instant.ts";
import { pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";

const WORDS = {
  bounced: "Mail to this address came back: it does not exist any more.",
  complained: "This customer marked a message as spam.",
  unsubscribed: "This customer unsubscribed.",
} as const;

/**
 * A dead address and a spam complaint stop everything on the channel; an unsubscribe stops marketing only:
 * the news of one's own order is not what was unsubscribed from (15 USC 7702(17), 7704(a)(3)).
 */
export const suppression: ChannelRule = {
  id: "suppression",
  words: "Addresses that bounced or complained get nothing more; unsubscribed customers get no marketing.",
  check({ channel, class: kind, profile }) {
    const found = profile.suppressed[channel];
    const saw = () => (found ? { reason: found.reason, since: formatInstant(found.at) } : { reason: null });
    if (!found || (found.reason === "unsubscribed" && kind === "transactional")) return pass(saw);
    return { verdict: { kind: "drop", reason: WORDS[found.reason] }, saw };
  },
};
