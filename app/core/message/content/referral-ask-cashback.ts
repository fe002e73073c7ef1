import type { Content } from "./content.ts";
import { sharing, shortSharing } from "./referral-blocks.ts";

/** For those who look at the price: what is in it for both stands first. */
export const referralAskCashback: Content = {
  key: "referral.ask_cashback",
  class: "marketing",
  name: "Money back for a friend's order",
  variants: {
    en: {
      subject: "{% if referral.cashback %}A friend orders, you save{% else %}Know someone who would like it too?{% endif %}",
      preheader: "{% if referral.cashback %}For you: {{ referral.cashback }}{% else %}Your word says more than ours ever could.{% endif %}",
      body: [
        { kind: "heading", text: "{% if referral.cashback %}A friend orders, you save{% else %}Know someone who would like it too?{% endif %}" },
        { kind: "paragraph", text: "{% if customer.firstName %}Hello {{ customer.firstName }}, you{% else %}You{% endif %} know what {{ shop.name }} is good at. If it would suit someone you know, pass it on{% if referral.cashback %}: there is something in it for you too{% endif %}." },
        ...sharing("en", "referral.cashback"),
        { kind: "signature", text: "Thank you for passing it on, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if referral.cashback %}दोस्त का ऑर्डर, आपकी बचत{% else %}किसी अपने को भी पसंद आएगा?{% endif %}",
      preheader: "{% if referral.cashback %}आपके लिए: {{ referral.cashback }}{% else %}आपकी कही बात हमारी कही बात से बढ़कर है।{% endif %}",
      body: [
        { kind: "heading", text: "{% if referral.cashback %}दोस्त का ऑर्डर, आपकी बचत{% else %}किसी अपने को भी पसंद आएगा?{% endif %}" },
        { kind: "paragraph", text: "{% if customer.firstName %}नमस्ते {{ customer.firstName }} जी, {% endif %}आप जानते ही हैं कि {{ shop.name }} पर क्या अच्छा मिलता है। किसी जान-पहचान वाले के काम आए, तो बात आगे बढ़ाइए{% if referral.cashback %}। दोस्त का भी भला, और आपकी भी बचत{% endif %}।" },
        ...sharing("hi", "referral.cashback"),
        { kind: "signature", text: "बात आगे बढ़ाने के लिए धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: shortSharing("referral.cashback"),
};
