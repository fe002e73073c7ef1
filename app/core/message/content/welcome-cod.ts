import type { Content } from "./content.ts";

/** To who pays at the door, before the parcel leaves: a refusal there is mostly doubt about what happens if it does not fit. */
export const welcomeCod: Content = {
  key: "welcome.cod",
  class: "transactional",
  name: "Paying at the door: how it goes, and how to return",
  variants: {
    en: {
      subject: "Before {% if order.number %}order {{ order.number }}{% else %}your order{% endif %} sets off",
      preheader: "How paying at the door works, and how easily something goes back.",
      body: [
        { kind: "heading", text: "Almost on its way{% if customer.firstName %}, {{ customer.firstName }}{% endif %}" },
        { kind: "paragraph", text: "We are getting your order ready. You have not seen it with your own eyes yet, so here is what to expect, also if something should not be right." },
        {
          kind: "list",
          items: [
            { title: "Pay when it is in your hands", text: "{% if order.cashOnDelivery %}You pay {{ order.total }} at the door, and nothing before. Having the exact amount ready makes it quick.{% else %}If anything is left to pay, the courier tells you at the door.{% endif %}" },
            { title: "Look at it in peace", text: "Open it at home, in good light, and keep the packaging until you are sure." },
            { title: "Not right? It can go back", text: "Write to us{% if order.number %} with your order number, {{ order.number }}{% endif %}. We tell you how to send it back and how your money returns to you." },
          ],
        },
        { kind: "note", when: "order.cashOnDelivery", text: "Paying at the door makes no difference to us: a return is handled just like that of an order paid in advance." },
        { kind: "button", label: "See your order", link: "track" },
        { kind: "contact", text: "Another address, or a better time to deliver? Tell us before it leaves:" },
        { kind: "signature", text: "Warm wishes from all of us at {{ shop.name }}" },
      ],
    },
    hi: {
      subject: "{% if customer.firstName %}{{ customer.firstName }} जी, {% endif %}आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} रवाना होने से पहले",
      preheader: "दरवाज़े पर भुगतान कैसे होगा, और कुछ लौटाना हो तो क्या करें।",
      body: [
        { kind: "heading", text: "बस, निकलने ही वाला है{% if customer.firstName %}, {{ customer.firstName }} जी{% endif %}" },
        { kind: "paragraph", text: "हम आपका ऑर्डर तैयार कर रहे हैं। आपने उसे अभी अपनी आँखों से देखा नहीं है, इसलिए पहले ही बता दें कि आगे क्या होगा, और कुछ ठीक न लगे तो क्या करना है।" },
        {
          kind: "list",
          items: [
            { title: "सामान हाथ में आए, तब भुगतान", text: "{% if order.cashOnDelivery %}आपको {{ order.total }} दरवाज़े पर ही देने हैं, उससे पहले कुछ नहीं। पूरी रक़म तैयार रखें, तो आसानी रहेगी।{% else %}कुछ देना बाक़ी होगा, तो डिलीवरी के समय आपको बता दिया जाएगा।{% endif %}" },
            { title: "आराम से देखें", text: "घर पर, अच्छी रोशनी में खोलिए, और जब तक तसल्ली न हो जाए, पैकिंग सँभालकर रखिए।" },
            { title: "पसंद न आए, तो लौटा सकते हैं", text: "हमें लिखिए{% if order.number %}, साथ में ऑर्डर नंबर {{ order.number }} दीजिए{% endif %}। हम बता देंगे कि सामान कैसे भेजना है और पैसे आपको कैसे वापस मिलेंगे।" },
          ],
        },
        { kind: "note", when: "order.cashOnDelivery", text: "दरवाज़े पर भुगतान करने से कोई फ़र्क़ नहीं पड़ता: वापसी उतनी ही आसान है जितनी पहले से भुगतान किए ऑर्डर की।" },
        { kind: "button", label: "अपना ऑर्डर देखें", link: "track" },
        { kind: "contact", text: "पता बदलना हो या डिलीवरी का समय, तो सामान निकलने से पहले हमें बता दें:" },
        { kind: "signature", text: "स्नेह सहित, {{ shop.name }} की पूरी टीम" },
      ],
    },
  },
  short: {
    en: "{{ shop.name }}: your order{% if order.number %} {{ order.number }}{% endif %} leaves soon. {% if order.cashOnDelivery %}Pay at the door. {% endif %}Not right? It can go back.{% if links.track %} {{ links.track }}{% endif %}",
    hi: "{{ shop.name }}: आपका ऑर्डर{% if order.number %} {{ order.number }}{% endif %} जल्द निकलेगा।{% if order.cashOnDelivery %} भुगतान दरवाज़े पर।{% endif %} पसंद न आए तो लौटा सकते हैं।{% if links.track %} {{ links.track }}{% endif %}",
  },
};
