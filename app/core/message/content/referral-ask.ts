import type { Content } from "./content.ts";
import { sharing, shortSharing } from "./referral-blocks.ts";

/** To who has shown to be happy: would a friend like it too? */
export const referralAsk: Content = {
  key: "referral.ask",
  class: "marketing",
  name: "Know someone who would like it too?",
  variants: {
    en: {
      subject: "Know someone who would like it too?",
      preheader: "{% if referral.url %}Your own link, to send to one person or to several.{% else %}Your word says more than ours ever could.{% endif %}",
      body: [
        { kind: "heading", text: "Know someone who would like it too?" },
        { kind: "paragraph", text: "{% if customer.firstName %}Hello {{ customer.firstName }}, what{% else %}What{% endif %} a friend says counts for more than anything we could say about ourselves. And you know by now what {{ shop.name }} is good at." },
        ...sharing("en", "referral.reward"),
        { kind: "signature", text: "Thank you for passing it on, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}किसी अपने को भी पसंद आएगा?",
      preheader: "{% if referral.url %}आपका अपना लिंक, एक को भेजिए या कइयों को।{% else %}आपकी कही बात हमारी कही बात से बढ़कर है।{% endif %}",
      body: [
        { kind: "heading", text: "किसी अपने को भी पसंद आएगा?" },
        { kind: "paragraph", text: "{% if customer.firstName %}नमस्ते {{ customer.firstName }} जी, {% endif %}अपनों की बात पर जितना भरोसा होता है, उतना किसी विज्ञापन पर नहीं। और आप तो अब जानते ही हैं कि {{ shop.name }} पर क्या अच्छा मिलता है।" },
        ...sharing("hi", "referral.reward"),
        { kind: "signature", text: "बात आगे बढ़ाने के लिए धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: shortSharing("referral.reward"),
};
