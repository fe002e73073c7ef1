import { pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";
import { addressOf } from "../../message/address.ts";

const MISSING = { email: "e-mail address", sms: "phone number", whatsapp: "phone number", push: "browser that takes push messages" } as const;

/** There must be somewhere to send it. */
export const address: ChannelRule = {
  id: "address",
  words: "Nothing is sent without an address for the channel.",
  check({ channel, profile }) {
    const known = addressOf(profile, channel) !== null;
    if (known) return pass(() => ({ known }));
    return { verdict: { kind: "drop", reason: `This customer has no ${MISSING[channel]}.` }, saw: () => ({ known }) };
  },
};
