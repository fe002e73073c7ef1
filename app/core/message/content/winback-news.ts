import type { Content } from "./content.ts";

/** The second touch: short, one thing worth a look, and only what the shop's own figures bear out. */
export const winbackNews: Content = {
  key: "winback.news",
  class: "marketing",
  name: "A short hello with one thing worth a look",
  variants: {
    en: {
      subject: "{% if next.title %}What others keep coming back for{% else %}A short hello from {{ shop.name }}{% endif %}",
      preheader: "{% if next.title %}{{ next.title | truncate: 70 }}, for one.{% else %}Nothing to do, only good to know that we are here.{% endif %}",
      body: [
        { kind: "heading", text: "{% if next.title %}One thing worth a look{% else %}A short hello{% endif %}{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", when: "next.title", text: "There is something our customers order again and again, and you have not tried it yet:" },
        { kind: "product", of: "next", label: "Have a look" },
        { kind: "paragraph", when: "next.title == nil", text: "We only wanted to say that we are still here, and that you are always welcome, with or without a shopping list." },
        { kind: "button", when: "next.title == nil", label: "Visit {{ shop.name }}", link: "store" },
        { kind: "contact", text: "Looking for something special? Tell us, and we tell you honestly whether we have it:" },
        { kind: "signature", text: "Until soon, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if next.title %}जिसे लोग बार-बार मँगाते हैं{% else %}{{ shop.name }} की ओर से छोटा-सा नमस्ते{% endif %}",
      preheader: "{% if next.title %}{{ next.title | truncate: 70 }}: एक नज़र देखिए।{% else %}कुछ करना नहीं है, बस याद दिलाना था कि हम यहीं हैं।{% endif %}",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if next.title %}एक चीज़ देखने लायक है{% else %}छोटा-सा नमस्ते{% endif %}" },
        { kind: "paragraph", when: "next.title", text: "हमारे यहाँ एक चीज़ है जिसे लोग बार-बार मँगाते हैं, और आपने उसे अभी तक आज़माया नहीं है:" },
        { kind: "product", of: "next", label: "एक नज़र देखें" },
        { kind: "paragraph", when: "next.title == nil", text: "बस इतना कहना था कि हम यहीं हैं, और कुछ लेना हो या न हो, आपका हमेशा स्वागत है।" },
        { kind: "button", when: "next.title == nil", label: "{{ shop.name }} देखें", link: "store" },
        { kind: "contact", text: "कुछ ख़ास ढूँढ रहे हैं? बताइए, हमारे पास हो या न हो, हम सच-सच बता देंगे:" },
        { kind: "signature", text: "फिर मिलेंगे, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if next.title %}have you tried {{ next.title | truncate: 34 }}? Others keep coming back for it.{% else %}a short hello. You are always welcome.{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if next.title %}{{ next.title | truncate: 34 }} आज़माया? लोग इसे बार-बार मँगाते हैं।{% else %}छोटा-सा नमस्ते। आपका हमेशा स्वागत है।{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
  },
};
