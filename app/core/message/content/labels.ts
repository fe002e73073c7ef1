/** The fixed words around a message, per language. Liquid, like the texts. */
import type { Language } from "../locale.ts";

export type Labels = {
  readonly order: string;
  readonly placedOn: string;
  readonly total: string;
  readonly moreItems: string;
  /** The words of a link to it. */
  readonly orderPage: string;
  /** Why the reader gets a message about an order. */
  readonly whyTransactional: string;
  /** Why the reader gets marketing, as laws ask (GDPR art. 13(1)(c), ePrivacy art. 13(2)). */
  readonly whyMarketing: string;
  readonly unsubscribe: string;
  readonly preferences: string;
};

export const labels: Readonly<Record<Language, Labels>> = {
  en: {
    order: "Order {{ order.number }}",
    placedOn: "Placed on {{ order.placedOn }}",
    total: "Total",
    moreItems: "and {{ order.moreItems }} more",
    orderPage: "your order page",
    whyTransactional: "You get this e-mail because you placed {% if order.number %}order {{ order.number }}{% else %}an order{% endif %} at {{ shop.name }}.",
    whyMarketing: "You get this e-mail because you bought at {{ shop.name }} and agreed to hear from us.",
    unsubscribe: "Unsubscribe",
    preferences: "Choose what you receive",
  },
  hi: {
    order: "ऑर्डर {{ order.number }}",
    placedOn: "{{ order.placedOn }} को दिया गया",
    total: "कुल",
    moreItems: "और {{ order.moreItems }} चीज़ें",
    orderPage: "आपका ऑर्डर पेज",
    whyTransactional: "यह ईमेल आपको इसलिए मिला है क्योंकि आपने {{ shop.name }} पर {% if order.number %}ऑर्डर {{ order.number }}{% else %}ऑर्डर{% endif %} दिया है।",
    whyMarketing: "यह ईमेल आपको इसलिए मिला है क्योंकि आपने {{ shop.name }} से ख़रीदारी की थी और हमारे ईमेल पाने की सहमति दी थी।",
    unsubscribe: "सदस्यता समाप्त करें",
    preferences: "चुनें कि आपको क्या मिले",
  },
};
