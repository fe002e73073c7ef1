import { formatInstant } from "../../shared/instant.ts";
import type { Rule } from "../decision.ts";

/** Marketing needs a recorded yes on its channel; messages about one's own order do not. */
export const consent: Rule = {
  id: "consent",
  words: "Marketing goes only to customers who agreed to it; messages about an order go to everyone.",
  check({ channel, class: kind, profile }) {
    const word = profile.consent[channel];
    const saw = { class: kind, granted: word?.granted ?? null, at: word ? formatInstant(word.at) : null, source: word?.source ?? null };
    if (kind === "transactional" || word?.granted) return { verdict: { kind: "pass" }, saw };
    const reason = word ? `Consent to marketing was withdrawn (${word.source}).` : "No consent to marketing is recorded for this customer.";
    return { verdict: { kind: "drop", reason }, saw };
  },
};
