import fc from "fast-check";
import { expect, test } from "vitest";
import { eventData } from "../../core/event/canonical-event.ts";
import type { Comparison, Condition } from "../../core/journey/condition.ts";
import { FACTS } from "../../core/journey/facts.ts";
import type { FactName } from "../../core/journey/facts.ts";
import { conditionWords } from "./condition-words.ts";
import { durationWords } from "./duration-words.ts";
import { didWords, eventTypeWords } from "./event-type-words.ts";
import { FLAGS } from "./fact-phrases.ts";

const words = (condition: Condition) => conditionWords(condition, "GBP");

test.each<[string, Condition]>([
  ["at most 7 days since the order was placed", { fact: "order.ageDays", op: "atMost", value: 7 }],
  ["it is not a test order", { fact: "order.test", op: "is", value: false }],
  ["it is not a test order", { not: { fact: "order.test", op: "is", value: true } }],
  ["they never ordered before", { fact: "order.previousOrders", op: "is", value: 0 }],
  ["more than 2 orders the customer placed before this one", { fact: "order.previousOrders", op: "above", value: 2 }],
  ["a support ticket is open or a task is open for your team", { any: [{ fact: "profile.openTickets", op: "above", value: 0 }, { fact: "profile.openTasks", op: "above", value: 0 }] }],
  ["fewer than 3 messages of this journey that left", { fact: "walk.sent", op: "below", value: 3 }],
  ["the order's total is at least £45.00", { fact: "order.total", op: "atLeast", value: 4500 }],
  ["their newest rating is at most 40 of 100", { fact: "profile.satisfaction", op: "atMost", value: 0.4 }],
  ["the time since their last order is at least 1.5 times their usual gap", { fact: "profile.gapRatio", op: "atLeast", value: 1.5 }],
  ["their country is IN or GB", { fact: "profile.country", op: "in", value: ["IN", "GB"] }],
  ["their country is not IN", { not: { fact: "profile.country", op: "is", value: "IN" } }],
  ["they looked at the questions and answers at least 3 times in the last 2 days", { happened: "page.viewed:faq", window: { last: "P2D" }, op: "atLeast", value: 3 }],
  ["they spent at least 15 minutes on the help pages within 2 days after this began", { happened: "page.viewed:help", measure: "seconds", window: { since: "start", within: "P2D" }, op: "atLeast", value: 900 }],
  ["they looked at the returns page within 3 days after everything arrived", { happened: "page.viewed:returns", window: { since: "delivered", within: "P3D" }, op: "atLeast", value: 1 }],
  ["they never opened a message since this step began", { not: { happened: "message.opened", window: { since: "step" }, op: "above", value: 0 } }],
  ["this was their first order, and (they opened a message of this journey or they clicked in a message of this journey)", {
    all: [{ fact: "walk.firstTime", op: "is", value: true }, { any: [{ fact: "walk.opened", op: "is", value: true }, { fact: "walk.clicked", op: "is", value: true }] }],
  }],
  ["none of this: (it is a test order, the payment failed, or everything has arrived)", {
    not: { any: (["order.test", "order.paymentFailed", "order.delivered"] as const).map((fact) => ({ fact, op: "is", value: true })) },
  }],
  ["at most 14 days since the product was likely used up", { fact: "product.daysLeft", op: "atLeast", value: -14 }],
  ["the time since their last order is at most 4 times their usual gap, or that is not known", { not: { fact: "profile.gapRatio", op: "above", value: 4 } }],
  ["always", { all: [] }],
])("%s", (said, condition) => {
  expect(words(condition)).toBe(said);
});

test("every yes-or-no fact has its two sentences, and every kind of event its words", () => {
  for (const [name, { type }] of Object.entries(FACTS)) if (type === "boolean") expect(FLAGS, name).toHaveProperty([name]);
  for (const type of Object.keys(eventData)) for (const said of [eventTypeWords(type), didWords(type)]) expect(said).not.toMatch(/[._]|undefined/);
});

test("two comparisons of a fact that differ are never said alike, and no word of the machine shows", () => {
  const numbers = (Object.keys(FACTS) as FactName[]).filter((name) => FACTS[name].type === "number");
  const leaf = fc.record({ fact: fc.constantFrom(...numbers), op: fc.constantFrom<Comparison>("is", "above", "atLeast", "below", "atMost"), value: fc.integer({ min: 2, max: 90 }) });
  fc.assert(fc.property(leaf, leaf, (a, b) => {
    const [one, other] = [words(a), words(b)];
    expect(one).not.toMatch(/undefined|NaN|\w\.\w*[A-Z]|_/);
    if (a.op !== b.op || a.value !== b.value) if (a.fact === b.fact) expect(one).not.toBe(other);
  }));
});

test("durations in words", () => {
  expect(["P3D", "P14D", "PT12H", "PT90M", "P1DT6H", "PT1S", "never"].map(durationWords)).toEqual(["3 days", "14 days", "12 hours", "1 hour and 30 minutes", "1 day and 6 hours", "1 second", "never"]);
});
