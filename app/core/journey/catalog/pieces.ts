/** What several journeys of the catalog are made of. */
import type { Condition } from "../condition.ts";
import type { Definition } from "../definition.ts";

export const thisOrder = { fact: "event.isThisOrder", op: "is", value: true } as const satisfies Condition;

export const realOrder = { id: "real_order", when: { not: { fact: "order.test", op: "is", value: true } }, otherwise: "it is a test order." } as const satisfies Definition["trigger"]["requires"][number];

/** The order is no more: nothing is said about it. */
export const orderGone: Definition["exit"] = [
  { events: ["order.cancelled"], when: thisOrder, reason: "The order was cancelled." },
  { events: ["order.fully_refunded"], when: thisOrder, reason: "The order was fully refunded." },
  { events: ["order.deleted"], when: thisOrder, reason: "The order was deleted in the shop." },
];

/** Support has the word: a ticket or a return of this customer is open. */
export const openMatter: Condition = { any: [{ fact: "profile.openTickets", op: "above", value: 0 }, { fact: "profile.openReturns", op: "above", value: 0 }] };

/**
 * When a shop connects, its past comes in order by order: what an old order seems to call for, a newer one that is not here
 * yet may have settled. Nothing is said about such an order on the first day.
 */
export const pastComesIn = (isOld: Condition): Definition["hold"][number] => ({
  id: "past_comes_in", when: { all: [isOld, { fact: "walk.daysSinceEntered", op: "below", value: 1 }] }, reason: "The order is an older one; newer ones may still come in.",
});

/** The journeys' own delays, as merchants turn them. */
export function days(count: number): string {
  return `P${count}D`;
}

/** The merchant's words, as far as there are any: what is left empty is not promised. */
export function textsOf(texts: Readonly<Record<string, string>>): Definition["texts"] {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
}
