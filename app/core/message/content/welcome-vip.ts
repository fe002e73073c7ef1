import type { Content } from "./content.ts";
import { NOT_UNPAID, UNPAID, paymentNotes } from "./shared-blocks.ts";

/** For orders far above the shop's usual: the same facts, and a person to turn to. */
export const welcomeVip: Content = {
  key: "welcome.vip",
  class: "transactional",
  name: "White-glove thanks for a large order",
  variants: {
    en: {
      subject: "{% if customer.firstName %}{{ customer.firstName }}, a{% else %}A{% endif %} personal thank you for your order{% if order.number %} {{ order.number }}{% endif %}",
      preheader: "{% if order.awaitingPayment %}We have it in hand, and wait only for your payment.{% else %}We are looking after it personally. Here is how to reach us at any time.{% endif %}",
      body: [
        { kind: "heading", text: "Thank you for your trust{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "An order like yours is not an everyday one for us. We would like you to know that it gets our full attention from the first step to your door." },
        { kind: "paragraph", when: "history.orderCount > 1", text: "And it is your {{ history.orderOrdinal }} with us{% if history.firstOrderOn %} since {{ history.firstOrderOn }}{% endif %}. We do not take that for granted." },
        ...paymentNotes("en"),
        {
          kind: "list",
          items: [
            { title: "With a careful eye", text: "{% if order.awaitingPayment %}Once your payment is here, every{% else %}Every{% endif %} piece is looked over before it is packed." },
            { title: "In plain sight", text: "Your order page shows each step, from our shelves to your hands." },
            { title: "A person, not a queue", text: "A date to meet, an address to change? Tell us, and we do what we can." },
          ],
        },
        { kind: "button", when: NOT_UNPAID, label: "Follow your order", link: "track" },
        { kind: "button", when: UNPAID, label: "See your order", link: "track" },
        { kind: "contact", text: "For anything at all, before or after it arrives, write to us directly:" },
        { kind: "order" },
        { kind: "signature", text: "With our sincere thanks, {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आपके ऑर्डर{% if order.number %} {{ order.number }}{% endif %} के लिए हमारा विशेष आभार",
      preheader: "{% if order.awaitingPayment %}सब तैयार है, बस आपके भुगतान का इंतज़ार है।{% else %}हम ख़ुद इसका ध्यान रख रहे हैं। हमसे कभी भी ऐसे संपर्क करें।{% endif %}",
      body: [
        { kind: "heading", text: "आपके भरोसे के लिए आभार{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "ऐसा ऑर्डर हमारे लिए रोज़ की बात नहीं है। हम चाहते हैं कि आप निश्चिंत रहें: पहले क़दम से आपके दरवाज़े तक, इस पर हमारा पूरा ध्यान रहेगा।" },
        { kind: "paragraph", when: "history.orderCount > 1", text: "और {% if history.firstOrderOn %}{{ history.firstOrderOn }} से अब तक {% endif %}हमारे साथ यह आपका {{ history.orderOrdinal }} ऑर्डर है। आपका यह साथ हमारे लिए अनमोल है।" },
        ...paymentNotes("hi"),
        {
          kind: "list",
          items: [
            { title: "पूरी सावधानी से", text: "{% if order.awaitingPayment %}भुगतान मिलते ही हर चीज़{% else %}हर चीज़{% endif %} अच्छी तरह देखकर पैक की जाएगी।" },
            { title: "सब कुछ आपके सामने", text: "हमारे यहाँ से आपके हाथों तक, हर क़दम आपके ऑर्डर पेज पर दिखेगा।" },
            { title: "बात सीधे इंसान से", text: "किसी ख़ास दिन चाहिए, या पता बदलना है? बस बता दीजिए, जो हमसे होगा हम ज़रूर करेंगे।" },
          ],
        },
        { kind: "button", when: NOT_UNPAID, label: "देखें, ऑर्डर कहाँ है", link: "track" },
        { kind: "button", when: UNPAID, label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "contact", text: "सामान पहुँचने से पहले हो या बाद में, किसी भी बात के लिए हमें सीधे लिखें:" },
        { kind: "order" },
        { kind: "signature", text: "हार्दिक आभार सहित, {{ shop.name }}" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: thank you for your trust. {% if order.number %}Order {{ order.number }}{% else %}Your order{% endif %} has our full attention.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: आपके भरोसे के लिए आभार। {% if order.number %}ऑर्डर {{ order.number }}{% else %}आपके ऑर्डर{% endif %} पर हमारा पूरा ध्यान है।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
