import type { Definition } from "../definition.ts";

const thisOrder = { fact: "event.isThisOrder", op: "is", value: true } as const;

/** From the order to the fourteenth day: thanks for everyone, a guided start for first-time buyers. */
export const welcome: Definition = {
  schema: 1,
  key: "welcome",
  name: "Welcome",
  about:
    "Thanks every buyer at once and says what happens next. First-time buyers then get a how-to note three days after their parcel " +
    "arrives and one more note on day 14 that depends on whether they read the earlier ones. Returning buyers are thanked by their history " +
    "and never get the first-timer's series. It stops when the order is cancelled or refunded, and never writes about old orders.",
  trigger: {
    events: ["order.placed", "order.paid"],
    requires: [
      { id: "recent", when: { fact: "order.ageDays", op: "atMost", value: 7 }, otherwise: "the order was first seen more than 7 days after it was placed.", silent: true },
      { id: "real_order", when: { fact: "order.test", op: "is", value: false }, otherwise: "it is a test order." },
      { id: "has_lines", when: { fact: "order.lines", op: "above", value: 0 }, otherwise: "the order has no lines." },
      { id: "payment", when: { fact: "order.paymentFailed", op: "is", value: false }, otherwise: "the payment failed." },
    ],
    firstTime: { fact: "order.previousOrders", op: "is", value: 0 },
  },
  reentry: "per_order",
  exit: [
    { events: ["order.cancelled"], when: thisOrder, reason: "The order was cancelled." },
    { events: ["order.fully_refunded"], when: thisOrder, reason: "The order was fully refunded." },
    { events: ["order.deleted"], when: thisOrder, reason: "The order was deleted in the shop." },
    {
      events: ["order.placed"],
      when: { all: [{ not: thisOrder }, { fact: "walk.firstTime", op: "is", value: true }] },
      reason: "The customer ordered again: no longer a first-time buyer.",
      keepsTransactional: true,
    },
    {
      events: ["profile.merged"],
      when: { all: [{ fact: "order.previousOrders", op: "above", value: 0 }, { fact: "walk.firstTime", op: "is", value: true }] },
      reason: "The customer turned out to have ordered before.",
      keepsTransactional: true,
    },
  ],
  start: "which_thanks",
  steps: {
    which_thanks: {
      kind: "branch",
      label: "Which thank-you",
      cases: [
        { when: { fact: "order.aboveShopP90", op: "is", value: true }, next: "thanks_vip" },
        { when: { fact: "walk.firstTime", op: "is", value: true }, next: "thanks_first" },
      ],
      otherwise: "thanks_returning",
    },
    thanks_vip: { kind: "message", label: "White-glove thanks", channel: "email", class: "transactional", content: "welcome.vip", next: "who_goes_on" },
    thanks_first: { kind: "message", label: "Welcome and thanks", channel: "email", class: "transactional", content: "welcome.first", next: "who_goes_on" },
    thanks_returning: { kind: "message", label: "Thanks to a returning customer", channel: "email", class: "transactional", content: "welcome.returning", next: "who_goes_on" },
    who_goes_on: {
      kind: "branch",
      label: "First-time buyer?",
      cases: [{ when: { fact: "walk.firstTime", op: "is", value: true }, next: "until_shipped" }],
      otherwise: "thanked",
    },
    until_shipped: {
      kind: "waitFor",
      label: "Waiting for the parcel to leave",
      events: ["shipment.shipped", "order.fulfilled", "shipment.delivered"],
      atMost: "P30D",
      next: "until_delivered",
      onTimeout: "not_shipped",
    },
    until_delivered: {
      kind: "waitFor",
      label: "Waiting for the parcel to arrive",
      events: ["shipment.delivered"],
      atMost: "P10D",
      next: "settle_in",
      onTimeout: "settle_in",
    },
    settle_in: { kind: "wait", label: "Three days to settle in", duration: "P3D", next: "howto" },
    howto: { kind: "message", label: "How to get the most out of it", channel: "email", class: "marketing", content: "welcome.howto", next: "day_14" },
    day_14: { kind: "waitUntil", label: "Until day 14", sinceStart: "P14D", next: "did_they_read" },
    did_they_read: {
      kind: "branch",
      label: "Opened or clicked anything?",
      cases: [{ when: { any: [{ fact: "walk.opened", op: "is", value: true }, { fact: "walk.clicked", op: "is", value: true }] }, next: "day14_engaged" }],
      otherwise: "day14_quiet",
    },
    day14_engaged: { kind: "message", label: "Day 14, for readers", channel: "email", class: "marketing", content: "welcome.day14_engaged", next: "welcomed" },
    day14_quiet: { kind: "message", label: "Day 14, for the quiet", channel: "email", class: "marketing", content: "welcome.day14_quiet", next: "welcomed" },
    thanked: { kind: "end", label: "Thanked" },
    welcomed: { kind: "end", label: "Welcomed" },
    not_shipped: { kind: "end", label: "The parcel did not leave within 30 days" },
  },
};
