import type { Condition } from "../condition.ts";
import type { Definition, MessageStep } from "../definition.ts";
import { catalogJourney } from "./catalog.ts";
import { days, openMatter, realOrder, textsOf } from "./pieces.ts";

const settings = [
  { id: "askDays", label: "Ask after", help: "How long after they showed they are happy.", kind: "number", default: 2, min: 0, max: 30, unit: "days" },
  { id: "friendReward", label: "What a friend gets", help: "In your words, such as 10% off the first order. Left empty, nothing is promised.", kind: "text", default: "", max: 80 },
  { id: "reward", label: "What the one who recommends gets", help: "In your words. Left empty, nothing is promised.", kind: "text", default: "", max: 80 },
  { id: "cashback", label: "The same for price-conscious customers", help: "Store credit, for example. Left empty, they are told of the reward above.", kind: "text", default: "", max: 80 },
  { id: "earlyAccess", label: "The same for your best customers", help: "Early access to what is new, for example. Left empty, they are told of the reward above.", kind: "text", default: "", max: 80 },
  { id: "vipOrders", label: "Best customers have ordered", help: "From this many orders on.", kind: "number", default: 5, min: 2, max: 100, unit: "times" },
  { id: "whatsapp", label: "Ask by WhatsApp too", help: "Where the customer agreed to it. Which way goes first is set under channels, until the customer's own answers tell.", kind: "boolean", default: true },
  { id: "reminder", label: "Remind once", help: "When the link was not shared within ten days.", kind: "boolean", default: true },
] as const;

/** Top marks: 9 or 10 of 10, or 5 of 5. */
const TOP: Condition = {
  any: [
    { all: [{ fact: "event.scale", op: "is", value: 10 }, { fact: "event.score", op: "atLeast", value: 9 }] },
    { all: [{ fact: "event.scale", op: "is", value: 5 }, { fact: "event.score", op: "is", value: 5 }] },
  ],
};

/** Asks for a recommendation once a customer has shown that they are happy, once for each reason they gave. */
export const referral = catalogJourney({
  key: "referral",
  name: "Referral",
  settings,
  examples: [{ label: "10% off for both sides", values: { friendReward: "10% off the first order", reward: "10% off the next order" } }],
  define: ({ askDays, friendReward, reward, cashback, earlyAccess, vipOrders, whatsapp, reminder }): Definition => {
    const channels: MessageStep["channels"] = whatsapp ? ["whatsapp", "email"] : ["email"];
    const asked = { channels, class: "marketing" as const, says: ["referral"], timing: "best_hour" as const, next: "until_shared", onDrop: "not_asked" };
    return {
      schema: 2,
      key: "referral",
      name: "Referral",
      about: {
        does: "Gives happy customers a link of their own for friends, with the reward that suits them: early access for your best customers, store credit for the price-conscious. Says thank you when a friend orders.",
        who: "Customers who gave 9 or 10 of 10 or five stars, or kept a second order without returning it: once for each of these reasons.",
        never: "Never before the customer has shown that they are happy, never while something is open, and not twice within 30 days.",
      },
      priority: 20,
      trigger: {
        any: [
          { id: "rated", events: ["survey.answered"], where: { all: [{ fact: "event.question", op: "in", value: ["rating", "nps"] }, TOP] } },
          { id: "reviewed", events: ["review.submitted"], where: TOP },
          {
            id: "second_order",
            events: ["shipment.delivered"],
            where: {
              all: [
                { fact: "order.delivered", op: "is", value: true },
                { fact: "order.daysSinceDelivered", op: "atMost", value: 30 },
                { fact: "profile.delivered", op: "atLeast", value: 2 },
                { fact: "profile.refunds", op: "is", value: 0 },
                { fact: "order.anyReturn", op: "is", value: false },
              ],
            },
          },
        ],
        requires: [
          realOrder,
          { id: "happy", when: { not: { fact: "profile.satisfaction", op: "below", value: 0.7 } }, otherwise: "the customer's newest rating is not a happy one." },
          { id: "no_complaint", when: { fact: "profile.complained", op: "is", value: false }, otherwise: "the customer marked a message as spam." },
        ],
      },
      per: "reason",
      reentry: "once",
      exit: [
        { events: ["return.requested", "order.refunded", "message.complained"], when: { all: [] }, reason: "The customer is not as happy as they seemed." },
        { when: { fact: "profile.satisfaction", op: "below", value: 0.45 }, reason: "The customer's newest rating is not a happy one." },
      ],
      turns: [{ id: "converted", events: ["referral.converted"], when: { all: [] }, reason: "A friend ordered.", to: "reward" }],
      hold: [{ id: "open_matter", when: openMatter, reason: "A ticket or a return is open; favours are asked later." }],
      texts: textsOf({ friendReward, reward, cashback, earlyAccess }),
      start: "settle",
      steps: {
        settle: { kind: "wait", label: "A little time", duration: days(askDays), next: "code" },
        code: { kind: "action", label: "A code of their own", action: { do: "referral_code" }, next: "which_reward" },
        which_reward: {
          kind: "branch",
          label: "Which reward suits them",
          cases: [
            { when: { fact: "profile.orders", op: "atLeast", value: vipOrders }, next: "ask_vip" },
            { when: { fact: "score.price_sensitivity", op: "atLeast", value: 0.6 }, next: "ask_cashback" },
          ],
          otherwise: "ask",
        },
        ask_vip: { kind: "message", label: "Early access for friends", content: "referral.ask_vip", ...asked },
        ask_cashback: { kind: "message", label: "Store credit for friends", content: "referral.ask_cashback", ...asked },
        ask: { kind: "message", label: "A gift for a friend", content: "referral.ask", ...asked },
        until_shared: { kind: "waitFor", label: "Time to share", events: ["referral.shared", "referral.clicked"], atMost: "P10D", next: "until_friend", onTimeout: reminder ? "remind" : "until_friend" },
        ...(reminder ? { remind: { kind: "message", label: "A reminder, the only one", channels, class: "marketing", content: "referral.remind", says: ["referral"], timing: "best_hour", next: "until_friend" } satisfies MessageStep } : {}),
        until_friend: { kind: "wait", label: "Until a friend orders", duration: "P90D", next: "no_friend" },
        reward: { kind: "message", label: "Thanks: a friend ordered", channels: ["email"], class: "transactional", content: "referral.reward", next: "recommended" },
        recommended: { kind: "end", label: "Recommended", goal: true },
        no_friend: { kind: "end", label: "No friend ordered" },
        not_asked: { kind: "end", label: "Not asked" },
      },
    };
  },
});
