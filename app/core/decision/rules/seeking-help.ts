import { formatInstant } from "../../shared/instant.ts";
import { helpSought } from "../help-sought.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

const WORDS = { returns: "looked at how to return something", faq: "went back to the questions and answers several times", help: "spent a long time on the help pages" } as const;

/** Someone who is looking for help is not in the mood for an offer. Ends three quiet days after the last such visit, or with a matter closed since. */
export const seekingHelp: MessageRule = {
  id: "seeking_help",
  words: "While a customer is searching the help or returns pages, marketing waits until a support matter is closed or three quiet days have passed.",
  check({ class: kind, supports, profile, now }) {
    if (kind === "transactional" || supports) return NOT_CONCERNED;
    const sought = helpSought(profile, now);
    if (!sought) return pass(() => ({ seeking: false }));
    const settled = Object.values(profile.issues).some((issue) => issue.closedAt !== null && issue.closedAt >= sought.lastAt && issue.closedAt <= now);
    const saw = () => ({ seeking: true, sign: sought.sign, lastVisitAt: formatInstant(sought.lastAt), settled });
    if (settled) return pass(saw);
    return { verdict: { kind: "hold", until: sought.until, reason: `This customer ${WORDS[sought.sign]}; marketing waits until that is settled.` }, saw };
  },
};
