import type { Content } from "./content.ts";
import { named } from "./lists.ts";

/** The first touch after a silence longer than this customer's own: it remembers, and asks for nothing. */
export const winbackMiss: Content = {
  key: "winback.miss",
  class: "marketing",
  name: "It has been a while",
  variants: {
    en: {
      subject: "It has been a while{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "{% if history.favourites.size > 0 %}How is {{ history.favourites[0] | truncate: 60 }} doing?{% else %}How have you been?{% endif %}",
      body: [
        { kind: "heading", text: "How have you been{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        { kind: "paragraph", text: "It has been a while since your last order at {{ shop.name }}, and we thought of you." },
        { kind: "paragraph", when: "history.favourites.size > 0", text: `You took home ${named("history.favourites", "en")}. We hope it all still serves you well. If something broke, ran out or never quite fitted, tell us.` },
        { kind: "paragraph", when: "viewed.items.size > 0", text: `You also had a look at ${named("viewed.items", "en")}. Did a question stay open? We answer gladly.` },
        { kind: "button", label: "Have a look around", link: "store" },
        { kind: "contact", text: "Or simply write to us:" },
        { kind: "signature", text: "Warm wishes from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}बहुत दिन हो गए",
      preheader: "{% if history.favourites.size > 0 %}{{ history.favourites[0] | truncate: 60 }} कैसा चल रहा है?{% else %}आप कैसे हैं?{% endif %}",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आप कैसे हैं?" },
        { kind: "paragraph", text: "{{ shop.name }} पर आपके पिछले ऑर्डर को काफ़ी दिन हो गए हैं, और हमें आपकी याद आई।" },
        { kind: "paragraph", when: "history.favourites.size > 0", text: `आपने हमसे यह लिया था: ${named("history.favourites", "hi")}। उम्मीद है, अब भी ख़ूब काम आ रहा है। कुछ टूट गया हो, ख़त्म हो गया हो या मन का न निकला हो, तो हमें बताइए।` },
        { kind: "paragraph", when: "viewed.items.size > 0", text: `आपने यह भी देखा था: ${named("viewed.items", "hi")}। कोई सवाल रह गया हो, तो पूछ लीजिए, हम ख़ुशी से बताएँगे।` },
        { kind: "button", label: "एक नज़र देखें", link: "store" },
        { kind: "contact", text: "या बस हमें लिख दीजिए:" },
        { kind: "signature", text: "स्नेह सहित, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: it has been a while{% if customer.firstName %}, {{ customer.firstName | truncate: 15 }}{% endif %}. {% if history.favourites.size > 0 %}How is {{ history.favourites[0] | truncate: 26 }} doing?{% else %}How have you been?{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if customer.firstName %}{{ customer.firstName | truncate: 15 }} जी, {% endif %}बहुत दिन हो गए। {% if history.favourites.size > 0 %}{{ history.favourites[0] | truncate: 26 }} कैसा चल रहा है?{% else %}आप कैसे हैं?{% endif %}{% if links.store %} {{ links.store }}{% endif %}",
  },
};
