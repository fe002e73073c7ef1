import { NOT_CONCERNED, pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";

/**
 * Meta delivers no marketing templates to US numbers since 2025-04-01 (Twilio error 63049): trying only costs
 * the message.
 */
export const whatsappLimits: ChannelRule = {
  id: "whatsapp_limits",
  words: "WhatsApp does not deliver marketing to US phone numbers, so none is tried.",
  check({ channel, class: kind, profile }) {
    if (channel !== "whatsapp" || kind === "transactional") return NOT_CONCERNED;
    // +1 is the US and its neighbours in one numbering plan; the address tells Canada apart.
    const american = profile.phone?.value.startsWith("+1") === true && profile.address?.value.country !== "CA";
    if (!american) return pass(() => ({ american }));
    return { verdict: { kind: "drop", reason: "WhatsApp does not deliver marketing to US phone numbers." }, saw: () => ({ american }) };
  },
};
