import type { Content } from "./content.ts";

/** Day 14, to those who opened nothing: short, and it asks for nothing. */
export const welcomeDay14Quiet: Content = {
  key: "welcome.day14_quiet",
  class: "marketing",
  name: "Day 14, for the quiet",
  variants: {
    en: {
      subject: "Just so you know: we are here",
      preheader: "If all is well, you can delete this with a light heart.",
      body: [
        { kind: "heading", text: "All well{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        { kind: "paragraph", text: "If your order{% if order.number %} {{ order.number }}{% endif %} is what you hoped for, there is nothing to do, and you can delete this e-mail with a light heart." },
        { kind: "paragraph", text: "Perhaps it is the wrong size, not quite right, or not working. Tell us, and we will look for a way together, be it a return, an exchange or a bit of help." },
        { kind: "contact", text: "We are here:" },
        { kind: "paragraph", when: "loyalty.benefit", text: "And good to know, this is what our regulars get: {{ loyalty.benefit }}" },
        { kind: "link", when: "next.title", text: "If you feel like a look around: what our customers order again and again is {{ next.title }}.", label: "{{ shop.name }}", link: "store" },
        { kind: "signature", text: "All the best from {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "बस इतना बताना था: हम यहीं हैं",
      preheader: "सब ठीक है, तो इस ईमेल को बेफ़िक्र होकर हटा दीजिए।",
      body: [
        { kind: "heading", text: "सब ठीक है न{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}?" },
        { kind: "paragraph", text: "अगर आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} वैसा ही निकला जैसा आपने सोचा था, तो आपको कुछ नहीं करना है। इस ईमेल को बेफ़िक्र होकर हटा दीजिए।" },
        { kind: "paragraph", text: "और अगर नाप ठीक न हो, मन को न भाया हो, या ठीक से काम न कर रहा हो, तो हमें बताइए। वापसी हो, अदला-बदली हो या थोड़ी-सी मदद, हम मिलकर रास्ता निकालेंगे।" },
        { kind: "contact", text: "हम यहीं हैं:" },
        { kind: "paragraph", when: "loyalty.benefit", text: "और एक अच्छी बात, हमारे नियमित ग्राहकों को यह मिलता है: {{ loyalty.benefit }}" },
        { kind: "link", when: "next.title", text: "कभी मन करे तो देखिए, लोग हमारे यहाँ से बार-बार यह मँगाते हैं: {{ next.title }}।", label: "{{ shop.name }}", link: "store" },
        { kind: "signature", text: "शुभकामनाओं सहित, {{ shop.name }}" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: all well with your order? Then there is nothing to do. If not, we are here.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: ऑर्डर में सब ठीक है? तो कुछ नहीं करना। न हो, तो हम यहीं हैं।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
