import type { Content } from "./content.ts";

/** Three days after the parcel: the moment when a new thing is either used or put away. */
export const welcomeHowto: Content = {
  key: "welcome.howto",
  class: "marketing",
  name: "How to get the most out of it",
  variants: {
    en: {
      subject: "Getting the most out of {% if order.items.size == 1 %}your {{ order.items[0].title | truncate: 48 }}{% else %}your order{% endif %}",
      preheader: "Four small things that make a new purchase last, and where to ask.",
      body: [
        { kind: "heading", text: "Settling in{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        {
          kind: "paragraph",
          text: "{% if order.delivered %}Your order has been with you for a few days now.{% else %}By now your order should be with you.{% endif %} These first days decide how much you will enjoy it later, so here is what we tell our friends.",
        },
        {
          kind: "list",
          items: [
            { title: "Look at it in daylight", text: "Go over every piece once, slowly. If something is not right, tell us now: while it is fresh, it is quickly put right." },
            { title: "Read the small label", text: "Two minutes with the leaflet or the care label save most of the trouble we ever hear of." },
            { title: "Give it a week", text: "Much of what is well made needs a few days of use before it is at its best. Judge it after that." },
            { title: "Keep your order number", text: "{% if order.number %}It is {{ order.number }}, and with it{% else %}With it{% endif %} we find everything in a moment, also a year from now." },
          ],
        },
        { kind: "button", label: "Ask us anything", link: "help" },
        { kind: "paragraph", text: "No question is too small: how to clean it, how to store it, what goes with it. We know our things and like to talk about them." },
        { kind: "signature", text: "Enjoy it, from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if order.items.size == 1 %}{{ order.items[0].title | truncate: 48 }}: इसका पूरा आनंद कैसे लें{% else %}आपके नए सामान का पूरा आनंद कैसे लें{% endif %}",
      preheader: "चार छोटी बातें, जिनसे नई चीज़ बरसों साथ निभाए।",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, कैसा लग रहा है{% else %}कैसा लग रहा है{% endif %}?" },
        {
          kind: "paragraph",
          text: "{% if order.delivered %}आपका सामान आपके पास पहुँचे कुछ दिन हो गए हैं।{% else %}अब तक आपका सामान आप तक पहुँच गया होगा।{% endif %} शुरू के यही दिन तय करते हैं कि आगे वह कितना साथ देगा। इसलिए वही बातें, जो हम अपनों को बताते हैं:",
        },
        {
          kind: "list",
          items: [
            { title: "दिन की रोशनी में देखें", text: "हर चीज़ को एक बार आराम से देख लें। कुछ ठीक न लगे तो अभी बता दें, शुरू में ही बात जल्दी सुलझ जाती है।" },
            { title: "छोटा लेबल ज़रूर पढ़ें", text: "साथ आए पर्चे या देखभाल के लेबल को दो मिनट देने से ज़्यादातर परेशानियाँ आती ही नहीं।" },
            { title: "एक हफ़्ता दें", text: "अच्छी बनी चीज़ें कुछ दिन इस्तेमाल के बाद ही अपना असली रंग दिखाती हैं। राय उसके बाद बनाएँ।" },
            { title: "ऑर्डर नंबर सँभालकर रखें", text: "{% if order.number %}आपका नंबर {{ order.number }} है। {% endif %}इससे हम साल भर बाद भी सब कुछ पल भर में ढूँढ लेते हैं।" },
          ],
        },
        { kind: "button", label: "हमसे कुछ भी पूछें", link: "help" },
        { kind: "paragraph", text: "कोई सवाल छोटा नहीं होता: कैसे साफ़ करें, कैसे रखें, किसके साथ जँचेगा। अपनी चीज़ों के बारे में बात करना हमें अच्छा लगता है।" },
        { kind: "signature", text: "आनंद लीजिए, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: enjoy {% if order.items.size == 1 %}your {{ order.items[0].title | truncate: 36 }}{% else %}your order{% endif %}. Two minutes with its label save most trouble.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: {% if order.items.size == 1 %}{{ order.items[0].title | truncate: 36 }}{% else %}नए सामान{% endif %} का आनंद लीजिए। साथ आया लेबल ज़रूर पढ़ लें।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
