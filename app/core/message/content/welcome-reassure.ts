import type { Content } from "./content.ts";

/** Day 7: the doubt that is never written to a shop, answered before it becomes a return. */
export const welcomeReassure: Content = {
  key: "welcome.reassure",
  class: "marketing",
  name: "Day 7: returns and help, in plain words",
  variants: {
    en: {
      subject: "If something is not right with {% if product.title %}your {{ product.title | truncate: 48 }}{% else %}your order{% endif %}",
      preheader: "How to reach us, and how a return goes. Good to have, even if you never need it.",
      body: [
        { kind: "heading", text: "In case something is not right{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "We hope all is well with your order. Should something turn out not to be quite right, this is all you need to know." },
        {
          kind: "list",
          items: [
            { title: "Ask first, if you like", text: "Much of what seems wrong is solved with one answer. Describe it in your own words, a photo helps." },
            { title: "A return begins with a line", text: "Write to us{% if order.number %} with your order number, {{ order.number }},{% endif %} and say what you would like to send back. We tell you the way." },
            { title: "Keep the packaging until you are sure", text: "It makes the way back easy, should it come to that." },
          ],
        },
        { kind: "contact", text: "A person reads what you write:" },
        { kind: "button", label: "See your order", link: "track" },
        { kind: "signature", text: "Good to have you with us, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if product.title %}{{ product.title | truncate: 48 }}: {% endif %}कुछ ठीक न लगे, तो बेझिझक बताइए",
      preheader: "हमसे बात कैसे करें और सामान कैसे लौटाएँ, सीधी-सादी बात।",
      body: [
        { kind: "heading", text: "अगर कुछ मन का न निकले{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "उम्मीद है, आपके ऑर्डर में सब कुछ ठीक है। फिर भी कोई बात खटके, तो बस इतना जान लीजिए:" },
        {
          kind: "list",
          items: [
            { title: "चाहें तो पहले पूछ लें", text: "कई बार एक जवाब से ही बात बन जाती है। अपने शब्दों में बताइए, एक फ़ोटो हो तो और अच्छा।" },
            { title: "लौटाने के लिए एक पंक्ति काफ़ी है", text: "हमें लिखिए कि क्या लौटाना है{% if order.number %}, साथ में ऑर्डर नंबर {{ order.number }}{% endif %}। आगे का तरीक़ा हम बता देंगे।" },
            { title: "तसल्ली होने तक पैकिंग रखिए", text: "लौटाने की नौबत आए, तो सामान भेजना आसान रहेगा।" },
          ],
        },
        { kind: "contact", text: "आपका संदेश हमारी टीम ख़ुद पढ़ती है:" },
        { kind: "button", label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "signature", text: "आपके साथ से ख़ुश, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: something not right with your order? A line to us is enough, also for a return.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: ऑर्डर में कुछ ठीक न लगे या लौटाना हो, तो हमें एक पंक्ति लिख दीजिए।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
