/** Blocks that several messages share, per language. */
import type { Language } from "../locale.ts";
import type { Block } from "./content.ts";

const PAYMENT: Readonly<Record<Language, { awaiting: string; door: string }>> = {
  en: {
    awaiting:
      "We are still waiting for your payment of {{ order.total }}. As soon as your payment arrives, we get your order ready and send it. " +
      "If you have already paid, there is nothing left for you to do: transfers can take a day or two.",
    door: "You pay {{ order.total }} when your parcel is handed to you. Having the exact amount ready makes it quick for both of you.",
  },
  hi: {
    awaiting:
      "हमें अभी {{ order.total }} के भुगतान का इंतज़ार है। आपका भुगतान मिलते ही हम आपका ऑर्डर तैयार करके भेज देंगे। " +
      "अगर आप भुगतान कर चुके हैं, तो आपको और कुछ नहीं करना है: बैंक ट्रांसफ़र पहुँचने में एक-दो दिन लग सकते हैं।",
    door: "पार्सल मिलने पर आपको {{ order.total }} देने हैं। पूरी रक़म तैयार रखें, तो लेन-देन आसान रहेगा।",
  },
};

/** What is left to pay, and when; nothing for an order that is paid. */
export function paymentNotes(language: Language): Block[] {
  return [
    { kind: "note", when: "order.awaitingPayment", text: PAYMENT[language].awaiting },
    { kind: "note", when: "order.cashOnDelivery", text: PAYMENT[language].door },
  ];
}

/** True while money is still to come before anything is packed. */
export const UNPAID = "order.awaitingPayment";
export const NOT_UNPAID = "order.awaitingPayment == false";
