import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY } from "../shared/instant.ts";
import { NO_GAPS, addGap } from "./gaps.ts";
import type { GapStats } from "./gaps.ts";
import { runOut } from "./run-out.ts";
import type { RunOutInput } from "./run-out.ts";

const AT = Date.UTC(2026, 5, 1, 9);
const nothing: RunOutInput = { lastAt: AT, quantity: 1, own: [], product: null, family: null, tableDays: null };
const seen = (days: number, n: number): GapStats => Array.from({ length: n }).reduce((all: GapStats) => addGap(all, days, 1), NO_GAPS);

describe("which evidence speaks", () => {
  it("no evidence, no date", () => {
    expect(runOut(nothing)).toBeNull();
    expect(runOut({ ...nothing, own: [20], product: seen(20, 4), family: seen(20, 9) })).toBeNull();
  });

  it("nothing runs out of nothing", () => {
    expect(runOut({ ...nothing, quantity: 0, tableDays: 14 })).toBeNull();
  });

  it("the table, times the quantity", () => {
    expect(runOut({ ...nothing, quantity: 2, tableDays: 14 })).toEqual({ at: AT + 28 * DAY, days: 28, evidence: "table", ownGaps: 0, shopGaps: 0 });
  });

  it("one own gap does not speak, two do", () => {
    expect(runOut({ ...nothing, own: [50], tableDays: 14 })).toMatchObject({ evidence: "table", days: 14, ownGaps: 0 });
    const two = runOut({ ...nothing, own: [20, 45], tableDays: 14 });
    expect(two).toMatchObject({ evidence: "customer", ownGaps: 2, shopGaps: 0 });
    expect(two?.days).toBeCloseTo(30, 9); // √(20·45)
  });

  it("five gaps of the product beat the table, four do not", () => {
    expect(runOut({ ...nothing, product: seen(40, 4), tableDays: 14 })).toMatchObject({ evidence: "table" });
    const five = runOut({ ...nothing, product: seen(40, 5), tableDays: 14 });
    expect(five).toMatchObject({ evidence: "shop", shopGaps: 5 });
    expect(five?.days).toBeCloseTo(40, 4);
  });

  it("the family speaks for a product hardly known, which still counts for what it is", () => {
    const found = runOut({ ...nothing, product: seen(80, 2), family: seen(20, 1000), tableDays: 14 });
    expect(found).toMatchObject({ evidence: "family", shopGaps: 1000 });
    // Prior of 1/(1/4 + 1/1000) = 3.98406 gaps at ln 20, two at ln 80: 20 · 4^(2/5.98406).
    expect(found?.days).toBeCloseTo(31.7874, 3);
    expect(runOut({ ...nothing, family: seen(20, 9), tableDays: 14 })).toMatchObject({ evidence: "table" });
  });

  it("blends the customer with the product", () => {
    // k = 1/(1/2 + 1/2) = 1: (2·ln 10 + 1·ln 80) / 3 = ln 20.
    const found = runOut({ ...nothing, own: [10, 10], product: seen(80, 2) });
    expect(found).toMatchObject({ evidence: "customer", ownGaps: 2, shopGaps: 2 });
    expect(found?.days).toBeCloseTo(20, 4);
  });
});

describe("bounds", () => {
  it("never before a day after it was in hand, never after two years", () => {
    expect(runOut({ ...nothing, own: [0.1, 0.1] })).toMatchObject({ at: AT + DAY, days: 1 });
    expect(runOut({ ...nothing, quantity: 500, tableDays: 28 })).toMatchObject({ at: AT + 730 * DAY, days: 730 });
  });

  it("own gaps that are not gaps do not count", () => {
    expect(runOut({ ...nothing, own: [0, -3, Number.NaN, Infinity, 10] })).toBeNull();
  });
});

const habits = fc.array(fc.integer({ min: 100, max: 70_000 }).map((hundredths) => hundredths / 100), { minLength: 2, maxLength: 12 });
const levels = fc.option(fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 60 })).map(([days, n]) => seen(days, n)), { nil: null });

describe("properties", () => {
  it("lies between the shortest and the longest evidence, whatever is known", () => {
    fc.assert(fc.property(habits, levels, levels, (own, product, family) => {
      const found = runOut({ ...nothing, own, product, family });
      const known = [product, family].flatMap((level) => level ? [Math.exp(level.sumLog / level.n)] : []);
      expect(found?.days).toBeGreaterThanOrEqual(Math.min(...own, ...known) * (1 - 1e-9));
      expect(found?.days).toBeLessThanOrEqual(Math.max(...own, ...known) * (1 + 1e-9));
      expect(Number.isInteger(found?.at)).toBe(true);
    }));
  });

  it("two bottles last twice as long, within bounds", () => {
    fc.assert(fc.property(habits, levels, fc.integer({ min: 1, max: 9 }), (own, product, quantity) => {
      const days = (count: number) => runOut({ ...nothing, own, product, quantity: count })?.days ?? 0;
      expect(days(2 * quantity)).toBeCloseTo(Math.min(730, 2 * days(quantity)), 6);
    }));
  });

  it("more units never run out sooner, and a longer habit never means sooner", () => {
    fc.assert(fc.property(habits, levels, fc.double({ min: 1, max: 5, noNaN: true }), (own, product, factor) => {
      const days = (past: number[], quantity: number) => runOut({ ...nothing, own: past, product, quantity })?.days ?? 0;
      expect(days(own, factor)).toBeGreaterThanOrEqual(days(own, 1));
      expect(days(own.map((gap) => gap * factor), 1)).toBeGreaterThanOrEqual(days(own, 1) - 1e-9);
    }));
  });
});
