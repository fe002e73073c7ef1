import type { Content } from "./content.ts";

/** To who went looking for help after buying. It offers a hand and sells nothing. */
export const welcomeSupport: Content = {
  key: "welcome.support",
  class: "transactional",
  name: "A hand for who is looking for help",
  variants: {
    en: {
      subject: "Can we help with {% if order.number %}order {{ order.number }}{% else %}your order{% endif %}?",
      preheader: "A person to write to, and how a return goes.",
      body: [
        { kind: "heading", text: "Can we help{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        { kind: "paragraph", text: "It looks as if you may have a question about your order. You need not search for the answer alone: write to us, and a person takes care of it." },
        { kind: "contact", text: "This is where we are:" },
        { kind: "button", label: "See your order", link: "track" },
        { kind: "paragraph", text: "Should you be thinking about a return, it goes like this:" },
        {
          kind: "list",
          items: [
            { title: "Tell us what should go back", text: "{% if order.number %}Your order number is {{ order.number }}. {% endif %}Name the item and, if you like, what is wrong with it." },
            { title: "We tell you how and where to send it", text: "Please wait for our answer, so that your parcel does not get lost." },
            { title: "You hear from us when it is here", text: "And what happens then, be it your money or a replacement." },
          ],
        },
        { kind: "paragraph", text: "If everything is settled already, there is nothing for you to do." },
        { kind: "signature", text: "Here for you, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if order.number %}ऑर्डर {{ order.number }}{% else %}आपके ऑर्डर{% endif %} में हम कुछ मदद करें?",
      preheader: "किससे बात करें, और सामान कैसे लौटाएँ।",
      body: [
        { kind: "heading", text: "हम कुछ मदद करें{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}?" },
        { kind: "paragraph", text: "लगता है आपके मन में अपने ऑर्डर को लेकर कोई सवाल है। जवाब अकेले ढूँढने की ज़रूरत नहीं: हमें लिखिए, हमारी टीम का कोई साथी ख़ुद उसे देखेगा।" },
        { kind: "contact", text: "हम यहाँ हैं:" },
        { kind: "button", label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "paragraph", text: "अगर आप सामान लौटाने की सोच रहे हैं, तो तरीक़ा यह है:" },
        {
          kind: "list",
          items: [
            { title: "बताइए, क्या लौटाना है", text: "{% if order.number %}आपका ऑर्डर नंबर {{ order.number }} है। {% endif %}चीज़ का नाम लिखिए और चाहें तो यह भी कि कमी क्या है।" },
            { title: "कैसे और कहाँ भेजना है, हम बताएँगे", text: "हमारा जवाब आने पर ही भेजें, ताकि पार्सल इधर-उधर न हो।" },
            { title: "पहुँचते ही हम ख़बर करेंगे", text: "और यह भी बताएँगे कि पैसे या बदले का सामान आपको कैसे मिलेगा।" },
          ],
        },
        { kind: "paragraph", text: "अगर बात पहले ही सुलझ गई है, तो आपको कुछ नहीं करना है।" },
        { kind: "signature", text: "आपकी सेवा में, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: a question about{% if order.number %} order {{ order.number }}{% else %} your order{% endif %}? A person helps you, also with a return.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: {% if order.number %}ऑर्डर {{ order.number }}{% else %}आपके ऑर्डर{% endif %} को लेकर कोई सवाल? वापसी हो या कुछ और, हम मदद करेंगे।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
