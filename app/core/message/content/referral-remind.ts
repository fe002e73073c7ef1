import type { Content } from "./content.ts";
import { sharing } from "./referral-blocks.ts";

/** One reminder that the link is there, in case the moment was wrong. */
export const referralRemind: Content = {
  key: "referral.remind",
  class: "marketing",
  name: "The link, once more",
  variants: {
    en: {
      subject: "{% if referral.url %}Your link, in case you want to pass it on{% else %}In case you want to pass it on{% endif %}",
      preheader: "We only mention it once more.",
      body: [
        { kind: "heading", text: "In case you want to pass it on{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "Not long ago we asked whether you know someone who would like {{ shop.name }} as well. If nobody came to mind, that is fine.{% if referral.url %} If somebody did, here is your link once more.{% endif %}" },
        ...sharing("en", "referral.reward"),
        { kind: "signature", text: "Thank you, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if referral.url %}आपका लिंक, अगर किसी को भेजना चाहें{% else %}अगर किसी को बताना चाहें{% endif %}",
      preheader: "बस एक बार और याद दिला रहे हैं।",
      body: [
        { kind: "heading", text: "अगर किसी को बताना चाहें{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "कुछ दिन पहले हमने पूछा था कि क्या आपके किसी अपने को भी {{ shop.name }} पसंद आएगा। कोई ध्यान में न आया हो, तो कोई बात नहीं।{% if referral.url %} आया हो, तो आपका लिंक यह रहा।{% endif %}" },
        ...sharing("hi", "referral.reward"),
        { kind: "signature", text: "धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if referral.url %}here is your link once more, in case a friend comes to mind. {{ referral.url }}{% else %}in case a friend comes to mind: we would be glad.{% endif %}",
    hi: "{{ shop.name }}: कोई दोस्त ध्यान में आए, तो {% if referral.url %}आपका लिंक यह रहा। {{ referral.url }}{% else %}उसे हमारे बारे में ज़रूर बताइए।{% endif %}",
  },
};
