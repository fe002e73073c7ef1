import type { Content } from "./content.ts";

/**
 * After one or two out of five: an apology and a person. The public page stands here too, quietly: keeping
 * the unhappy from it is review gating (16 CFR 465.7; platforms' terms forbid it as well).
 */
export const reviewRecovery: Content = {
  key: "review.recovery",
  class: "marketing",
  name: "After a low mark: an apology, and a person",
  variants: {
    en: {
      subject: "We are sorry{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "Thank you for telling us. A person from our team will write to you.",
      body: [
        { kind: "heading", text: "We are sorry{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "You told us that {% if product.title %}your {{ product.title }}{% else %}your order{% if order.number %} {{ order.number }}{% endif %}{% endif %} did not make you happy. That is not what we want for you, and we thank you for saying it plainly." },
        { kind: "paragraph", text: "Your answer is now with a person from our team, who will write to you. You need not do anything until then." },
        { kind: "contact", text: "If you would like to tell us at once what went wrong, and what would put it right:" },
        { kind: "signature", text: "Sincerely, the team at {{ shop.name }}" },
        { kind: "link", text: "You may also describe your experience in public:", label: "review page", link: "review" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}हमें खेद है",
      preheader: "बताने के लिए धन्यवाद। हमारी टीम से कोई आपको ख़ुद लिखेगा।",
      body: [
        { kind: "heading", text: "हमें खेद है{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "आपने बताया कि {% if product.title %}{{ product.title }}{% else %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %}{% endif %} आपको पसंद नहीं आया। हम ऐसा बिल्कुल नहीं चाहते थे, और साफ़-साफ़ बताने के लिए आपके आभारी हैं।" },
        { kind: "paragraph", text: "आपका जवाब अब हमारी टीम के एक साथी के पास है, जो आपको ख़ुद लिखेंगे। तब तक आपको कुछ नहीं करना है।" },
        { kind: "contact", text: "अगर आप अभी बताना चाहें कि क्या ग़लत हुआ और उसे कैसे ठीक किया जाए:" },
        { kind: "signature", text: "खेद सहित, {{ shop.name }} की पूरी टीम" },
        { kind: "link", text: "आप चाहें तो अपना अनुभव सबके साथ भी बाँट सकते हैं:", label: "रिव्यू पेज", link: "review" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: we are sorry. Your answer is with a person from our team, who will write to you.{% if links.review %} Public review: {{ links.review }}{% endif %}",
    hi: "{{ shop.name }}: हमें खेद है। आपका जवाब हमारी टीम के पास है, कोई आपको ख़ुद लिखेगा।{% if links.review %} रिव्यू पेज: {{ links.review }}{% endif %}",
  },
};
