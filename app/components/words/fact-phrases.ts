/** How sentences about facts are put where the facts' own words (core/journey/facts) do not read as one. */

/** Yes or no as sentences; every such fact has its pair (condition-words.test.ts). */
export const FLAGS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  "order.test": ["it is a test order", "it is not a test order"],
  "order.paymentFailed": ["the payment failed", "the payment did not fail"],
  "order.cashOnDelivery": ["the order is paid at the door", "the order is not paid at the door"],
  "order.delivered": ["everything has arrived", "not everything has arrived"],
  "order.aboveShopP90": ["the order is among the largest tenth of your shop's", "the order is not among the largest tenth of your shop's"],
  "order.openReturn": ["a return of this order is open", "no return of this order is open"],
  "order.anyReturn": ["a return or refund of this order was asked for", "no return or refund of this order was ever asked for"],
  "walk.opened": ["they opened a message of this journey", "they opened no message of this journey"],
  "walk.clicked": ["they clicked in a message of this journey", "they clicked in no message of this journey"],
  "walk.firstTime": ["this was their first order", "this was not their first order"],
  "event.isThisOrder": ["it is about this very order", "it is about another order"],
  "event.hasThisProduct": ["this very product was bought", "this product was not among what was bought"],
  "product.inStock": ["the product can be bought now", "the product is out of stock"],
  "product.replenishable": ["the product is used up and bought again", "the product is not one that is used up"],
  "product.boughtSince": ["they bought the product again since", "they have not bought the product again since"],
  "profile.loyalty": ["they are in the loyalty programme", "they are not in the loyalty programme"],
  "profile.complained": ["they marked a message as spam", "they never marked a message as spam"],
  "profile.mayEmail": ["they agreed to marketing by e-mail", "they have not agreed to marketing by e-mail"],
  "profile.maySms": ["they agreed to marketing by SMS", "they have not agreed to marketing by SMS"],
  "profile.mayWhatsapp": ["they agreed to marketing by WhatsApp", "they have not agreed to marketing by WhatsApp"],
};

/** Counts of what is open now: whether there is any, as sentences. */
export const OPEN: Readonly<Record<string, readonly [some: string, none: string]>> = {
  "profile.openTickets": ["a support ticket is open", "no support ticket is open"],
  "profile.openReturns": ["a return is open", "no return is open"],
  "profile.openTasks": ["a task is open for your team", "no task is open for your team"],
  "order.lines": ["the order has something in it", "the order has nothing in it"],
  "order.previousOrders": ["they ordered before", "they never ordered before"],
  "order.laterOrders": ["they ordered again since", "they have not ordered since"],
};

type Amount = { readonly words: string; readonly money?: boolean; readonly times?: number; readonly unit?: string };

/** Numbers that measure rather than count. */
export const AMOUNTS: Readonly<Record<string, Amount>> = {
  "order.total": { words: "the order's total", money: true },
  "profile.spend": { words: "what they spent in all", money: true },
  "profile.satisfaction": { words: "their newest rating", times: 100, unit: " of 100" },
  "profile.gapRatio": { words: "the time since their last order", unit: " times their usual gap" },
  "profile.usualGapDays": { words: "their usual gap between orders", unit: " days" },
  "walk.rating": { words: "their rating", times: 100, unit: " of 100" },
  "event.score": { words: "the score given" },
  "event.scale": { words: "the best score there was to give" },
  "score.churn": { words: "the likelihood that they do not come back", times: 100, unit: " of 100" },
  "score.advocacy": { words: "how likely they recommend the shop", times: 100, unit: " of 100" },
  "score.upsell": { words: "how open they are for more", times: 100, unit: " of 100" },
  "score.next_order_days": { words: "the expected time to their next order", unit: " days" },
  "score.price_sensitivity": { words: "how much they mind the price", times: 100, unit: " of 100" },
  "score.engagement": { words: "how much they engage", times: 100, unit: " of 100" },
};

export const TEXTS: Readonly<Record<string, string>> = {
  "order.status": "the order",
  "event.page": "the page",
  "event.question": "the question",
  "event.answer": "the answer",
  "event.milestone": "the milestone",
  "event.name": "the event",
  "event.step": "the message of the step",
  "event.channel": "the channel",
  "product.evidence": "what the run-out date rests on",
  "profile.country": "their country",
  "profile.language": "their language",
};

/** A page as something that was looked at; shared with the timeline's words. */
export const PAGES_LOOKED_AT: Readonly<Record<string, string>> = {
  faq: "the questions and answers", help: "the help pages", help_pages: "the help pages or the questions and answers", returns: "the returns page", product: "a product", tracking: "the tracking page", cart: "the cart",
  account: "their account", referral: "the page for recommending the shop", other: "a page",
};

const EVIDENCE: Readonly<Record<string, string>> = { customer: "customer's own habit", shop: "shop's customers", family: "kind of product", table: "table" };

/** A text value as it stands in a sentence. */
export function valueWords(fact: string, value: string): string {
  if (fact === "event.page") return PAGES_LOOKED_AT[value] ?? `“${value}”`;
  if (fact === "product.evidence") return EVIDENCE[value] ?? value;
  if (fact === "order.status" || fact === "profile.country" || fact === "profile.language") return value.replaceAll("_", " ");
  return `“${value.replaceAll("_", " ")}”`;
}
