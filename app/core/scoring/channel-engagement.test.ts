import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_RATE, engagement, engagementMean } from "./channel-engagement.ts";

const none = { engaged: 0, sent: 0 };
const counts = fc.integer({ min: 0, max: 5000 }).chain((sent) => fc.record({ engaged: fc.nat(sent), sent: fc.constant(sent) }));
const channel = fc.constantFrom("email", "sms", "whatsapp", "push");

describe("engagement", () => {
  it("starts at the channel's default: Beta(0.6, 19.4) for e-mail", () => {
    const found = engagement(none, null, "email");
    expect(found.n).toBe(0);
    expect(found.mean).toBeCloseTo(0.03, 12);
    expect(found.low).toBeCloseTo(0.0002939372447269972, 12);
    expect(found.high).toBeCloseTo(0.10633960581517074, 12);
  });

  it("moves to the shop's rate, then to the customer's: 85 shop clicks in 985, then 4 of 20", () => {
    // Shop: (85 + 15·0.03) / (985 + 15) = 0.08545. Customer: (20·0.08545 + 4) / 40.
    const shop = { engaged: 85, sent: 985 };
    expect(engagement(none, shop, "email").mean).toBeCloseTo(0.08545, 12);
    expect(engagement({ engaged: 4, sent: 20 }, shop, "email")).toMatchObject({ n: 20, mean: (20 * 0.08545 + 4) / 40 });
  });

  it("reads a click that overtook its receipt as engaged", () => {
    expect(engagement({ engaged: 2, sent: 1 }, null, "sms")).toEqual(engagement({ engaged: 1, sent: 1 }, null, "sms"));
    expect(engagement({ engaged: 1, sent: 0 }, null, "sms")).toEqual(engagement(none, null, "sms"));
  });

  it("stays inside 0 and 1 when nobody or everybody engages", () => {
    for (const engaged of [0, 1e6]) {
      const found = engagement({ engaged, sent: 1e6 }, { engaged, sent: 1e6 }, "push");
      expect(found.low).toBeGreaterThanOrEqual(0);
      expect(found.low).toBeLessThanOrEqual(found.mean);
      expect(found.mean).toBeLessThanOrEqual(found.high);
      expect(found.high).toBeLessThanOrEqual(1);
    }
  });

  it("names the count that is wrong", () => {
    expect(() => engagement({ engaged: -1, sent: 2 }, null, "email")).toThrow("own.engaged must be 0 or more, not -1");
    expect(() => engagementMean(none, { engaged: 0, sent: Number.NaN }, "email")).toThrow("shop.sent must be 0 or more, not NaN");
  });

  it("holds its mean, which lies between the customer's rate and the shop's and default rates", () => {
    fc.assert(fc.property(counts, fc.option(counts, { nil: null }), channel, (own, shop, name) => {
      const found = engagement(own, shop, name);
      const rates = [DEFAULT_RATE[name], ...[own, shop].flatMap((all) => all && all.sent > 0 ? [all.engaged / all.sent] : [])];
      expect(found.mean).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-12);
      expect(found.mean).toBeLessThanOrEqual(Math.max(...rates) + 1e-12);
      expect(found.low).toBeLessThan(found.mean);
      expect(found.mean).toBeLessThan(found.high);
      expect(engagementMean(own, shop, name)).toBe(found.mean);
    }));
  });

  it("rises with every click and falls with every message not answered", () => {
    fc.assert(fc.property(counts, channel, ({ engaged, sent }, name) => {
      const now = engagementMean({ engaged, sent }, null, name);
      expect(engagementMean({ engaged: engaged + 1, sent: sent + 1 }, null, name)).toBeGreaterThan(now);
      expect(engagementMean({ engaged, sent: sent + 1 }, null, name)).toBeLessThan(now);
    }));
  });
});
