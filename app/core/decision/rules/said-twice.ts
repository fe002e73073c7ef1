import { DAY, formatInstant } from "../../shared/instant.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/** The same product or the same offer is not brought up again within this time. */
const SAID_WINDOW = 30 * DAY;

/** News of an open matter may name what was promoted before. */
export const saidTwice: MessageRule = {
  id: "said_twice",
  words: "The same product or offer is not brought up twice within 30 days, whichever journey wants to.",
  check({ class: kind, supports, says, profile, now }) {
    if (kind === "transactional" || supports || says.length === 0) return NOT_CONCERNED;
    const again = says.find((what) => now - (profile.said[what] ?? -Infinity) < SAID_WINDOW);
    if (again === undefined) return pass(() => ({ says }));
    const saw = () => ({ says, again, last: formatInstant(profile.said[again] ?? 0) });
    return { verdict: { kind: "drop", reason: "This customer was told the same less than 30 days ago." }, saw };
  },
};
