import type { Content } from "./content.ts";

/** Once more, later, and gently: whoever still has plenty is told that this is fine. */
export const replenishLast: Content = {
  key: "replenish.last",
  class: "marketing",
  name: "One later reminder",
  variants: {
    en: {
      subject: "Still have plenty{% if product.title %} of {{ product.title | truncate: 56 }}{% endif %}?",
      preheader: "Then there is nothing to do. This is our last reminder for now.",
      body: [
        { kind: "heading", text: "Still have plenty{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        { kind: "paragraph", text: "Then all is well, and you can delete this with a light heart. It is our last reminder{% if product.title %} about {{ product.title }}{% endif %} for now." },
        { kind: "paragraph", when: "links.store", text: "And if it did come to its end in the meantime, here is the short way to the next one." },
        { kind: "product", of: "product", label: "Order it again" },
        { kind: "button", when: "product.title == nil", label: "Visit {{ shop.name }}", link: "store" },
        { kind: "contact", text: "Was it not quite what you wanted? Tell us what was missing, we may know something better:" },
        { kind: "signature", text: "All the best from {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if product.title %}{{ product.title | truncate: 56 }}: {% endif %}अभी काफ़ी बचा है?",
      preheader: "तो आपको कुछ नहीं करना है। फ़िलहाल हम फिर याद नहीं दिलाएँगे।",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}अभी काफ़ी बचा है?" },
        { kind: "paragraph", text: "तो बहुत अच्छा, इस ईमेल को बेफ़िक्र होकर हटा दीजिए। {% if product.title %}{{ product.title }} के लिए {% endif %}फ़िलहाल हम आपको फिर याद नहीं दिलाएँगे।" },
        { kind: "paragraph", when: "links.store", text: "और अगर इस बीच ख़त्म हो गया हो, तो दोबारा मँगाने का सीधा रास्ता यह रहा।" },
        { kind: "product", of: "product", label: "फिर से मँगाएँ" },
        { kind: "button", when: "product.title == nil", label: "{{ shop.name }} देखें", link: "store" },
        { kind: "contact", text: "मन का नहीं निकला? बताइए क्या कमी रही, शायद हम कुछ बेहतर सुझा सकें:" },
        { kind: "signature", text: "शुभकामनाओं सहित, {{ shop.name }}" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: still have plenty{% if product.title %} of {{ product.title | truncate: 36 }}{% endif %}? Then all is well.{% if links.store %} If not: {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if product.title %}{{ product.title | truncate: 36 }} {% endif %}अभी बचा है तो ठीक।{% if links.store %} ख़त्म हो गया हो तो: {{ links.store }}{% endif %}",
  },
};
