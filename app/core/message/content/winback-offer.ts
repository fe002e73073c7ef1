import type { Content } from "./content.ts";

/** The last step that asks for an order: a code, where the shop allows one. Without a code nothing is promised. */
export const winbackOffer: Content = {
  key: "winback.offer",
  class: "marketing",
  name: "A code for the next order",
  variants: {
    en: {
      subject: "{% if offer.code and offer.percent %}{{ offer.percent }}% off, should you feel like coming back{% elsif offer.code %}A code for your next order{% else %}Should you feel like coming back{% endif %}",
      preheader: "{% if offer.code %}Your code is inside. If now is not the time, that is fine too.{% else %}You are always welcome. If now is not the time, that is fine too.{% endif %}",
      body: [
        { kind: "heading", text: "{% if offer.code %}Something for your next order{% else %}You are always welcome{% endif %}{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", when: "offer.code", text: "We would be glad to have you back at {{ shop.name }}. {% if offer.percent %}With this code, your next order costs {{ offer.percent }}% less:{% else %}This code is for your next order:{% endif %}" },
        { kind: "code", label: "Your code", value: "offer.code" },
        { kind: "paragraph", when: "offer.code == nil", text: "We would be glad to have you back at {{ shop.name }}, whenever it suits you." },
        { kind: "button", label: "Visit {{ shop.name }}", link: "store" },
        { kind: "paragraph", text: "If now is not the time, that is fine too. We do not count the days." },
        { kind: "contact", text: "Is there something that keeps you from ordering? We would like to know:" },
        { kind: "signature", text: "Warm wishes from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if offer.code and offer.percent %}आपके अगले ऑर्डर पर {{ offer.percent }}% की छूट{% elsif offer.code %}आपके अगले ऑर्डर के लिए एक कोड{% else %}जब मन करे, चले आइए{% endif %}",
      preheader: "{% if offer.code %}कोड इसी ईमेल में है। अभी न लेना हो, तो भी कोई बात नहीं।{% else %}आपका हमेशा स्वागत है। अभी न आना हो, तो भी कोई बात नहीं।{% endif %}",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if offer.code %}अगले ऑर्डर के लिए कुछ आपके नाम{% else %}आपका हमेशा स्वागत है{% endif %}" },
        { kind: "paragraph", when: "offer.code", text: "आप {{ shop.name }} पर फिर आएँ, तो हमें ख़ुशी होगी। {% if offer.percent %}इस कोड से आपका अगला ऑर्डर {{ offer.percent }}% सस्ता पड़ेगा:{% else %}यह कोड आपके अगले ऑर्डर के लिए है:{% endif %}" },
        { kind: "code", label: "आपका कोड", value: "offer.code" },
        { kind: "paragraph", when: "offer.code == nil", text: "आप {{ shop.name }} पर फिर आएँ, तो हमें ख़ुशी होगी, जब भी आपका मन हो।" },
        { kind: "button", label: "{{ shop.name }} देखें", link: "store" },
        { kind: "paragraph", text: "अभी न लेना हो, तो भी कोई बात नहीं। कोई जल्दी नहीं है।" },
        { kind: "contact", text: "ऑर्डर करने में कोई अड़चन हो, तो हमें ज़रूर बताइए:" },
        { kind: "signature", text: "स्नेह सहित, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if offer.code %}{% if offer.percent %}{{ offer.percent }}% off your{% else %}for your{% endif %} next order with {{ offer.code }}.{% else %}you are always welcome.{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if offer.code %}अगले ऑर्डर {% if offer.percent %}पर {{ offer.percent }}% की छूट{% else %}के लिए{% endif %}, कोड {{ offer.code }}।{% else %}आपका हमेशा स्वागत है।{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
  },
};
