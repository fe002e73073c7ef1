import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { madeUpCustomers } from "#test/bench/night-customers.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { applyEvent } from "../profile/apply-event.ts";
import { emptyProfile } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import { explainCustomer } from "./explain.ts";
import { Learner, MOST_EVENTS } from "./learn.ts";
import type { Learned } from "./learn.ts";
import { SCORES } from "./score.ts";
import type { Scores } from "./score.ts";
import { scoresOf } from "./scores-of.ts";

const NOW = Date.UTC(2026, 5, 1, 3);
const options = { asOf: NOW, currency: "USD", timeZone: "UTC", seed: 1 } as const;
const learn = (customers: Iterable<readonly CanonicalEvent[]>): Learned => {
  const learner = new Learner(options);
  for (const events of customers) learner.observe(events);
  return learner.fit();
};
const fold = (events: readonly CanonicalEvent[]): Profile => events.reduce(applyEvent, emptyProfile("p"));
const order = (ref: string, at: number, amount = 2_500, over: Partial<Extract<CanonicalEvent, { type: "order.placed" }>["data"]> = {}): CanonicalEvent =>
  ({ key: `order:${ref}:placed`, type: "order.placed", at, data: { orderRef: ref, number: ref, amount, currency: "USD", items: [{ productRef: "p1", quantity: 1 }], ...over } });
const some = (count: number, seed = 3): (readonly CanonicalEvent[])[] => [...madeUpCustomers(seed, count, NOW)].map(({ events }) => events);

/** Every number in it that is none, by its path. */
function notFinite(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => notFinite(one, `${path}.${key}`));
}
function expectSound(scores: Scores): void {
  for (const [name, { value, at }] of Object.entries(scores)) {
    expect(typeof value, name).toBe(SCORES[name as keyof typeof SCORES].kind === "number" ? "number" : "string");
    expect(notFinite(value), name).toEqual([]);
    expect(at).toBe(NOW);
  }
  for (const name of ["churn", "advocacy", "upsell", "price_sensitivity", "engagement"] as const) {
    const value = Number(scores[name]?.value ?? 0);
    expect(value >= 0 && value <= 1, `${name} ${value}`).toBe(true);
  }
  for (const name of ["expected_orders", "expected_spend", "lifetime_value"] as const) expect(Number(scores[name]?.value ?? 0), name).toBeGreaterThanOrEqual(0);
  expect(Number(scores.next_order_days?.value ?? 1)).toBeGreaterThanOrEqual(1);
}

describe("a shop of 1,500 customers", () => {
  const customers = some(1_500);
  const learned = learn(customers);

  it("has every model, with a card for each", () => {
    const missing = Object.entries(learned.models).filter(([, model]) => model === null).map(([name]) => name);
    expect(missing).toEqual([]);
    expect(learned.cards.map(({ model }) => model).sort()).toEqual(["affinity", "churn", "groups", "purchases", "readiness", "replenishment", "segments", "spend"]);
    expect(notFinite(learned)).toEqual([]);
    expect(learned.products.size).toBeGreaterThan(100);
  });

  it("stands in the database as it was learnt, and is small", () => {
    const text = JSON.stringify(learned.models);
    expect(JSON.parse(text)).toEqual(learned.models);
    expect(text.length).toBeLessThan(20_000);
    expect(JSON.parse(JSON.stringify(learned.cards))).toEqual(learned.cards);
  });

  it("gives every customer every score but those that nothing shows, and the reasons for them", () => {
    for (const events of customers.slice(0, 300)) {
      const profile = fold(events);
      const scores = scoresOf(profile, learned.models, NOW);
      expectSound(scores);
      const told = explainCustomer(profile, learned.models, NOW);
      expect(told.map(({ name, value }) => [name, value])).toEqual(Object.keys(SCORES).flatMap((name) => (name in scores ? [[name, scores[name as keyof Scores]?.value]] : [])));
      expect(Object.keys(scores).length).toBeGreaterThanOrEqual(11);
      for (const { name, reasons, sure, value, low, high } of told) {
        expect(sure.length, name).toBeGreaterThan(10);
        expect(reasons.length, name).toBeLessThanOrEqual(3);
        for (const reason of reasons) expect(reason.words, name).toMatch(/^[A-Z\d]/);
        if (typeof value === "number" && low !== null && high !== null) expect(low <= value && value <= high, name).toBe(true);
      }
    }
  });

  it("foretells the last window better than the naive rules, where it can", () => {
    const metrics = learned.cards.flatMap((card) => (card.model === "churn" || card.model === "purchases" ? (card.holdout?.metrics ?? []) : []));
    expect(metrics.length).toBeGreaterThan(3);
    for (const { name, ours, naive, better } of metrics.filter((one) => one.naiveRule.startsWith("the same chance") || one.name.startsWith("Error of one"))) expect(better === "higher" ? ours > (naive ?? 0) : ours < (naive ?? 0), name).toBe(true);
  });

  it("teaches the same again, and nothing from after its moment", () => {
    const few = customers.slice(0, 500);
    const taught = learn(few);
    expect(learn(few)).toEqual(taught);
    expect(learn(few.map((events, index) => [...events, order(`later-${index}`, NOW + 1)]))).toEqual(taught);
  });

  it("scores by whole days: until the hour of the day at which things happened, nothing moves", () => {
    const HOUR = DAY / 24;
    for (const events of customers.slice(0, 100)) {
      const profile = fold(events.map((event) => ({ ...event, at: NOW - Math.ceil((NOW - event.at) / DAY) * DAY - HOUR })));
      const values = (at: number) => Object.entries(scoresOf(profile, learned.models, at)).map(([name, { value }]) => [name, value]);
      expect(values(NOW + 20 * HOUR)).toEqual(values(NOW));
      expect(values(NOW + 30 * DAY)).not.toEqual(values(NOW));
    }
  });
});

describe("a shop with strange data", () => {
  const cases: Readonly<Record<string, () => (readonly CanonicalEvent[])[]>> = {
    "no customers": () => [],
    "customers without orders": () => [[{ key: "v", type: "page.viewed", at: NOW - DAY, data: { page: "faq", orderRef: null } }]],
    "one customer with one order": () => [[order("1", NOW - 5 * DAY)]],
    "one customer with many orders": () => [Array.from({ length: 30 }, (_, index) => order(`${index}`, NOW - index * 7 * DAY))],
    "all purchases on one day": () => Array.from({ length: 400 }, (_, index) => [order(`${index}`, NOW - 100 * DAY), order(`${index}b`, NOW - 100 * DAY + 1)]),
    "all purchases today": () => Array.from({ length: 400 }, (_, index) => [order(`${index}`, NOW)]),
    "negative amounts": () => some(300).map((events) => events.map((event) => (event.type === "order.placed" ? { ...event, data: { ...event.data, amount: -event.data.amount } } : event))),
    "absurd amounts": () => some(300).map((events) => events.map((event, index) => (event.type === "order.placed" && index % 3 === 0 ? { ...event, data: { ...event.data, amount: Number.MAX_SAFE_INTEGER } } : event))),
    "nothing but free orders": () => some(300).map((events) => events.map((event) => (event.type === "order.placed" ? { ...event, data: { ...event.data, amount: 0 } } : event))),
    "orders of the future": () => some(300).map((events, index) => [...events, order(`f${index}`, NOW + 400 * DAY)]),
    "orders of 1970 and of the year 1": () => some(300).map((events, index) => (index % 50 === 0 ? [order(`old${index}`, index), order(`older${index}`, Date.UTC(1, 0, 1)), ...events] : events)),
    "a change of currency": () => some(300).map((events) => events.map((event) => (event.type === "order.placed" && event.at > NOW - 200 * DAY ? { ...event, data: { ...event.data, currency: "EUR" } } : event))),
    "everything cancelled": () => some(200).map((events) => events.flatMap((event): CanonicalEvent[] => (event.type === "order.placed" ? [event, { key: `${event.key}:c`, type: "order.cancelled", at: event.at + 1, data: event.data }] : [event]))),
    "more refunded than paid": () => some(200).map((events) => events.flatMap((event): CanonicalEvent[] => (event.type === "order.placed" ? [event, { key: `${event.key}:r`, type: "order.refunded", at: event.at + 1, data: { ...event.data, amount: event.data.amount * 3, refundRef: "r", reason: null } }] : [event]))),
    "products without names and huge quantities": () => some(200).map((events) => events.map((event) => (event.type === "order.placed" ? { ...event, data: { ...event.data, items: [{ productRef: "", quantity: 1e15 }, { productRef: "p1", quantity: -4 }] } } : event))),
  };

  test.each(Object.keys(cases))("%s: every model is finite or not there, and so is every score", (name) => {
    const customers = (cases[name] as () => (readonly CanonicalEvent[])[])();
    const learned = learn(customers);
    expect(notFinite(learned)).toEqual([]);
    for (const events of customers.slice(0, 60)) {
      const profile = fold(events.filter(({ at }) => at <= NOW + DAY));
      expectSound(scoresOf(profile, learned.models, NOW));
      for (const told of explainCustomer(profile, learned.models, NOW)) expect(notFinite(told)).toEqual([]);
      expectSound(scoresOf(fold(events), learned.models, NOW));
    }
  });

  it("an account of a million orders is not learnt from, is counted, and is scored", () => {
    const till = Array.from({ length: 1_000_000 }, (_, index) => order(`t${index}`, NOW - index * 60_000));
    const without = learn(some(300));
    const { models, cards, products } = learn([till, ...some(300)]);
    expect(models).toEqual(without.models);
    expect(products).toEqual(without.products);
    expect(cards.every(({ size }) => size["leftOut"] === 1)).toBe(true);
    const profile: Profile = { ...fold(till.slice(0, 100)), counts: { orders: 1_000_000, cancelled: 0, delivered: 0, refunded: 0 }, spend: { USD: 2_500_000_000_000 } };
    expectSound(scoresOf(profile, models, NOW));
  });

  it("an account of as many events as may be is learnt from", () => {
    const many = Array.from({ length: MOST_EVENTS }, (_, index) => order(`t${index}`, NOW - index * 3_600_000));
    expect(notFinite(learn([many, ...some(100)]))).toEqual([]);
  });

  it("whatever customers do, nothing is but finite", () => {
    const moment = fc.integer({ min: NOW - 900 * DAY, max: NOW + 90 * DAY });
    const placed = fc.tuple(moment, fc.oneof(fc.integer({ min: -100, max: 100_000 }), fc.constantFrom(0, -5, 1e12, Number.MAX_SAFE_INTEGER)), fc.constantFrom("USD", "EUR"));
    fc.assert(
      fc.property(fc.array(fc.array(placed, { maxLength: 6 }), { maxLength: 60 }), (shops) => {
        const customers = shops.map((orders, customer) => orders.map(([at, amount, currency], index) => order(`${customer}-${index}`, at, amount, { currency })));
        const learned = learn(customers);
        expect(notFinite(learned)).toEqual([]);
        for (const events of customers) expectSound(scoresOf(fold(events), learned.models, NOW));
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

it("refuses what cannot be a moment or a horizon, by name", () => {
  expect(() => new Learner({ ...options, asOf: Number.NaN })).toThrow("asOf");
  expect(() => new Learner({ ...options, horizonDays: 0 })).toThrow("horizonDays");
});
