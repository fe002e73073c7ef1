/** What the referral messages share: the thank-you for both sides, the link, and the way to share it. */
import type { Language } from "../locale.ts";
import type { Block } from "./content.ts";

/** The variable with the merchant's words for what this customer gets. */
type Reward = "referral.reward" | "referral.cashback" | "referral.earlyAccess";

const WORDS: Readonly<Record<Language, { you: string; friend: string; link: string; share: string; forward: string }>> = {
  en: {
    you: "For you, when a friend orders:", friend: "For your friend:", link: "Your own link", share: "Share on WhatsApp",
    forward: "Or send the link in any way you like. We see by it that someone comes from you, and who you send it to stays with you.",
  },
  hi: {
    you: "दोस्त के ऑर्डर करने पर आपके लिए:", friend: "आपके दोस्त के लिए:", link: "आपका अपना लिंक", share: "WhatsApp पर भेजें",
    forward: "या यह लिंक जैसे चाहें भेजिए। इससे हमें पता चल जाता है कि कोई आपके कहने पर आया है। आपने किसे भेजा, यह आप तक ही रहता है।",
  },
};

/** The thank-yous are named only where the merchant has put them in words; the usual one where there is none of its own. */
export function sharing(language: Language, reward: Reward): Block[] {
  const words = WORDS[language];
  return [
    { kind: "note", when: `${reward} or referral.reward`, text: `${words.you} {{ ${reward} | default: referral.reward }}` },
    { kind: "note", when: "referral.friendReward", text: `${words.friend} {{ referral.friendReward }}` },
    { kind: "code", label: words.link, value: "referral.url" },
    { kind: "button", label: words.share, link: "whatsapp" },
    { kind: "paragraph", when: "referral.url", text: words.forward },
  ];
}

/** For SMS and the like; `reward` as in `sharing`. */
export function shortSharing(reward: Reward): Readonly<Record<Language, string>> {
  return {
    en: `{{ shop.name }}: know someone who would like it too?{% if ${reward} or referral.reward %} For you: {{ ${reward} | default: referral.reward | truncate: 40 }}.{% endif %}{% if referral.url %} Your link: {{ referral.url }}{% endif %}`,
    hi: `{{ shop.name }}: किसी अपने को भी पसंद आएगा?{% if ${reward} or referral.reward %} आपके लिए: {{ ${reward} | default: referral.reward | truncate: 40 }}।{% endif %}{% if referral.url %} आपका लिंक: {{ referral.url }}{% endif %}`,
  };
}
