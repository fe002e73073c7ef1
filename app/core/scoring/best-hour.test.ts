import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRIOR, bestHour, hourShares } from "./best-hour.ts";

const at = (weights: Readonly<Record<number, number>>) => Array.from({ length: 24 }, (_, hour) => weights[hour] ?? 0);
const nobody = at({});
const always = () => true;
const shopAt20 = at({ 19: 300, 20: 900, 21: 300, 10: 100 });
const histogram = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 24, maxLength: 24 });

describe("bestHour", () => {
  it("is mid-morning when nothing is known, early evening when mornings are not allowed", () => {
    expect(PRIOR).toHaveLength(24);
    expect(bestHour(nobody, null, always)).toEqual({ hour: 10, basis: "prior", weight: 0, n: 0 });
    expect(bestHour(nobody, null, (hour) => hour >= 14)).toMatchObject({ hour: 19 });
  });

  it("follows the shop's hours", () => {
    expect(bestHour(nobody, shopAt20, always)).toEqual({ hour: 20, basis: "shop", weight: 0, n: 0 });
    expect(bestHour(nobody, nobody, always)).toMatchObject({ hour: 10, basis: "prior" });
  });

  it("is not moved by a few clicks, and is by many", () => {
    expect(bestHour(at({ 7: 4 }), shopAt20, always)).toMatchObject({ hour: 20, basis: "shop", n: 4 });
    expect(bestHour(at({ 7: 10 }), shopAt20, always)).toMatchObject({ hour: 20, basis: "shop" });
    expect(bestHour(at({ 7: 96 }), shopAt20, always)).toEqual({ hour: 7, basis: "own", weight: 0.6, n: 96 });
  });

  it("is not moved by four clicks even where all hours of the shop are alike", () => {
    const flat = Array.from({ length: 24 }, () => 1e6);
    expect(bestHour(at({ 3: 4 }), flat, always)).toMatchObject({ basis: "shop" });
    expect(bestHour(at({ 3: 5 }), flat, always)).toMatchObject({ hour: 3, basis: "own" });
  });

  it("spreads over neighbouring hours, also across midnight", () => {
    // 23:00 and 1:00 hold more each, but midnight lies between them: ½·60 + ¼·(70 + 70) = 65 against ½·70 + ¼·60 = 50.
    expect(bestHour(at({ 23: 7000, 0: 6000, 1: 7000 }), null, always)).toMatchObject({ hour: 0, basis: "own" });
  });

  it("takes a shop's sharp hours as real once there are thousands of events, and spreads those of a few", () => {
    const at20 = (events: number): number => hourShares(nobody, at({ 20: events })).shop[20] ?? 0;
    // 10 events, spread by 100/110: 10·(1 − 50/110) stay, and the prior of 20:00 is 10 of 149.
    expect(at20(10)).toBeCloseTo((10 * (1 - 50 / 110) + (100 * 10) / 149) / 110, 12);
    expect(at20(1e6)).toBeCloseTo(1, 3);
  });

  it("gives shares that add up to 1, none of them 0", () => {
    fc.assert(fc.property(histogram, fc.option(histogram, { nil: null }), (own, shop) => {
      const shares = hourShares(own, shop);
      for (const part of [shares.own, shares.shop, shares.prior]) {
        expect(part.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...part)).toBeGreaterThan(0);
      }
    }));
  });

  it("gives a tie to the hour the level below prefers, then to the earlier one", () => {
    // The shop's weights are so many that the prior adds less than a tie; it prefers 18:00 to 12:00.
    expect(bestHour(nobody, at({ 12: 7e15, 18: 7e15 }), always)).toMatchObject({ hour: 18, basis: "shop" });
    // The same between the customer's hours, decided by the shop's.
    expect(bestHour(at({ 8: 7e16, 21: 7e16 }), shopAt20, always)).toMatchObject({ hour: 21, basis: "own" });
    expect(bestHour(nobody, null, (hour) => hour === 1 || hour === 3)).toMatchObject({ hour: 1 });
  });

  it("answers null when no hour is allowed, and names what is wrong", () => {
    expect(bestHour(nobody, null, () => false)).toBeNull();
    expect(() => bestHour([1, 2], null, always)).toThrow("own must hold 24 hours, not 2");
    expect(() => bestHour(nobody, at({ 4: -1 }), always)).toThrow("shop[4] must be 0 or more, not -1");
    expect(() => bestHour(at({ 9: Number.NaN }), null, always)).toThrow("own[9]");
  });

  it("keeps to the allowed hours", () => {
    fc.assert(fc.property(histogram, fc.option(histogram, { nil: null }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }), (own, shop, from, width) => {
      const allowed = (hour: number) => (hour - from + 24) % 24 < width;
      const found = bestHour(own, shop, allowed);
      expect(found !== null && allowed(found.hour)).toBe(true);
      expect(found?.weight).toBeGreaterThanOrEqual(0);
      expect(found?.weight).toBeLessThan(1);
    }));
  });

  it("is decided by one who answers only ever at one allowed hour, in the end", () => {
    fc.assert(fc.property(fc.option(histogram, { nil: null }), fc.integer({ min: 0, max: 23 }), (shop, hour) => {
      expect(bestHour(at({ [hour]: 1e6 }), shop, always)?.hour).toBe(hour);
    }));
  });
});
