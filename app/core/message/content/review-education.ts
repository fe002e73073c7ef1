import type { Content } from "./content.ts";

/** After a middling mark: help to get more out of it. The public page is open to these readers like to all others. */
export const reviewEducation: Content = {
  key: "review.education",
  class: "marketing",
  name: "After a middling mark: getting more out of it",
  variants: {
    en: {
      subject: "Getting more out of {% if product.title %}your {{ product.title | truncate: 56 }}{% else %}your order{% endif %}",
      preheader: "It takes little to make more of it. Here is how we would go about it.",
      body: [
        { kind: "heading", text: "Thank you for being frank{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "Your answer tells us that {% if product.title %}your {{ product.title }}{% else %}your order{% endif %} is not yet what you hoped for. Often it takes little to change that." },
        {
          kind: "list",
          items: [
            { title: "Start once more from the beginning", text: "Go back to the leaflet or the label. A step left out at the start is behind most of the half-good results." },
            { title: "Tell us how you use it", text: "Two sentences and perhaps a photo: we know our things, and usually see what is missing." },
            { title: "Still not for you?", text: "Then we look for another way together, be it an exchange or a return." },
          ],
        },
        { kind: "button", label: "Tell us how you use it", link: "help" },
        { kind: "paragraph", when: "links.review", text: "You are also welcome to tell others how it turned out for you, just as it is." },
        { kind: "link", text: "Here is the page for it:", label: "write a review", link: "review" },
        { kind: "signature", text: "Here to help, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if product.title %}{{ product.title | truncate: 56 }}{% else %}आपके ऑर्डर{% endif %} का पूरा फ़ायदा कैसे मिले",
      preheader: "थोड़ी-सी बात से फ़र्क़ पड़ सकता है। हम होते तो यह करते।",
      body: [
        { kind: "heading", text: "खुलकर बताने का धन्यवाद{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "आपके जवाब से लगा कि {% if product.title %}{{ product.title }}{% else %}आपका ऑर्डर{% endif %} अभी वैसा नहीं निकला जैसा आपने सोचा था। अक्सर छोटी-सी बात से फ़र्क़ पड़ जाता है।" },
        {
          kind: "list",
          items: [
            { title: "एक बार फिर शुरू से", text: "साथ आया पर्चा या लेबल दोबारा देख लें। ज़्यादातर कमी शुरू में छूटे किसी क़दम से आती है।" },
            { title: "बताइए, आप इसे कैसे इस्तेमाल करते हैं", text: "दो पंक्तियाँ और हो सके तो एक फ़ोटो। अपनी चीज़ों को हम अच्छी तरह जानते हैं, कमी अक्सर पकड़ में आ जाती है।" },
            { title: "फिर भी मन का न लगे", text: "तो मिलकर कोई और रास्ता निकालेंगे, अदला-बदली हो या वापसी।" },
          ],
        },
        { kind: "button", label: "हमें बताएँ", link: "help" },
        { kind: "paragraph", when: "links.review", text: "आपका अनुभव जैसा भी रहा, आप उसे औरों को भी बता सकते हैं।" },
        { kind: "link", text: "उसके लिए पेज यह है:", label: "रिव्यू लिखें", link: "review" },
        { kind: "signature", text: "आपकी मदद के लिए हाज़िर, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: thank you for being frank. Tell us how you use it, and we help you get more out of it.{% if links.review %} Your review: {{ links.review }}{% endif %}",
    hi: "{{ shop.name }}: खुलकर बताने का धन्यवाद। बताइए कैसे इस्तेमाल करते हैं, हम मदद करेंगे।{% if links.review %} आपका रिव्यू: {{ links.review }}{% endif %}",
  },
};
