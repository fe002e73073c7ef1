import type { Content } from "./content.ts";

/** A friend ordered: thanks, and the account of what was promised, no more. Who the friend is stays with the friend. */
export const referralReward: Content = {
  key: "referral.reward",
  class: "transactional",
  name: "A friend ordered: your thank-you",
  variants: {
    en: {
      subject: "A friend of yours has ordered. Thank you{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "{% if referral.reward %}Your thank-you: {{ referral.reward }}{% else %}Your word carried weight.{% endif %}",
      body: [
        { kind: "heading", text: "Thank you{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "Someone you sent our way has ordered at {{ shop.name }}. That is the finest thing a customer can do for a shop, and we will look after your friend as we look after you." },
        { kind: "note", when: "referral.reward", text: "As promised, for you: {{ referral.reward }}" },
        { kind: "code", label: "Your code", value: "offer.code" },
        { kind: "contact", text: "A question about it? Write to us:" },
        { kind: "signature", text: "With our sincere thanks, {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आपके दोस्त ने ऑर्डर किया है, धन्यवाद",
      preheader: "{% if referral.reward %}आपके लिए: {{ referral.reward }}{% else %}आपकी बात में वज़न है।{% endif %}",
      body: [
        { kind: "heading", text: "धन्यवाद{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "आपके कहने पर किसी ने {{ shop.name }} से ऑर्डर किया है। कोई ग्राहक किसी दुकान के लिए इससे अच्छा कुछ नहीं कर सकता। आपके दोस्त का भी हम वैसा ही ध्यान रखेंगे जैसा आपका रखते हैं।" },
        { kind: "note", when: "referral.reward", text: "वादे के मुताबिक़, आपके लिए: {{ referral.reward }}" },
        { kind: "code", label: "आपका कोड", value: "offer.code" },
        { kind: "contact", text: "इस बारे में कुछ पूछना हो, तो हमें लिखें:" },
        { kind: "signature", text: "हार्दिक आभार सहित, {{ shop.name }}" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: a friend of yours has ordered, thank you.{% if referral.reward %} For you: {{ referral.reward | truncate: 40 }}.{% endif %}{% if offer.code %} Code: {{ offer.code }}{% endif %}",
    hi: "{{ shop.name }}: आपके दोस्त ने ऑर्डर किया है, धन्यवाद।{% if referral.reward %} आपके लिए: {{ referral.reward | truncate: 40 }}।{% endif %}{% if offer.code %} कोड: {{ offer.code }}{% endif %}",
  },
};
