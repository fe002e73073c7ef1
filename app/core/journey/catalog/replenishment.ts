import type { Definition, MessageStep } from "../definition.ts";
import { catalogJourney } from "./catalog.ts";
import { days, openMatter, orderGone, pastComesIn, realOrder } from "./pieces.ts";

const settings = [
  { id: "daysBefore", label: "Remind before it runs out", help: "How many days before a product is likely used up the customer is reminded.", kind: "number", default: 3, min: 0, max: 7, unit: "days" },
  { id: "secondReminder", label: "One more reminder", help: "A second and last note when the product was not bought again.", kind: "boolean", default: true },
  { id: "secondDays", label: "Second reminder after", help: "How long after the first.", kind: "number", default: 5, min: 3, max: 30, unit: "days" },
  { id: "apartDays", label: "Between products", help: "When several products run out together, only the first is mentioned; the others are left out if their turn comes within this time.", kind: "number", default: 5, min: 3, max: 30, unit: "days" },
  {
    id: "channels", label: "Ways to remind", help: "Which way is taken depends on what the customer agreed to and answers.", kind: "choice", default: "all",
    options: [{ value: "all", label: "E-mail, WhatsApp, SMS and push" }, { value: "email", label: "E-mail only" }],
  },
] as const;

/** Out of stock for longer than this after it ran out: the customer has found another way. */
const WEEKS_OUT = 28;

/** A reminder before a product is used up, by this customer's own pace where it is known. */
export const replenishment = catalogJourney({
  key: "replenishment",
  name: "Replenishment",
  settings,
  define: ({ daysBefore, secondReminder, secondDays, apartDays, channels: ways }): Definition => {
    const channels: MessageStep["channels"] = ways === "email" ? ["email"] : ["email", "whatsapp", "sms", "push"];
    return {
      schema: 2,
      key: "replenishment",
      name: "Replenishment",
      about: {
        does: "Reminds a customer shortly before a product they use up is likely gone: by their own pace between purchases once there are two, else by that of your other customers, else by your own table. Two bottles last twice as long.",
        who: "Customers who received a product that is bought again and again.",
        never: "Never before the delivery, never while a return or a ticket is open, never for a product that is out of stock, and never for more than one product within a few days. Buying it again ends it.",
      },
      priority: 50,
      trigger: {
        any: [{ id: "delivered", events: ["shipment.delivered"], where: { fact: "order.delivered", op: "is", value: true } }],
        requires: [
          { id: "recent", when: { fact: "order.daysSinceDelivered", op: "atMost", value: 60 }, otherwise: "the delivery is more than 60 days ago.", silent: true },
          { id: "used_up", when: { fact: "product.replenishable", op: "is", value: true }, otherwise: "the product is not one that is used up.", silent: true },
          { id: "pace_known", when: { fact: "product.daysLeft", op: "atLeast", value: -14 }, otherwise: "nothing tells when it runs out, or it ran out long ago.", silent: true },
          realOrder,
          { id: "not_again", when: { fact: "product.boughtSince", op: "is", value: false }, otherwise: "it was bought again since." },
        ],
      },
      per: "product",
      reentry: "once",
      goal: { events: ["order.placed"], when: { fact: "product.boughtSince", op: "is", value: true }, words: "The customer bought it again." },
      exit: [
        ...orderGone,
        { when: { fact: "product.boughtSince", op: "is", value: true }, reason: "It turned out that the customer bought it again." },
        { when: { all: [{ fact: "product.daysLeft", op: "atMost", value: daysBefore }, { fact: "walk.daysSinceOther", op: "below", value: apartDays }] }, reason: "The customer was reminded of another product these days." },
        { when: { all: [{ fact: "product.inStock", op: "is", value: false }, { fact: "product.daysLeft", op: "below", value: -WEEKS_OUT }] }, reason: "The product stayed out of stock." },
      ],
      turns: [],
      hold: [
        pastComesIn({ fact: "order.daysSinceDelivered", op: "above", value: 3 }),
        { id: "open_matter", when: openMatter, reason: "A ticket or a return is open; reminders wait." },
        { id: "out_of_stock", when: { fact: "product.inStock", op: "is", value: false }, reason: "The product is out of stock; its reminder waits." },
      ],
      texts: {},
      start: "until_low",
      steps: {
        until_low: { kind: "waitUntil", label: "Until it is nearly used up", moment: { runOut: true, before: days(daysBefore) }, atMost: "P750D", next: "soon", onTimeout: "unknown" },
        soon: {
          kind: "message", label: "It will run out soon", channels, class: "marketing", content: "replenish.soon", timing: "best_hour",
          next: secondReminder ? "give_time" : "last_days", onDrop: "not_asked",
        },
        ...(secondReminder ? {
          give_time: { kind: "wait", label: "Time to order", duration: days(secondDays), next: "last" },
          last: { kind: "message", label: "The last reminder", channels, class: "marketing", content: "replenish.last", timing: "best_hour", next: "last_days" },
        } satisfies Definition["steps"] : {}),
        last_days: { kind: "wait", label: "Two weeks to order", duration: "P14D", next: "reminded" },
        reminded: { kind: "end", label: "Reminded" },
        not_asked: { kind: "end", label: "Not reminded" },
        unknown: { kind: "end", label: "Nothing tells any more when it runs out" },
      },
    };
  },
});
