import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { DAY } from "../../shared/instant.ts";
import { observe } from "../observed.ts";
import { FEATURES, featuresOf } from "./features.ts";
import type { FeatureKey } from "./features.ts";

const NOW = Date.UTC(2026, 5, 1, 12);
const message = { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "marketing" };

const order = (at: number, amount = 1000, currency = "GBP", quantity = 1): CanonicalEvent => ({ key: `o${at}`, type: "order.placed", at, data: { orderRef: `o${at}`, number: "1", amount, currency, items: [{ productRef: `p${amount % 3}`, quantity }] } });

function featureAt(events: readonly CanonicalEvent[], key: FeatureKey, now = NOW): number {
  const { profile } = observe(events, [], now, "GBP");
  return featuresOf(profile, now, "GBP", null)[FEATURES.findIndex((feature) => feature.key === key)] as number;
}

const anyEvent: fc.Arbitrary<CanonicalEvent> = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 900 * DAY }), fc.oneof(fc.constantFrom(-1e15, 0, Number.MAX_SAFE_INTEGER), fc.integer({ min: -500, max: 100_000 })), fc.constantFrom("GBP", "USD"), fc.constantFrom(-1, 0, 1, 1e300)).map(([ago, ...rest]) => order(NOW - ago, ...rest)),
  fc.integer({ min: 0, max: 900 * DAY }).map((ago): CanonicalEvent => ({ key: `m${ago}`, type: "message.opened", at: NOW - ago, data: message })),
  fc.integer({ min: 0, max: 900 * DAY }).map((ago): CanonicalEvent => ({ key: `c${ago}`, type: "order.cancelled", at: NOW - ago, data: { orderRef: `o${NOW - ago}`, number: "1", amount: 1000, currency: "GBP" } })),
  fc.integer({ min: 0, max: 900 * DAY }).map((ago): CanonicalEvent => ({ key: `t${ago}`, type: "ticket.opened", at: NOW - ago, data: { ticketRef: `${ago}`, subject: null, orderRef: null } })),
);

describe("featuresOf", () => {
  it("is finite for whatever happened, and as long as FEATURES", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        const features = featuresOf(observe(events, [], NOW, "GBP").profile, NOW, "GBP", null);
        expect(features).toHaveLength(FEATURES.length);
        expect(features.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("has a name of its own for every feature", () => {
    expect(new Set(FEATURES.map(({ key }) => key)).size).toBe(FEATURES.length);
  });

  it("counts orders of one day once, and none that was cancelled", () => {
    const two = [order(NOW - 40 * DAY), order(NOW - 10 * DAY)];
    expect(Math.exp(featureAt(two, "frequency"))).toBeCloseTo(2, 9);
    expect(Math.exp(featureAt([...two, order(NOW - 10 * DAY + 1)], "frequency"))).toBeCloseTo(2, 9);
    const cancelled: CanonicalEvent = { key: "c", type: "order.cancelled", at: NOW - DAY, data: { orderRef: `o${NOW - 40 * DAY}`, number: "1", amount: 1000, currency: "GBP" } };
    expect(Math.exp(featureAt([...two, cancelled], "frequency"))).toBeCloseTo(1, 9);
    expect(featureAt(two, "once")).toBe(0);
  });

  it("takes an order dated into the future for none", () => {
    const { profile } = observe([order(NOW - 10 * DAY), order(NOW + 9000 * DAY)], [], NOW + 9999 * DAY, "GBP");
    const features = featuresOf(profile, NOW, "GBP", null);
    expect(Math.expm1(features[FEATURES.findIndex(({ key }) => key === "recency")] as number)).toBeCloseTo(10, 9);
    expect(features.every(Number.isFinite)).toBe(true);
  });

  it("moves by whole days", () => {
    const events = [order(NOW - 40 * DAY), order(NOW - 10 * DAY)];
    expect(featureAt(events, "recency", NOW)).toBe(featureAt(events, "recency", NOW + DAY - 1));
    expect(featureAt(events, "recency", NOW)).toBeLessThan(featureAt(events, "recency", NOW + DAY));
  });

  it("keeps the number of orders exact beyond the 60 that are remembered", () => {
    const events = Array.from({ length: 200 }, (_, index) => order(NOW - (index + 1) * 2 * DAY));
    expect(Math.exp(featureAt(events, "frequency"))).toBeCloseTo(200, 6);
  });

  it("takes no money of another currency for the shop's", () => {
    expect(featureAt([order(NOW - DAY, 5000, "USD")], "spend")).toBe(0);
    expect(Math.expm1(featureAt([order(NOW - DAY, 5000)], "spend"))).toBeCloseTo(5000, 6);
  });
});
