import type { Content } from "./content.ts";

/** The end of the series, said aloud: no discount, and no more of these notes. */
export const winbackLast: Content = {
  key: "winback.last",
  class: "marketing",
  name: "The last of these notes",
  variants: {
    en: {
      subject: "Our last note of this kind{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "We will not press you. Should you come back one day, you are welcome.",
      body: [
        { kind: "heading", text: "This is the last of these notes{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "We wrote to you and did not hear back, and that is an answer too. So from now on we will not ask you to come back." },
        { kind: "paragraph", text: "Thank you for the time you were with us. If you ever need something again, you are welcome as on the first day." },
        { kind: "contact", text: "Did something go wrong that we do not know of? One line would help us more than an order:" },
        { kind: "link", text: "And here is the shop, should you ever look for it:", label: "{{ shop.name }}", link: "store" },
        { kind: "signature", text: "All the best to you, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}ऐसा यह हमारा आख़िरी संदेश है",
      preheader: "अब हम और आग्रह नहीं करेंगे। कभी लौटना चाहें, तो आपका स्वागत है।",
      body: [
        { kind: "heading", text: "ऐसा यह हमारा आख़िरी संदेश है{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "हमने आपको लिखा और जवाब नहीं आया, वह भी एक जवाब ही है। इसलिए अब हम आपसे लौटने के लिए नहीं कहेंगे।" },
        { kind: "paragraph", text: "जितना समय आप हमारे साथ रहे, उसके लिए धन्यवाद। कभी फिर किसी चीज़ की ज़रूरत पड़े, तो आपका स्वागत पहले दिन जैसा ही होगा।" },
        { kind: "contact", text: "हमसे कोई चूक हुई हो जो हमें पता नहीं, तो एक पंक्ति लिख दीजिए। हमारे लिए वह किसी ऑर्डर से बढ़कर होगी:" },
        { kind: "link", text: "और कभी ज़रूरत पड़े, तो दुकान यहाँ है:", label: "{{ shop.name }}", link: "store" },
        { kind: "signature", text: "आपको हमारी शुभकामनाएँ, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: this is the last time we ask you back. Thank you for the time with us.{% if links.store %} You are always welcome: {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: अब हम आपसे लौटने को नहीं कहेंगे। अब तक के साथ के लिए धन्यवाद।{% if links.store %} आपका हमेशा स्वागत है: {{ links.store }}{% endif %}",
  },
};
