import type { Content } from "./content.ts";
import { NOT_UNPAID, UNPAID, paymentNotes } from "./shared-blocks.ts";

/** The first thank-you: what happens next and where to look. It says nothing a buyer did not ask for. */
export const welcomeFirst: Content = {
  key: "welcome.first",
  class: "transactional",
  name: "Welcome and thanks, first order",
  variants: {
    en: {
      subject: "{% if order.awaitingPayment %}We have your order{% else %}Thank you for your order{% endif %}{% if order.number %} {{ order.number }}{% endif %}{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "{% if order.awaitingPayment %}As soon as your payment arrives, we get it ready.{% else %}Here is what happens next, and where to follow it.{% endif %}",
      body: [
        { kind: "heading", text: "Thank you{% if customer.firstName %}, {{ customer.firstName }}{% endif %}!" },
        { kind: "paragraph", text: "This is your first order with us, and we are glad you found your way to {{ shop.name }}. Your order has reached us safely, and here is what happens next." },
        ...paymentNotes("en"),
        {
          kind: "list",
          items: [
            { title: "We get it ready", text: "{% if order.awaitingPayment %}Once your payment is here, your things are checked and packed.{% else %}Your things are checked and packed.{% endif %}" },
            { title: "It sets off", text: "The moment your parcel leaves us, your order page shows where it is." },
            { title: "It arrives", text: "On the same page you can tell us with one tap whether everything came well." },
          ],
        },
        { kind: "button", when: NOT_UNPAID, label: "Follow your order", link: "track" },
        { kind: "button", when: UNPAID, label: "See your order", link: "track" },
        { kind: "order" },
        { kind: "contact", text: "Something to ask, or a detail to change? Write to us, a person reads it:" },
        { kind: "signature", text: "Warm wishes from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if order.awaitingPayment %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} हमें मिल गया है{% else %}आपके ऑर्डर{% if order.number %} {{ order.number }}{% endif %} के लिए धन्यवाद{% endif %}",
      preheader: "{% if order.awaitingPayment %}भुगतान मिलते ही हम इसे तैयार करेंगे।{% else %}अब आगे क्या होगा, और अपना ऑर्डर कहाँ देखें।{% endif %}",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}धन्यवाद, {{ customer.firstName }} जी!{% else %}आपका बहुत-बहुत धन्यवाद!{% endif %}" },
        { kind: "paragraph", text: "{{ shop.name }} पर यह आपका पहला ऑर्डर है, और हमें ख़ुशी है कि आप हमसे जुड़े। आपका ऑर्डर हमारे पास सुरक्षित दर्ज है। आगे ये होगा:" },
        ...paymentNotes("hi"),
        {
          kind: "list",
          items: [
            { title: "हम इसे तैयार करेंगे", text: "{% if order.awaitingPayment %}भुगतान मिलते ही आपका सामान जाँचकर पैक किया जाएगा।{% else %}आपका सामान जाँचकर पैक किया जाएगा।{% endif %}" },
            { title: "यह रवाना होगा", text: "पार्सल हमारे यहाँ से निकलते ही आपके ऑर्डर पेज पर दिखेगा कि वह कहाँ पहुँचा।" },
            { title: "यह आप तक पहुँचेगा", text: "उसी पेज पर आप एक टैप में बता सकते हैं कि सब कुछ ठीक-ठाक पहुँचा या नहीं।" },
          ],
        },
        { kind: "button", when: NOT_UNPAID, label: "देखें, ऑर्डर कहाँ है", link: "track" },
        { kind: "button", when: UNPAID, label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "order" },
        { kind: "contact", text: "कुछ पूछना या बदलना हो, तो बेझिझक लिखें, हमारी टीम ख़ुद पढ़कर जवाब देती है:" },
        { kind: "signature", text: "स्नेह सहित, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if order.awaitingPayment %}we have your order{% else %}thank you for your order{% endif %}{% if order.number %} {{ order.number }}{% endif %}.{% if links.track %} Follow it here: {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: {% if order.awaitingPayment %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} हमें मिल गया है।{% else %}आपके ऑर्डर{% if order.number %} {{ order.number }}{% endif %} के लिए धन्यवाद।{% endif %}{% if links.track %} यहाँ देखें: {{ links.track }}{% endif %}",
  },
};
