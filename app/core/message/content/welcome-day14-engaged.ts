import type { Content } from "./content.ts";

/** Day 14 or, after a slow parcel, later; to those who read the earlier notes: a question, what regulars get, and what goes on from here. */
export const welcomeDay14Engaged: Content = {
  key: "welcome.day14_engaged",
  class: "marketing",
  name: "Day 14, for those who read along",
  variants: {
    en: {
      subject: "How is it going{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?",
      preheader: "Tell us what is good and what is not. Both help.",
      body: [
        { kind: "heading", text: "How is it going?" },
        { kind: "paragraph", text: "{% if customer.firstName %}Hello {{ customer.firstName }}, it{% else %}It{% endif %} has been a little while since you ordered{% if order.items.size == 1 %} your {{ order.items[0].title }}{% endif %} at {{ shop.name }}. By now you know it better than we do." },
        { kind: "paragraph", text: "What do you like about it? What would you change? A line or two is plenty, and what our customers write is the first thing we talk about when we decide what to make and sell next." },
        { kind: "button", label: "Tell us how it is", link: "help" },
        { kind: "divider" },
        { kind: "note", when: "loyalty.benefit", text: "Because it is good to have you with us, this is what our regulars get: {{ loyalty.benefit }}" },
        { kind: "paragraph", when: "next.title", text: "When you feel like a look around, this is what our customers order again and again:" },
        { kind: "product", of: "next", label: "Have a look" },
        { kind: "paragraph", when: "links.store and next.title == nil", text: "And when you feel like a look around: you are always welcome." },
        { kind: "button", when: "next.title == nil", label: "Visit {{ shop.name }}", link: "store" },
        { kind: "signature", text: "Happy that you are here, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}कैसा चल रहा है?",
      preheader: "जो अच्छा लगा वह भी बताएँ, जो नहीं लगा वह भी।",
      body: [
        { kind: "heading", text: "कैसा चल रहा है?" },
        { kind: "paragraph", text: "{% if customer.firstName %}नमस्ते {{ customer.firstName }} जी, {% endif %}{{ shop.name }} पर आपके ऑर्डर{% if order.items.size == 1 %} ({{ order.items[0].title }}){% endif %} को अब कुछ समय हो गया है। अब तक तो आप उसे हमसे बेहतर जानने लगे होंगे।" },
        { kind: "paragraph", text: "आपको क्या पसंद आया? आप क्या बदलना चाहेंगे? एक-दो पंक्तियाँ ही काफ़ी हैं। आगे क्या बनाना और रखना है, यह तय करते समय हम सबसे पहले अपने ग्राहकों की बातें पढ़ते हैं।" },
        { kind: "button", label: "अपनी राय बताएँ", link: "help" },
        { kind: "divider" },
        { kind: "note", when: "loyalty.benefit", text: "आपका साथ हमें अच्छा लगता है। हमारे नियमित ग्राहकों को यह मिलता है: {{ loyalty.benefit }}" },
        { kind: "paragraph", when: "next.title", text: "जब मन करे, एक नज़र देखिए। इसे लोग हमारे यहाँ से बार-बार मँगाते हैं:" },
        { kind: "product", of: "next", label: "एक नज़र देखें" },
        { kind: "paragraph", when: "links.store and next.title == nil", text: "और जब मन करे, एक चक्कर लगा जाइए: आपका हमेशा स्वागत है।" },
        { kind: "button", when: "next.title == nil", label: "{{ shop.name }} देखें", link: "store" },
        { kind: "signature", text: "आपके साथ से ख़ुश, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: how is it going{% if customer.firstName %}, {{ customer.firstName | truncate: 15 }}{% endif %}? What is good, what is not? Both help us.{% if links.store %} {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if customer.firstName %}{{ customer.firstName | truncate: 15 }} जी, {% endif %}कैसा चल रहा है? क्या अच्छा लगा, क्या नहीं? हमें बताइए।{% if links.store %} {{ links.store }}{% endif %}",
  },
};
