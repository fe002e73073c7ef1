import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../quantiles.ts";
import { logLonger, medianAfter, nextGap } from "./gap-model.ts";
import type { PairHistory } from "./history.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { logNormalTail } from "../numeric/normal.ts";

const model: RebuyModel = { asOf: 0, horizonDays: 30, quantityExponent: 0.5, gaps: { mean: 3, within: 0.25, customers: 0.25, products: 0.5 }, rate: { shape: 1, perDay: 0.01 }, repeatShare: 0.3, stack: null };
const timing: ProductTiming = { buyers: 50, repeatBuyers: 20, gaps: 40, mean: Math.log(20), precision: Infinity, spread: 0.5, perDay: 0.03, lately: [5, 9], predictable: true };
const once: PairHistory = { occasions: 1, lastAt: 0, knownDays: 10, sinceDays: 10, logUnits: 0, gaps: 0, sumLogDays: 0, sumLogUnits: 0 };

describe("the normal tail", () => {
  it("is the quantile's inverse, on both sides of where the method changes", () => {
    for (const p of [1e-12, 1e-6, 0.001, 0.0062, 0.0063, 0.3, 0.5, 0.9, 0.9937, 0.9938, 0.9999]) {
      expect(Math.exp(logNormalTail(normalQuantile(1 - p))) / p, String(p)).toBeCloseTo(1, p < 1e-6 ? 3 : 8);
    }
  });

  it("has its digits where the chance is far below what a double can subtract", () => {
    // ln Q(10) and ln Q(40): Abramowitz & Stegun, table 26.2.
    expect(logNormalTail(10)).toBeCloseTo(-53.23128515051247, 9);
    expect(logNormalTail(40)).toBeCloseTo(-804.6084420137538, 8);
    expect(logNormalTail(0)).toBeCloseTo(-Math.LN2, 14);
  });
});

describe("the next gap", () => {
  it("is the product's for somebody who bought once, by the units bought", () => {
    expect(Math.exp(nextGap(once, timing, model).mean)).toBeCloseTo(20, 9);
    expect(Math.exp(nextGap({ ...once, logUnits: Math.log(4) }, timing, model).mean)).toBeCloseTo(40, 9);
    expect(nextGap(once, timing, model).sd).toBeCloseTo(Math.sqrt(0.5), 9);
  });

  it("is half the customer's own after one gap, where customers differ as much as gaps do", () => {
    const history = { ...once, occasions: 2, gaps: 1, sumLogDays: Math.log(80), sumLogUnits: 0 };
    expect(Math.exp(nextGap(history, timing, model).mean)).toBeCloseTo(40, 9);
  });

  it("takes the quantity out of the customer's own gaps", () => {
    const history = { ...once, occasions: 3, gaps: 2, sumLogDays: 2 * Math.log(40), sumLogUnits: 2 * Math.log(4) };
    expect(Math.exp(nextGap(history, timing, model).mean)).toBeCloseTo(20, 9);
  });
});

describe("the median of what is still to come", () => {
  it("is the plain median just after the purchase", () => {
    expect(medianAfter({ mean: Math.log(20), sd: 0.3 }, 0)).toBeCloseTo(20, 1);
  });

  it("halves the chance that is left", () => {
    const gap = { mean: Math.log(20), sd: 0.6 };
    const days = medianAfter(gap, 25);
    expect(logLonger(gap, days)).toBeCloseTo(logLonger(gap, 25) - Math.LN2, 2);
    const within = medianAfter(gap, 25, 40);
    const [from, at, until] = [25, within, 40].map((day) => Math.exp(logLonger(gap, day))) as [number, number, number];
    expect(from - at).toBeCloseTo(at - until, 3);
  });

  it("is never before tomorrow, never beyond its end, and grows with the days that have passed", () => {
    fc.assert(fc.property(fc.double({ min: -3, max: 9, noNaN: true }), fc.double({ min: 0.1, max: 4, noNaN: true }), fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 2, max: 400 }), (mean, sd, since, window) => {
      const gap = { mean, sd };
      const [open, closed] = [medianAfter(gap, since), medianAfter(gap, since, since + window)];
      expect(open).toBeGreaterThanOrEqual(since + 1);
      expect(closed).toBeGreaterThanOrEqual(since + 1);
      expect(closed).toBeLessThanOrEqual(since + window + 0.01);
      expect(medianAfter(gap, since + 5)).toBeGreaterThanOrEqual(open - 0.02);
    }));
  });
});
