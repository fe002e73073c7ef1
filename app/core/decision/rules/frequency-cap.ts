import { DAY, formatInstant } from "../../shared/instant.ts";
import type { Rule } from "../decision.ts";

/** At most one marketing message per customer in this time, whatever the journeys want. */
export const MARKETING_GAP = DAY;

export const frequencyCap: Rule = {
  id: "frequency_cap",
  words: "At most one marketing message per customer in 24 hours.",
  check({ class: kind, profile, now }) {
    const last = profile.messages.lastMarketingAt;
    const saw = { lastMarketingAt: last === null ? null : formatInstant(last) };
    if (kind === "transactional" || last === null || now - last >= MARKETING_GAP) return { verdict: { kind: "pass" }, saw };
    return { verdict: { kind: "hold", until: last + MARKETING_GAP, reason: "Another marketing message went out less than 24 hours ago." }, saw };
  },
};
