import type { Rule } from "../decision.ts";

/** There must be somewhere to send it. */
export const address: Rule = {
  id: "address",
  words: "Nothing is sent without an address for the channel.",
  check({ channel, profile }) {
    const known = channel === "email" ? profile.email !== null : profile.phone !== null;
    if (known) return { verdict: { kind: "pass" }, saw: { known } };
    const missing = channel === "email" ? "e-mail address" : "phone number";
    return { verdict: { kind: "drop", reason: `This customer has no ${missing}.` }, saw: { known } };
  },
};
