import type { Content } from "./content.ts";

/** After four out of five, or its like on another scale: thanks, the open question, and the public page. */
export const reviewGood: Content = {
  key: "review.good",
  class: "marketing",
  name: "Thanks for a good mark",
  variants: {
    en: {
      subject: "Thank you for your answer{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "And what would have made it perfect?",
      body: [
        { kind: "heading", text: "Thank you{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "You gave {% if product.title %}your {{ product.title }}{% else %}your order{% endif %} a good mark, and we are glad of it." },
        { kind: "contact", text: "What would have made it perfect? One line is enough:" },
        { kind: "paragraph", when: "links.review", text: "Others would like to know as well how it turned out for you, with all that is good and all that is not." },
        { kind: "button", label: "Write a review", link: "review" },
        { kind: "signature", text: "Thank you, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आपके जवाब के लिए धन्यवाद",
      preheader: "और कहाँ कमी रह गई?",
      body: [
        { kind: "heading", text: "धन्यवाद{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "{% if product.title %}{{ product.title }}{% else %}अपने ऑर्डर{% endif %} को आपने अच्छे अंक दिए, हमें इसकी ख़ुशी है।" },
        { kind: "contact", text: "कहाँ कमी रह गई? एक पंक्ति ही काफ़ी है:" },
        { kind: "paragraph", when: "links.review", text: "औरों के लिए भी आपका अनुभव काम का है, जो अच्छा रहा वह भी और जो नहीं वह भी।" },
        { kind: "button", label: "रिव्यू लिखें", link: "review" },
        { kind: "signature", text: "धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: thank you for your good mark.{% if links.review %} Others would like to read how it was: {{ links.review }}{% endif %}",
    hi: "{{ shop.name }}: अच्छे अंक देने के लिए धन्यवाद।{% if links.review %} औरों को भी बताएँ, कैसा रहा: {{ links.review }}{% endif %}",
  },
};
