import type { Content } from "./content.ts";

/** The question, when the product has had time to be used: one tap counts, the rest is up to the reader. */
export const reviewAsk: Content = {
  key: "review.ask",
  class: "marketing",
  name: "How do you like it? One tap from 1 to 5",
  variants: {
    en: {
      subject: "How do you like {% if product.title %}your {{ product.title | truncate: 56 }}{% elsif order.number %}what was in order {{ order.number }}{% else %}your order{% endif %}?",
      preheader: "One tap from 1 to 5 is enough.",
      body: [
        { kind: "heading", text: "How do you like it{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        { kind: "paragraph", text: "How happy are you with {% if product.title %}your {{ product.title }}{% else %}your order{% if order.number %} {{ order.number }}{% endif %}{% endif %}? One tap, and we know." },
        { kind: "rating", low: "Not happy", high: "Very happy" },
        { kind: "paragraph", text: "Two short questions follow, if you like: what stood out, and whether there is something we can do for you. You may skip both." },
        { kind: "paragraph", text: "A low mark is as welcome as a high one. It is read by a person, and it is the only way for us to put things right." },
        { kind: "signature", text: "Thank you, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}{% if product.title %}{{ product.title | truncate: 56 }} कैसा लगा?{% else %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} कैसा रहा?{% endif %}",
      preheader: "1 से 5 तक, बस एक टैप काफ़ी है।",
      body: [
        { kind: "heading", text: "कैसा लगा{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}?" },
        { kind: "paragraph", text: "{% if product.title %}{{ product.title }}{% else %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %}{% endif %} आपको कितना पसंद आया? बस एक टैप से बता दीजिए।" },
        { kind: "rating", low: "पसंद नहीं आया", high: "बहुत पसंद आया" },
        { kind: "paragraph", text: "इसके बाद दो छोटे सवाल हैं: क्या सबसे अलग लगा, और क्या हम आपके लिए कुछ कर सकते हैं। मन हो तो जवाब दें, न हो तो रहने दें।" },
        { kind: "paragraph", text: "कम अंक भी उतने ही काम के हैं जितने पूरे। उन्हें हमारी टीम ख़ुद पढ़ती है, तभी तो हम कमी दूर कर पाते हैं।" },
        { kind: "signature", text: "धन्यवाद, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: how do you like your {% if product.title %}{{ product.title | truncate: 36 }}{% else %}order{% endif %}?{% if links.survey %} One tap, 1 to 5: {{ links.survey }}{% endif %}",
    hi: "{{ shop.name }}: {% if product.title %}{{ product.title | truncate: 36 }} कैसा लगा?{% else %}आपका ऑर्डर कैसा रहा?{% endif %}{% if links.survey %} 1 से 5, बस एक टैप: {{ links.survey }}{% endif %}",
  },
};
