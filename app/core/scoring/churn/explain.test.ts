import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { DAY } from "../../shared/instant.ts";
import { observe } from "../observed.ts";
import { reasonsFor } from "./explain.ts";
import { FEATURES, featuresOf } from "./features.ts";
import { rawChance } from "./linear.ts";
import type { ChurnModel } from "./model.ts";
import { THEMES } from "./themes.ts";

const NOW = Date.UTC(2026, 5, 1);
const keys = FEATURES.map(({ key }) => key);

/** Every feature weighs the same: what matters here is the words and that effects add up. */
const model: ChurnModel = {
  tier: "full", horizonDays: 90, baseRate: 0.5, calibration: [[0, 0], [1, 1]], reliability: [],
  linear: { keys, means: keys.map(() => 0.1), scales: keys.map(() => 1), weights: keys.map(() => -0.25), intercept: 0.4 },
};

const order = (daysAgo: number): CanonicalEvent => ({ key: `o${daysAgo}`, type: "order.placed", at: NOW - daysAgo * DAY, data: { orderRef: `o${daysAgo}`, number: "1", amount: 2500, currency: "GBP", items: [{ productRef: "p", quantity: 1 }] } });
const mail = (type: "message.sent" | "message.opened", daysAgo: number): CanonicalEvent => ({ key: `${type}${daysAgo}`, type, at: NOW - daysAgo * DAY, data: { messageId: `${daysAgo}`, enrollmentId: null, step: null, channel: "email", class: "marketing" } });

function wordsOf(key: string, events: readonly CanonicalEvent[]): string | undefined {
  const features = featuresOf(observe(events, [], NOW, "GBP").profile, NOW, "GBP", null);
  return reasonsFor(model, features, (minor) => `£${(minor / 100).toFixed(2)}`).find((reason) => reason.key === key)?.words;
}

describe("reasons", () => {
  const regular = [order(230), order(185), order(140)];

  it.each([
    ["recency", regular, "Last order 140 days ago; their orders came 45 days apart on average"],
    ["recency", [order(200), order(40)], "Last order 40 days ago, and the one before it 160 days earlier"],
    ["recency", [order(1)], "Last order 1 day ago"],
    ["frequency", [...regular, order(20)], "Ordered on 4 days in 230 days, on 1 of them within the last 90 days"],
    ["frequency", regular, "Ordered on 3 days in 230 days, on none of them within the last 90 days"],
    ["frequency", [order(12)], "Only one order so far"],
    ["money", [order(100), order(50)], "Spent £50.00 so far; orders within the last 90 days were worth £25.00"],
    ["money", regular, "Spent £75.00 so far, nothing within the last 90 days"],
    ["products", regular, "Bought one product, more than once"],
    ["messages", [order(90), mail("message.sent", 20), mail("message.sent", 40), mail("message.sent", 60), mail("message.opened", 20)], "Opened 1 of the 3 messages of the last 90 days"],
    ["messages", [order(90), mail("message.sent", 20)], "Did not open the one message of the last 90 days"],
    ["trouble", [order(90), { key: "t", type: "ticket.opened", at: NOW - DAY, data: { ticketRef: "1", subject: null, orderRef: null } } as const], "1 question to support within 90 days, 1 question or return not settled yet"],
  ])("%s in plain words with the customer's own numbers", (key, events, words) => {
    expect(wordsOf(key, events)).toBe(words);
  });

  it("stand strongest first and add up to what moved the score", () => {
    const features = featuresOf(observe(regular, [], NOW, "GBP").profile, NOW, "GBP", null);
    const reasons = reasonsFor(model, features);
    const strengths = reasons.map(({ effect }) => Math.abs(effect));
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    const chance = rawChance(model.linear as NonNullable<ChurnModel["linear"]>, features);
    const moved = -(Math.log(chance / (1 - chance)) - 0.4);
    expect(Math.abs(reasons.reduce((sum, { effect }) => sum + effect, 0) - moved)).toBeLessThan(0.02 * THEMES.length);
  });

  it("tell every feature in exactly one theme", () => {
    expect(THEMES.flatMap(({ features }) => features).sort()).toEqual([...keys].sort());
  });

  it("say that there is nothing to tell on the base rate", () => {
    expect(reasonsFor({ ...model, tier: "base", linear: null }, new Float64Array(FEATURES.length))).toEqual([{ key: "base", words: expect.stringContaining("cannot be told apart") as string, effect: 0 }]);
  });
});
