import type { Content } from "./content.ts";

/** The same question once more, and the promise that it was the last time. */
export const reviewRemind: Content = {
  key: "review.remind",
  class: "marketing",
  name: "The question, once more",
  variants: {
    en: {
      subject: "One tap, if you have a moment",
      preheader: "How do you like {% if product.title %}your {{ product.title | truncate: 60 }}{% else %}your order{% endif %}? We do not ask a third time.",
      body: [
        { kind: "heading", text: "One tap, if you have a moment" },
        { kind: "paragraph", text: "{% if customer.firstName %}Hello {{ customer.firstName }}, we{% else %}We{% endif %} asked a few days ago how you like {% if product.title %}your {{ product.title }}{% else %}your order{% if order.number %} {{ order.number }}{% endif %}{% endif %}, and we would still love to know." },
        { kind: "rating", low: "Not happy", high: "Very happy" },
        { kind: "paragraph", text: "If you would rather not, that is fine too. We will not ask about this order again." },
        { kind: "signature", text: "Thank you, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}एक पल हो, तो बस एक टैप",
      preheader: "{% if product.title %}{{ product.title | truncate: 60 }} कैसा लगा?{% else %}आपका ऑर्डर कैसा रहा?{% endif %} हम तीसरी बार नहीं पूछेंगे।",
      body: [
        { kind: "heading", text: "एक पल हो, तो बस एक टैप" },
        { kind: "paragraph", text: "{% if customer.firstName %}नमस्ते {{ customer.firstName }} जी, {% endif %}कुछ दिन पहले हमने पूछा था कि {% if product.title %}{{ product.title }} आपको कैसा लगा{% else %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} कैसा रहा{% endif %}। हम अब भी जानना चाहेंगे।" },
        { kind: "rating", low: "पसंद नहीं आया", high: "बहुत पसंद आया" },
        { kind: "paragraph", text: "मन न हो तो कोई बात नहीं। इस ऑर्डर के बारे में हम फिर नहीं पूछेंगे।" },
        { kind: "signature", text: "धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if product.title %}your {{ product.title | truncate: 30 }}{% else %}your order{% endif %}, from 1 to 5? We do not ask again.{% if links.survey %} {{ links.survey }}{% endif %}",
    hi: "{{ shop.name }}: {% if product.title %}{{ product.title | truncate: 30 }}{% else %}आपका ऑर्डर{% endif %}, 1 से 5 में कितना? फिर नहीं पूछेंगे।{% if links.survey %} {{ links.survey }}{% endif %}",
  },
};
