import type { Content } from "./content.ts";

/** Shortly before it is likely used up. What is not known of the date is not claimed. */
export const replenishSoon: Content = {
  key: "replenish.soon",
  class: "marketing",
  name: "It will soon be used up",
  variants: {
    en: {
      subject: "{% if product.title %}Running low on {{ product.title | truncate: 60 }}?{% else %}Is something running low?{% endif %}",
      preheader: "A small reminder, nothing more.",
      body: [
        { kind: "heading", text: "Nearly used up{% if customer.firstName %}, {{ customer.firstName }}{% endif %}?" },
        {
          kind: "paragraph",
          when: "product.title",
          text: "{% if product.daysLeft > 1 %}Going by how long it usually lasts, your {{ product.title }} should see you through about {{ product.daysLeft }} more days.{% elsif product.daysLeft %}Going by how long it usually lasts, your {{ product.title }} is probably nearly used up.{% else %}Your {{ product.title }} may be running low by now.{% endif %}",
        },
        { kind: "paragraph", when: "product.title == nil", text: "It has been a while since your last order, and perhaps something you use often is coming to its end." },
        { kind: "paragraph", text: "{% if product.daysLeft > 5 %}If you order now, the next one is likely with you before this one is empty.{% else %}If you order now, you need not do without it for long.{% endif %} If you still have plenty, just leave this be." },
        { kind: "product", of: "product", label: "Order it again" },
        { kind: "button", when: "product.title == nil", label: "Visit {{ shop.name }}", link: "store" },
        { kind: "contact", text: "A question about it, or looking for something else this time? Write to us:" },
        { kind: "signature", text: "Until soon, the team at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if product.title %}{{ product.title | truncate: 60 }}: ख़त्म होने वाला है क्या?{% else %}कुछ ख़त्म होने वाला है क्या?{% endif %}",
      preheader: "बस याद दिलाने के लिए।",
      body: [
        { kind: "heading", text: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}ख़त्म होने को है क्या?" },
        {
          kind: "paragraph",
          when: "product.title",
          text: "{% if product.daysLeft > 1 %}आम तौर पर जितना चलता है, उस हिसाब से {{ product.title }} अभी लगभग {{ product.daysLeft }} दिन और चलना चाहिए।{% elsif product.daysLeft %}आम तौर पर जितना चलता है, उस हिसाब से {{ product.title }} अब लगभग ख़त्म होने को होगा।{% else %}हो सकता है कि {{ product.title }} अब ख़त्म होने को हो।{% endif %}",
        },
        { kind: "paragraph", when: "product.title == nil", text: "आपके पिछले ऑर्डर को कुछ समय हो गया है। हो सकता है कि रोज़ काम आने वाली कोई चीज़ ख़त्म होने को हो।" },
        { kind: "paragraph", text: "{% if product.daysLeft > 5 %}अभी मँगा लें, तो पुराना ख़त्म होने तक शायद नया आ जाए।{% else %}अभी मँगा लें, तो ज़्यादा दिन इंतज़ार नहीं करना पड़ेगा।{% endif %} और अगर अभी काफ़ी बचा है, तो इस ईमेल को रहने दीजिए।" },
        { kind: "product", of: "product", label: "फिर से मँगाएँ" },
        { kind: "button", when: "product.title == nil", label: "{{ shop.name }} देखें", link: "store" },
        { kind: "contact", text: "कुछ पूछना हो, या इस बार कुछ और चाहिए, तो हमें लिखें:" },
        { kind: "signature", text: "फिर मिलेंगे, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: {% if product.title %}your {{ product.title | truncate: 36 }}{% else %}something you use{% endif %} may be running low.{% if links.store %} Order again: {{ links.store }}{% endif %}",
    hi: "{{ shop.name }}: {% if product.title %}{{ product.title | truncate: 36 }}{% else %}आपका सामान{% endif %} ख़त्म होने को होगा।{% if links.store %} फिर मँगाएँ: {{ links.store }}{% endif %}",
  },
};
