import type { Content } from "./content.ts";
import { sharing, shortSharing } from "./referral-blocks.ts";

/** For the closest customers, who are thanked with being first rather than with money. */
export const referralAskVip: Content = {
  key: "referral.ask_vip",
  class: "marketing",
  name: "First in line, for our closest customers",
  variants: {
    en: {
      subject: "{% if customer.firstName %}{{ customer.firstName }}, {% if referral.earlyAccess %}first in line, with a friend{% else %}a small request from us{% endif %}{% elsif referral.earlyAccess %}First in line, with a friend{% else %}A small request from us{% endif %}",
      preheader: "{% if referral.earlyAccess %}For you: {{ referral.earlyAccess }}{% else %}Is there someone you would send our way?{% endif %}",
      body: [
        { kind: "heading", text: "A small request{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "You are one of the customers {{ shop.name }} owes the most to, and your word counts for more than any advertisement of ours. Is there someone you would send our way?" },
        { kind: "paragraph", when: "referral.earlyAccess", text: "We would like to thank you with something that is not in the shop window." },
        ...sharing("en", "referral.earlyAccess"),
        { kind: "signature", text: "With our sincere thanks, {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if referral.earlyAccess %}आप सबसे पहले, अपने दोस्त के साथ{% else %}आपसे एक छोटा-सा अनुरोध{% endif %}",
      preheader: "{% if referral.earlyAccess %}आपके लिए: {{ referral.earlyAccess }}{% else %}क्या कोई ऐसा है जिसे आप हमारे यहाँ भेजना चाहेंगे?{% endif %}",
      body: [
        { kind: "heading", text: "एक छोटा-सा अनुरोध{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "आप उन ग्राहकों में से हैं जिनके हम सबसे ज़्यादा आभारी हैं। आपकी कही बात हमारे किसी भी विज्ञापन से बढ़कर है। क्या कोई ऐसा है जिसे आप हमारे यहाँ भेजना चाहेंगे?" },
        { kind: "paragraph", when: "referral.earlyAccess", text: "धन्यवाद के तौर पर हम आपको कुछ ऐसा देना चाहते हैं जो सबके लिए नहीं है।" },
        ...sharing("hi", "referral.earlyAccess"),
        { kind: "signature", text: "हार्दिक आभार सहित, {{ shop.name }}" },
      ],
    },
  },
  short: shortSharing("referral.earlyAccess"),
};
