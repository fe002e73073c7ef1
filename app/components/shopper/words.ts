/** Everything shoppers read, in the languages there are. `{…}` is filled in. */
import type { Language } from "../../core/message/locale.ts";

const en = {
  order: "Your order {number}",
  state: {
    placed: "We have your order", paid: "We have your order", shipped: "It is on its way", out: "Out for delivery", delivered: "It has arrived",
    refunded: "Your money is on its way back", cancelled: "This order was cancelled", payment_failed: "The payment did not go through",
  },
  steps: ["Ordered", "Shipped", "Out for delivery", "Delivered"],
  happened: "What happened so far",
  event: {
    "order.placed": "Order placed", "order.paid": "Payment received", "order.edited": "Order changed", "order.fulfilled": "Everything has been sent",
    "order.cancelled": "Order cancelled", "order.refunded": "Refund of {amount}", "order.fully_refunded": "Fully refunded",
    "shipment.shipped": "Parcel handed to the carrier", "shipment.in_transit": "Parcel on its way", "shipment.out_for_delivery": "Out for delivery",
    "shipment.attempted": "Delivery was attempted", "shipment.delayed": "Parcel is delayed", "shipment.failed": "Delivery failed", "shipment.delivered": "Delivered",
  } as Record<string, string>,
  answered: { yes: "You said everything arrived well", no: "You said something is not right" },
  parcels: "Parcels", parcel: "Parcel {n}", with: "With {carrier}", number: "Tracking number", follow: "Follow this parcel", noCarrier: "The carrier has not said where it is yet.",
  items: "What you ordered", total: "Total", refunded: "Refunded",
  already: "It is here already?", question: "Did everything arrive well?", yes: "Yes, all well", no: "No, something is off",
  thanks: "Thank you! We are glad.", sorry: "We are sorry to hear that.", sorryHelp: "Tell us what happened and we will put it right.", afterAll: "Something is not right after all",
  help: "Questions about this order?", write: "Write to {email}", helpShop: "Get in touch with {shop}.", visit: "Visit {shop}",
  timesIn: "Times in {zone}",
  gone: "This page is not available", goneWhy: "The link may be incomplete or too old. Open it from your newest message, or ask the shop you bought from.",
  mail: "News and offers by e-mail", mailOn: "{email} receives news and offers from {shop}.", mailOff: "{email} receives no news and offers from {shop}.",
  mailOrders: "Messages about your orders come in any case.", stop: "Unsubscribe", start: "Subscribe again", stopped: "Done. You will get no more news and offers.", started: "Welcome back. You will get news and offers again.",
  blocked: "Mail to this address came back or was marked as spam, so we no longer write to it.",
  find: "Find your order", findHow: "See where it is, with two things that only you know.", findNumber: "Order number", findNumberHint: "You find it in your order confirmation, for example #1001.", findEmail: "E-mail you ordered with", findGo: "Show my order",
  findNone: "There is no order with this number and this e-mail. Check both in your order confirmation.", findTooOften: "Too many tries. Wait 15 minutes, then try again.",
};

export type Words = typeof en;

const hi: Words = {
  order: "आपका ऑर्डर {number}",
  state: {
    placed: "आपका ऑर्डर हमें मिल गया है", paid: "आपका ऑर्डर हमें मिल गया है", shipped: "आपका ऑर्डर रास्ते में है", out: "आज डिलीवरी के लिए निकला है", delivered: "आपका ऑर्डर पहुँच गया है",
    refunded: "आपका पैसा वापस किया जा रहा है", cancelled: "यह ऑर्डर रद्द कर दिया गया है", payment_failed: "भुगतान नहीं हो पाया",
  },
  steps: ["ऑर्डर हुआ", "भेजा गया", "डिलीवरी पर", "पहुँच गया"],
  happened: "अब तक क्या हुआ",
  event: {
    "order.placed": "ऑर्डर किया गया", "order.paid": "भुगतान मिल गया", "order.edited": "ऑर्डर बदला गया", "order.fulfilled": "सब कुछ भेज दिया गया",
    "order.cancelled": "ऑर्डर रद्द हुआ", "order.refunded": "{amount} वापस किए गए", "order.fully_refunded": "पूरा पैसा वापस किया गया",
    "shipment.shipped": "पार्सल कूरियर को दिया गया", "shipment.in_transit": "पार्सल रास्ते में है", "shipment.out_for_delivery": "डिलीवरी के लिए निकला",
    "shipment.attempted": "डिलीवरी की कोशिश हुई", "shipment.delayed": "पार्सल में देरी है", "shipment.failed": "डिलीवरी नहीं हो पाई", "shipment.delivered": "पहुँच गया",
  },
  answered: { yes: "आपने बताया कि सब ठीक पहुँचा", no: "आपने बताया कि कुछ ठीक नहीं है" },
  parcels: "पार्सल", parcel: "पार्सल {n}", with: "{carrier} के साथ", number: "ट्रैकिंग नंबर", follow: "पार्सल कहाँ है, देखें", noCarrier: "कूरियर ने अभी तक स्थिति नहीं बताई है।",
  items: "आपने क्या मँगाया", total: "कुल", refunded: "वापस किया गया",
  already: "क्या यह पहुँच चुका है?", question: "क्या सब कुछ ठीक से पहुँचा?", yes: "हाँ, सब ठीक है", no: "नहीं, कुछ गड़बड़ है",
  thanks: "धन्यवाद! हमें खुशी हुई।", sorry: "यह जानकर हमें खेद है।", sorryHelp: "हमें बताइए कि क्या हुआ, हम इसे ठीक करेंगे।", afterAll: "कुछ तो ठीक नहीं है",
  help: "इस ऑर्डर के बारे में कोई सवाल?", write: "{email} पर लिखें", helpShop: "{shop} से संपर्क करें।", visit: "{shop} पर जाएँ",
  timesIn: "समय {zone} के अनुसार",
  gone: "यह पेज उपलब्ध नहीं है", goneWhy: "लिंक अधूरा या बहुत पुराना हो सकता है। इसे अपने सबसे नए संदेश से खोलें, या जिस दुकान से खरीदा था उससे पूछें।",
  mail: "ई-मेल से समाचार और ऑफ़र", mailOn: "{email} को {shop} के समाचार और ऑफ़र मिलते हैं।", mailOff: "{email} को {shop} के समाचार और ऑफ़र नहीं मिलते।",
  mailOrders: "आपके ऑर्डर से जुड़े संदेश हर हाल में आते रहेंगे।", stop: "सदस्यता समाप्त करें", start: "फिर से सदस्यता लें", stopped: "हो गया। अब आपको समाचार और ऑफ़र नहीं मिलेंगे।", started: "फिर से स्वागत है। अब आपको समाचार और ऑफ़र मिलेंगे।",
  blocked: "इस पते पर भेजी गई मेल लौट आई या स्पैम बताई गई, इसलिए हम अब इस पर नहीं लिखते।",
  find: "अपना ऑर्डर खोजें", findHow: "दो बातें बताइए जो सिर्फ़ आप जानते हैं, और देखिए कि ऑर्डर कहाँ है।", findNumber: "ऑर्डर नंबर", findNumberHint: "यह आपके पुष्टि संदेश में है, जैसे #1001।", findEmail: "जिस ई-मेल से ऑर्डर किया था", findGo: "मेरा ऑर्डर दिखाएँ",
  findNone: "इस नंबर और इस ई-मेल से कोई ऑर्डर नहीं है। दोनों को अपने पुष्टि संदेश में देख लें।", findTooOften: "बहुत बार कोशिश हुई। पंद्रह मिनट बाद फिर कोशिश करें।",
};

const ALL: Readonly<Record<Language, Words>> = { en, hi };

export function wordsIn(language: Language): Words {
  return ALL[language];
}

/** Fills `{name}` places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
