import type { Definition } from "../definition.ts";
import { catalogJourney } from "./catalog.ts";
import { days, orderGone, realOrder, textsOf, thisOrder } from "./pieces.ts";

const firstTime = { fact: "walk.firstTime", op: "is", value: true } as const;
const settings = [
  { id: "howtoDays", label: "How-to after delivery", help: "How long after the parcel arrives the how-to note goes out.", kind: "number", default: 3, min: 1, max: 14, unit: "days" },
  { id: "codNote", label: "Reassure cash-on-delivery buyers", help: "Before the parcel leaves, says how easily it can be returned.", kind: "boolean", default: true },
  { id: "reassurance", label: "Reassurance on day 7", help: "A short note on returns and support, a week after the order.", kind: "boolean", default: true },
  { id: "dayFourteen", label: "Note on day 14", help: "Your loyalty programme and what goes well with the order.", kind: "boolean", default: true },
  { id: "loyalty", label: "What regular customers get", help: "In your words, for the note on day 14. Left empty, nothing is promised.", kind: "text", default: "", max: 80 },
  { id: "quietDays", label: "Quiet after offering help", help: "Someone who looked for help hears nothing else for this long, or until their matter is settled.", kind: "number", default: 3, min: 1, max: 14, unit: "days" },
] as const;

const NEED_HELP = {
  any: [
    { happened: "page.viewed:faq", window: { since: "start", within: "P2D" }, op: "atLeast", value: 3 },
    { happened: "page.viewed:help_pages", measure: "seconds", window: { since: "start", within: "P2D" }, op: "atLeast", value: 900 },
    { happened: "page.viewed:returns", window: { since: "delivered", within: "P3D" }, op: "atLeast", value: 1 },
  ],
} satisfies Definition["turns"][number]["when"];

/** From the order to the fourteenth day: thanks for everyone, a guided start for first-time buyers, help for whoever looks for it. */
export const welcome = catalogJourney({
  key: "welcome",
  name: "Welcome",
  settings,
  define: ({ howtoDays, codNote, reassurance, dayFourteen, loyalty, quietDays }): Definition => {
    const afterHowto = reassurance ? "still_early" : dayFourteen ? "day_14" : "welcomed";
    const afterWeek = dayFourteen ? "day_14" : "welcomed";
    return {
      schema: 2,
      key: "welcome",
      name: "Welcome",
      about: {
        does: "Thanks every buyer at once and says what happens next. First-time buyers get a how-to note after their parcel arrives, a word on returns and support on day 7, and one more note on day 14 that depends on whether they read the earlier ones. Whoever keeps looking at help pages gets an offer of help instead.",
        who: "Everyone who places an order. Returning buyers are thanked by their history, large orders with special care; only first-time buyers get the notes after that.",
        never: "Never writes about old or test orders, stops when the order is cancelled, refunded or returned, and promotes nothing while the customer waits for help.",
      },
      priority: 60,
      trigger: {
        any: [
          { id: "ordered", events: ["order.placed"] },
          { id: "paid", events: ["order.paid"], quiet: true },
        ],
        requires: [
          { id: "recent", when: { fact: "order.ageDays", op: "atMost", value: 7 }, otherwise: "the order was first seen more than 7 days after it was placed.", silent: true },
          realOrder,
          { id: "has_lines", when: { fact: "order.lines", op: "above", value: 0 }, otherwise: "the order has no lines." },
          { id: "payment", when: { fact: "order.paymentFailed", op: "is", value: false }, otherwise: "the payment failed." },
        ],
        firstTime: { fact: "order.previousOrders", op: "is", value: 0 },
      },
      per: "order",
      reentry: "once",
      exit: [
        ...orderGone,
        { events: ["return.requested"], when: thisOrder, reason: "A return of the order was asked for.", keepsTransactional: true },
        { events: ["order.placed"], when: { all: [{ not: thisOrder }, firstTime] }, reason: "The customer ordered again: no longer a first-time buyer.", keepsTransactional: true },
        {
          events: ["profile.merged"],
          when: { all: [{ fact: "order.previousOrders", op: "above", value: 0 }, firstTime] },
          reason: "The customer turned out to have ordered before.",
          keepsTransactional: true,
        },
      ],
      turns: [{ id: "needs_help", events: ["page.viewed", "profile.merged"], when: NEED_HELP, reason: "The customer looks for help.", to: "support" }],
      hold: [],
      texts: textsOf({ loyalty }),
      start: "which_thanks",
      steps: {
        which_thanks: {
          kind: "branch",
          label: "Which thank-you",
          cases: [
            { when: { fact: "order.aboveShopP90", op: "is", value: true }, next: "thanks_vip" },
            { when: firstTime, next: "thanks_first" },
          ],
          otherwise: "thanks_returning",
        },
        thanks_vip: { kind: "message", label: "White-glove thanks", channels: ["email"], class: "transactional", content: "welcome.vip", next: codNote ? "paid_at_door" : "until_shipped" },
        thanks_first: { kind: "message", label: "Welcome and thanks", channels: ["email"], class: "transactional", content: "welcome.first", next: codNote ? "paid_at_door" : "until_shipped" },
        thanks_returning: { kind: "message", label: "Thanks to a returning customer", channels: ["email"], class: "transactional", content: "welcome.returning", next: codNote ? "paid_at_door" : "until_shipped" },
        ...(codNote ? {
          paid_at_door: { kind: "branch", label: "Paid at the door?", cases: [{ when: { fact: "order.cashOnDelivery", op: "is", value: true }, next: "before_dispatch" }], otherwise: "until_shipped" },
          before_dispatch: { kind: "waitFor", label: "Two hours, unless the parcel leaves at once", events: ["shipment.shipped", "order.fulfilled", "shipment.delivered"], orEarlier: true, atMost: "PT2H", next: "until_shipped", onTimeout: "cod" },
          cod: { kind: "message", label: "Returns are easy", channels: ["email"], class: "transactional", content: "welcome.cod", next: "until_shipped" },
        } satisfies Definition["steps"] : {}),
        until_shipped: {
          kind: "waitFor",
          label: "Waiting for the parcel to leave",
          events: ["shipment.shipped", "order.fulfilled", "shipment.delivered"],
          orEarlier: true,
          atMost: "P30D",
          next: "until_delivered",
          onTimeout: "not_shipped",
        },
        until_delivered: {
          kind: "waitFor",
          label: "Waiting for the parcel to arrive",
          events: ["shipment.delivered"],
          orEarlier: true,
          atMost: "P10D",
          next: "settle_in",
          onTimeout: "settle_in",
        },
        settle_in: { kind: "wait", label: "Time to settle in", duration: days(howtoDays), next: "who_goes_on" },
        who_goes_on: { kind: "branch", label: "First-time buyer?", cases: [{ when: firstTime, next: "howto" }], otherwise: "thanked" },
        howto: { kind: "message", label: "How to get the most out of it", channels: ["email"], class: "marketing", content: "welcome.howto", next: afterHowto },
        ...(reassurance ? {
          // A parcel that came late: its how-to has just gone out, and day 14 is near.
          still_early: { kind: "branch", label: "Is day 7 still near?", cases: [{ when: { fact: "walk.days", op: "atMost", value: 9 }, next: "day_7" }], otherwise: afterWeek },
          day_7: { kind: "waitUntil", label: "Until day 7", moment: { sinceStart: "P7D" }, next: "reassure" },
          reassure: { kind: "message", label: "Returns and support", channels: ["email"], class: "marketing", content: "welcome.reassure", expires: "P3D", next: afterWeek },
        } satisfies Definition["steps"] : {}),
        ...(dayFourteen ? {
          day_14: { kind: "waitUntil", label: "Until day 14", moment: { sinceStart: "P14D" }, next: "did_they_read" },
          did_they_read: {
            kind: "branch",
            label: "Opened or clicked anything?",
            cases: [{ when: { any: [{ fact: "walk.opened", op: "is", value: true }, { fact: "walk.clicked", op: "is", value: true }] }, next: "day14_engaged" }],
            otherwise: "day14_quiet",
          },
          day14_engaged: { kind: "message", label: "Day 14, for readers", channels: ["email"], class: "marketing", content: "welcome.day14_engaged", next: "welcomed" },
          day14_quiet: { kind: "message", label: "Day 14, for the quiet", channels: ["email"], class: "marketing", content: "welcome.day14_quiet", next: "welcomed" },
        } satisfies Definition["steps"] : {}),
        support: { kind: "message", label: "Can we help?", channels: ["email"], class: "transactional", supports: true, content: "welcome.support", next: "settled" },
        settled: { kind: "waitFor", label: "Quiet until it is settled", events: ["ticket.solved", "task.closed"], atMost: days(quietDays), next: "all_settled", onTimeout: "all_settled" },
        all_settled: { kind: "branch", label: "Anything still open?", cases: [{ when: { any: [{ fact: "profile.openTickets", op: "above", value: 0 }, { fact: "profile.openTasks", op: "above", value: 0 }] }, next: "until_solved" }], otherwise: "go_on" },
        until_solved: { kind: "waitFor", label: "Waiting for support to solve it", events: ["ticket.solved", "task.closed"], atMost: "P14D", next: "go_on", onTimeout: "go_on" },
        go_on: { kind: "back", label: "Back to where it was" },
        thanked: { kind: "end", label: "Thanked" },
        welcomed: { kind: "end", label: "Welcomed" },
        not_shipped: { kind: "end", label: "The parcel did not leave within 30 days" },
      },
    };
  },
});
