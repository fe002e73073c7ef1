import type { Definition } from "../definition.ts";
import { catalogJourney } from "./catalog.ts";
import { days, openMatter, orderGone, pastComesIn, realOrder } from "./pieces.ts";

const settings = [
  { id: "patience", label: "Write after", help: "How much longer than usual a customer stays away before they are written to, in parts of their own usual gap: 150 % of 40 days is 60 days.", kind: "number", default: 150, min: 110, max: 400, unit: "%" },
  { id: "likelyBack", label: "More time for those who will likely come back", help: "Customers whose chance to order again within 90 days is at least this high get three more weeks before they are written to. 100 turns it off.", kind: "number", default: 70, min: 30, max: 100, unit: "%" },
  { id: "otherChannels", label: "Second message by another way", help: "When e-mail brought nobody back, WhatsApp, SMS or push is tried, where the customer agreed to it.", kind: "boolean", default: true },
  { id: "firstPause", label: "Pause after the first message", help: "Each pause is longer than the one before.", kind: "number", default: 14, min: 5, max: 60, unit: "days" },
  { id: "secondPause", label: "Pause after the second message", help: "Should be longer than the first pause.", kind: "number", default: 28, min: 7, max: 120, unit: "days" },
  { id: "discountAllowed", label: "A discount in the last message", help: "Never before the last message. It needs a code: yours, or one for each customer.", kind: "boolean", default: false },
  { id: "ownCodes", label: "A new code for each customer", help: "Made in your shop when the message is due, good for one order, instead of your code below. In a shop that is not connected, you make each by hand.", kind: "boolean", default: false },
  { id: "discountCode", label: "Your discount code", help: "As it works in your shop's checkout. One code for everyone.", kind: "text", default: "", max: 40 },
  { id: "priceConscious", label: "The discount only where price decides", help: "Customers whose past says that they buy at full price get the last message without it. It means something once your shop has given discounts for a while.", kind: "boolean", default: false },
  { id: "discountPercent", label: "Worth", help: "What the message says the code takes off.", kind: "number", default: 10, min: 1, max: 90, unit: "%" },
] as const;

/** Nobody is won back twice within this time. */
const AGAIN_AFTER_DAYS = 180;

/** Who buys at full price all the same, as far as the score tells: an unknown score is not below. */
const FULL_PRICE = 0.3;

/** Notices early when a customer stays away longer than is their habit, and stops by itself. */
export const winback = catalogJourney({
  key: "winback",
  name: "Win-back",
  settings,
  examples: [{ label: "With 15 % off at the end", values: { discountAllowed: true, discountCode: "BACK15", discountPercent: 15 } }, { label: "With a code for each customer", values: { discountAllowed: true, ownCodes: true, discountPercent: 10 } }],
  define: ({ patience, likelyBack, otherChannels, firstPause, secondPause, discountAllowed, ownCodes, discountCode, priceConscious, discountPercent }): Definition => {
    const offers = discountAllowed && (ownCodes || discountCode !== "");
    const first = likelyBack < 100 ? "likely" : "miss";
    const offer = ownCodes ? "own_code" : "offer";
    const says = `offer:${ownCodes ? `back${discountPercent}` : discountCode.toLowerCase()}`;
    return {
      schema: 2,
      key: "winback",
      name: "Win-back",
      about: {
        does: "Notices when a customer stays away longer than is usual for them, reminds them of what they bought and looked at, tries another way after a pause, and says goodbye after a longer one.",
        who: "Customers whose last order is one and a half of their usual gaps ago; for one-time buyers your shop's usual gap counts.",
        never: `Never while a ticket or a return is open, never twice in half a year, never to customers lost long ago.${offers ? "" : " Never offers a discount."}`,
      },
      priority: 30,
      trigger: {
        any: [{ id: "ordered", events: ["order.placed"] }],
        requires: [
          { id: "latest", when: { fact: "order.laterOrders", op: "is", value: 0 }, otherwise: "there are newer orders.", silent: true },
          { id: "not_long_gone", when: { all: [{ fact: "order.ageDays", op: "atMost", value: 400 }, { not: { fact: "profile.gapRatio", op: "above", value: 4 } }] }, otherwise: "the customer has been away for too long.", silent: true },
          realOrder,
        ],
      },
      per: "order",
      reentry: "once",
      goal: { events: ["order.placed"], when: { fact: "order.laterOrders", op: "above", value: 0 }, words: "The customer ordered again." },
      exit: [...orderGone, { when: { fact: "order.laterOrders", op: "above", value: 0 }, reason: "It turned out that the customer had ordered again." }],
      turns: [],
      hold: [pastComesIn({ fact: "order.ageDays", op: "above", value: 7 }), { id: "open_matter", when: openMatter, reason: "A ticket or a return is open; nobody is courted meanwhile." }],
      texts: offers && !ownCodes ? { discountCode, discountPercent: String(discountPercent) } : {},
      start: "until_drift",
      steps: {
        until_drift: { kind: "waitUntil", label: "Until they stay away longer than usual", moment: { drift: patience / 100 }, atMost: "P800D", next: "lately", onTimeout: "unknown" },
        lately: { kind: "branch", label: "Courted in the last half year?", cases: [{ when: { fact: "walk.daysSinceOther", op: "below", value: AGAIN_AFTER_DAYS }, next: "not_again" }], otherwise: first },
        ...(likelyBack < 100
          ? ({
              likely: { kind: "branch", label: "Likely to come back anyway?", cases: [{ when: { fact: "score.churn", op: "atMost", value: (100 - likelyBack) / 100 }, next: "more_time" }], otherwise: "miss" },
              more_time: { kind: "wait", label: "Three more weeks", duration: "P21D", next: "miss" },
            } satisfies Definition["steps"])
          : {}),
        miss: { kind: "message", label: "What they bought and looked at", channels: ["email"], class: "marketing", content: "winback.miss", timing: "best_hour", next: "first_pause" },
        first_pause: { kind: "wait", label: "A pause", duration: days(firstPause), next: otherChannels ? "news_elsewhere" : "news" },
        ...(otherChannels ? {
          news_elsewhere: { kind: "message", label: "What is new, by another way", channels: ["whatsapp", "sms", "push"], class: "marketing", content: "winback.news", timing: "best_hour", next: "second_pause", onDrop: "news" },
        } satisfies Definition["steps"] : {}),
        news: { kind: "message", label: "What is new", channels: ["email"], class: "marketing", content: "winback.news", timing: "best_hour", next: "second_pause" },
        second_pause: { kind: "wait", label: "A longer pause", duration: days(secondPause), next: offers ? (priceConscious ? "price_decides" : offer) : "last" },
        ...(offers && priceConscious ? { price_decides: { kind: "branch", label: "Does price decide?", cases: [{ when: { fact: "score.price_sensitivity", op: "below", value: FULL_PRICE }, next: "last" }], otherwise: offer } satisfies Definition["steps"][string] } : {}),
        ...(offers && ownCodes ? { own_code: { kind: "action", label: "A code of their own", action: { do: "discount_code", percent: discountPercent }, next: "offer" } satisfies Definition["steps"][string] } : {}),
        ...(offers
          ? { offer: { kind: "message", label: ownCodes ? "The last word, with their code" : "The last word, with your code", channels: ["email"], class: "marketing", content: "winback.offer", says: [says], timing: "best_hour", next: "last_days" } as const }
          : {}),
        ...(!offers || priceConscious
          ? { last: { kind: "message", label: "The last word", channels: ["email"], class: "marketing", content: "winback.last", timing: "best_hour", next: "last_days" } as const }
          : {}),
        last_days: { kind: "wait", label: "A month to come back", duration: "P30D", next: "let_go" },
        let_go: { kind: "end", label: "Let go" },
        not_again: { kind: "end", label: "Courted not long ago" },
        unknown: { kind: "end", label: "Nothing tells what is usual for them" },
      },
    };
  },
});
