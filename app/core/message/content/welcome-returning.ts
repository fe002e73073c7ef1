import type { Content } from "./content.ts";
import { NOT_UNPAID, UNPAID, paymentNotes } from "./shared-blocks.ts";

/** Thanks by name and by history: whoever came back is not told again how the shop works. */
export const welcomeReturning: Content = {
  key: "welcome.returning",
  class: "transactional",
  name: "Thanks to a returning customer",
  variants: {
    en: {
      subject: "{% if order.awaitingPayment %}We have your order{% else %}Good to have you back: thank you for order{% endif %}{% if order.number %} {{ order.number }}{% endif %}",
      preheader: "{% if history.orderCount > 1 %}Your {{ history.orderOrdinal }} order with us, and just as carefully looked after.{% else %}Your order is in good hands.{% endif %}",
      body: [
        { kind: "heading", text: "Good to have you back{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        {
          kind: "paragraph",
          when: "history.orderCount > 1",
          text: "This is your {{ history.orderOrdinal }} order with us{% if history.firstOrderOn %} since {{ history.firstOrderOn }}{% endif %}. Thank you: that you come back means more to us than any first order.",
        },
        { kind: "paragraph", when: "history.orderCount <= 1", text: "Thank you for ordering with us again. That you come back means more to us than any first order." },
        {
          kind: "paragraph",
          when: "history.lastItems.size > 0",
          text: "Last time you chose {{ history.lastItems | join: \", \" }}. We hope it serves you well; if it does not, simply tell us.",
        },
        ...paymentNotes("en"),
        { kind: "paragraph", when: NOT_UNPAID, text: "You know the way it goes: we get everything ready, and your order page shows each step until it is with you." },
        { kind: "button", when: NOT_UNPAID, label: "Follow your order", link: "track" },
        { kind: "button", when: UNPAID, label: "See your order", link: "track" },
        { kind: "order" },
        { kind: "contact", text: "Something to ask, or a detail to change? Write to us as always:" },
        { kind: "signature", text: "Thank you again, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if order.awaitingPayment %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} हमें मिल गया है{% else %}फिर से पधारने का धन्यवाद{% if order.number %}: ऑर्डर {{ order.number }}{% endif %}{% endif %}",
      preheader: "{% if history.orderCount > 1 %}हमारे साथ आपका {{ history.orderOrdinal }} ऑर्डर, उतने ही ध्यान से।{% else %}आपका ऑर्डर अच्छे हाथों में है।{% endif %}",
      body: [
        { kind: "heading", text: "आपका फिर से स्वागत है{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        {
          kind: "paragraph",
          when: "history.orderCount > 1",
          text: "{% if history.firstOrderOn %}{{ history.firstOrderOn }} से अब तक, {% endif %}हमारे साथ यह आपका {{ history.orderOrdinal }} ऑर्डर है। आपका लौटकर आना हमारे लिए सबसे बड़ी तारीफ़ है, दिल से धन्यवाद।",
        },
        { kind: "paragraph", when: "history.orderCount <= 1", text: "हमसे दोबारा ऑर्डर करने के लिए दिल से धन्यवाद। आपका लौटकर आना हमारे लिए सबसे बड़ी तारीफ़ है।" },
        {
          kind: "paragraph",
          when: "history.lastItems.size > 0",
          text: "पिछली बार आपने यह चुना था: {{ history.lastItems | join: \", \" }}। उम्मीद है, वह आपके ख़ूब काम आ रहा है; अगर कोई कमी लगे तो हमें ज़रूर बताएँ।",
        },
        ...paymentNotes("hi"),
        { kind: "paragraph", when: NOT_UNPAID, text: "आगे का रास्ता तो आप जानते ही हैं: हम सब कुछ तैयार करेंगे, और आपका ऑर्डर पेज हर क़दम दिखाता रहेगा।" },
        { kind: "button", when: NOT_UNPAID, label: "देखें, ऑर्डर कहाँ है", link: "track" },
        { kind: "button", when: UNPAID, label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "order" },
        { kind: "contact", text: "कुछ पूछना या बदलना हो, तो हमेशा की तरह हमें लिखें:" },
        { kind: "signature", text: "एक बार फिर धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: good to have you back. {% if order.awaitingPayment %}We have your order{% else %}Thank you for your order{% endif %}{% if order.number %} {{ order.number }}{% endif %}.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: आपका फिर से स्वागत है। {% if order.awaitingPayment %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} हमें मिल गया है।{% else %}ऑर्डर{% if order.number %} {{ order.number }}{% endif %} के लिए धन्यवाद।{% endif %}{% if links.track %} {{ links.track }}{% endif %}",
  },
};
