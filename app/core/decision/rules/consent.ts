import { formatInstant } from "../../shared/instant.ts";
import { channelWord } from "../channel-word.ts";
import { pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";

/**
 * Marketing needs a recorded yes on its own channel; messages about one's own order do not. Some countries ask for less for
 * e-mail about similar products (soft opt-in, ePrivacy Directive art. 13(2)), and none of them for texts: the
 * recorded yes is right in all of them. US texts need one in writing (47 CFR 64.1200(f)(9)); a review request
 * counts as marketing in Germany (BGH VI ZR 225/17), and so here everywhere.
 */
export const consent: ChannelRule = {
  id: "consent",
  words: "Marketing goes only to customers who agreed to it on that very channel; messages about an order go to everyone.",
  check({ channel, class: kind, profile }) {
    const word = profile.consent[channel];
    const saw = () => ({ channel, class: kind, granted: word?.granted ?? null, at: word ? formatInstant(word.at) : null, source: word?.source ?? null });
    if (kind === "transactional" || word?.granted) return pass(saw);
    if (word) return { verdict: { kind: "drop", reason: `Consent to marketing by ${channelWord(channel)} was withdrawn (${word.source}).` }, saw };
    const elsewhere = channel !== "email" && profile.consent.email?.granted === true;
    const reason = `No consent to marketing by ${channelWord(channel)} is recorded for this customer${elsewhere ? "; the one for e-mail does not cover it" : ""}.`;
    return { verdict: { kind: "drop", reason }, saw };
  },
};
