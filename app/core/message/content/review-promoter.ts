import type { Content } from "./content.ts";

/** After top marks, five of five or nine and ten of ten: thanks, and the place where others read it. */
export const reviewPromoter: Content = {
  key: "review.promoter",
  class: "marketing",
  name: "Thanks for top marks",
  variants: {
    en: {
      subject: "We are glad that you like it{% if customer.firstName %}, {{ customer.firstName }}{% endif %}",
      preheader: "{% if links.review %}Would you tell others too?{% else %}Your answer does us good.{% endif %}",
      body: [
        { kind: "heading", text: "Thank you{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "We read what you think of {% if product.title %}your {{ product.title }}{% else %}your order{% endif %}. That does us good, and it tells us to go on just like this." },
        { kind: "paragraph", when: "links.review", text: "Would you say so in public as well? A few honest sentences, good and bad, help people who stand where you stood before you ordered." },
        { kind: "button", label: "Write a review", link: "review" },
        { kind: "contact", text: "And whenever something is not right, we want to hear that just as much:" },
        { kind: "signature", text: "Happy that you are happy, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आपको पसंद आया, हमें ख़ुशी हुई",
      preheader: "{% if links.review %}क्या आप औरों को भी बताएँगे?{% else %}आपका जवाब पढ़कर अच्छा लगा।{% endif %}",
      body: [
        { kind: "heading", text: "दिल से धन्यवाद{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "{% if product.title %}{{ product.title }}{% else %}आपके ऑर्डर{% endif %} के बारे में आपकी राय हमने पढ़ी। पढ़कर अच्छा लगा, और यह भरोसा भी मिला कि हम ठीक कर रहे हैं।" },
        { kind: "paragraph", when: "links.review", text: "क्या आप यह औरों को भी बताएँगे? जो अच्छा लगा और जो नहीं, दोनों पर दो-चार सच्ची पंक्तियाँ उन लोगों के काम आती हैं जो अभी सोच रहे हैं।" },
        { kind: "button", label: "रिव्यू लिखें", link: "review" },
        { kind: "contact", text: "और कभी कुछ ठीक न लगे, तो वह भी हमें ज़रूर बताइए:" },
        { kind: "signature", text: "आपकी ख़ुशी में ख़ुश, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: we are glad that you like it.{% if links.review %} Would you tell others too? {{ links.review }}{% endif %}",
    hi: "{{ shop.name }}: आपको पसंद आया, हमें ख़ुशी हुई।{% if links.review %} औरों को भी बताएँगे? {{ links.review }}{% endif %}",
  },
};
