import type { Definition, MessageStep } from "../definition.ts";
import { catalogJourney } from "./catalog.ts";
import { days, orderGone, realOrder, thisOrder } from "./pieces.ts";

const settings = [
  { id: "askDays", label: "Ask after delivery", help: "How long after the delivery a customer is asked how they like it.", kind: "number", default: 7, min: 1, max: 60, unit: "days" },
  { id: "soonerDays", label: "For customers who engage", help: "Those who click, visit or answer are asked sooner.", kind: "number", default: 4, min: 1, max: 60, unit: "days" },
  { id: "laterDays", label: "For quiet customers", help: "Those who leave messages unread are given longer.", kind: "number", default: 12, min: 1, max: 90, unit: "days" },
  { id: "reminder", label: "Remind once", help: "Asks a second and last time when there is no answer.", kind: "boolean", default: true },
  { id: "remindDays", label: "Remind after", help: "How long after the first question.", kind: "number", default: 5, min: 2, max: 30, unit: "days" },
  {
    id: "channels", label: "Ways to ask", help: "Which way is taken depends on what the customer agreed to and answers.", kind: "choice", default: "all",
    options: [{ value: "all", label: "E-mail, WhatsApp, SMS and push" }, { value: "email", label: "E-mail only" }],
  },
] as const;

/** A public review that is as good as it gets, or nearly: there is nothing left to ask. */
const GOOD_REVIEW = {
  all: [
    thisOrder,
    { any: [{ all: [{ fact: "event.scale", op: "is", value: 5 }, { fact: "event.score", op: "atLeast", value: 4 }] }, { all: [{ fact: "event.scale", op: "is", value: 10 }, { fact: "event.score", op: "atLeast", value: 8 }] }] },
  ],
} satisfies NonNullable<Definition["goal"]>["when"];

/** Asks how it was at the customer's own moment, and answers what they say. The way to the public review page is open to all. */
export const review = catalogJourney({
  key: "review",
  name: "Review",
  settings,
  define: ({ askDays, soonerDays, laterDays, reminder, remindDays, channels: ways }): Definition => {
    const channels: MessageStep["channels"] = ways === "email" ? ["email"] : ["email", "whatsapp", "sms", "push"];
    return {
      schema: 2,
      key: "review",
      name: "Review",
      about: {
        does: "Asks how the order was, sooner for customers who engage and later for quiet ones. Five stars get thanks, three get advice, one or two get an apology and a task for your team to call.",
        who: "Everyone whose order has arrived, once in 30 days.",
        never: "Never asks before the delivery, nor while a ticket, a return or a task is open. Keeps nobody from the public review page: every answer leads there too.",
      },
      priority: 40,
      trigger: {
        any: [{ id: "delivered", events: ["shipment.delivered"], where: { fact: "order.delivered", op: "is", value: true } }],
        requires: [
          { id: "recent", when: { fact: "order.daysSinceDelivered", op: "atMost", value: 30 }, otherwise: "the delivery is more than 30 days ago.", silent: true },
          realOrder,
          { id: "in_order", when: { fact: "order.status", op: "in", value: ["delivered", "shipped", "paid", "placed"] }, otherwise: "the order was cancelled or refunded." },
        ],
      },
      per: "order",
      reentry: "once",
      goal: { events: ["review.submitted"], when: GOOD_REVIEW, words: "The customer wrote a good review." },
      exit: [...orderGone],
      turns: [{ id: "rated", when: { fact: "walk.rating", op: "atLeast", value: 0 }, reason: "The customer gave a rating.", to: "by_rating" }],
      hold: [],
      texts: {},
      start: "right_moment",
      steps: {
        right_moment: {
          kind: "waitUntil", label: "Until they have had time with it",
          moment: { delivered: days(askDays), sooner: days(soonerDays), later: days(laterDays) }, atMost: "P120D", next: "ask", onTimeout: "not_arrived",
        },
        ask: {
          kind: "message", label: "How was it?", channels, class: "marketing", content: "review.ask", says: ["review"], timing: "best_hour", expires: "P21D",
          next: reminder ? "time_to_answer" : "last_days", onDrop: "not_asked",
        },
        ...(reminder ? {
          time_to_answer: { kind: "wait", label: "Time to answer", duration: days(remindDays), next: "remind" },
          remind: { kind: "message", label: "A reminder, the only one", channels, class: "marketing", content: "review.remind", says: ["review"], timing: "best_hour", next: "last_days" },
        } satisfies Definition["steps"] : {}),
        last_days: { kind: "wait", label: "Two weeks for an answer", duration: "P14D", next: "unanswered" },
        by_rating: {
          kind: "branch",
          label: "What did they say?",
          cases: [
            { when: { fact: "walk.rating", op: "atLeast", value: 0.9 }, next: "promoter" },
            { when: { fact: "walk.rating", op: "atLeast", value: 0.7 }, next: "good" },
            { when: { fact: "walk.rating", op: "atLeast", value: 0.45 }, next: "education" },
            { when: { fact: "walk.rating", op: "atLeast", value: 0.2 }, next: "task_two" },
          ],
          otherwise: "task_one",
        },
        promoter: { kind: "message", label: "Thanks, and the public page", channels, class: "marketing", content: "review.promoter", next: "time_to_write" },
        good: { kind: "message", label: "Thanks for four stars", channels, class: "marketing", content: "review.good", next: "time_to_write" },
        education: { kind: "message", label: "How to get more out of it", channels: ["email"], class: "marketing", content: "review.education", next: "time_to_write" },
        time_to_write: { kind: "wait", label: "Two weeks for a public review", duration: "P14D", next: "answered" },
        task_one: { kind: "action", label: "A task for your team", action: { do: "task", title: "Call or write to this customer: they rated their order 1 of 5." }, next: "recovery" },
        task_two: { kind: "action", label: "A task for your team", action: { do: "task", title: "Call or write to this customer: they rated their order 2 of 5." }, next: "recovery" },
        recovery: { kind: "message", label: "Apology", channels: ["email"], class: "marketing", supports: true, content: "review.recovery", next: "until_mended" },
        until_mended: { kind: "waitFor", label: "Until your team has settled it", events: ["task.closed"], atMost: "P60D", next: "mended", onTimeout: "not_mended" },
        mended: { kind: "end", label: "Settled" },
        not_mended: { kind: "end", label: "Not settled within 60 days" },
        answered: { kind: "end", label: "Answered" },
        unanswered: { kind: "end", label: "No answer" },
        not_asked: { kind: "end", label: "Not asked" },
        not_arrived: { kind: "end", label: "The delivery turned out not to be complete" },
      },
    };
  },
});
