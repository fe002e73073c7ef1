import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_GAPS, addGap, gapPerUnit, mergeGaps } from "./gaps.ts";

// Doubles drawn at random are mostly minute, and would mostly be ignored.
const spans = fc.integer({ min: 0, max: 900_000 }).map((thousandths) => thousandths / 1000);
const gap = fc.record({ days: spans, quantity: fc.integer({ min: 1, max: 500 }) });
const collect = (gaps: readonly { days: number; quantity: number }[]) =>
  gaps.reduce((stats, { days, quantity }) => addGap(stats, days, quantity), NO_GAPS);

describe("gapPerUnit", () => {
  it.each([
    [30, 1, 30],
    [30, 2, 15],
    [9, 0.5, 18],
    [1, 1, 1],
    [0.99, 1, null],
    [730, 1, 730],
    [2000, 1, 730],
    [2000, 2, 365],
    [30, 0, null],
    [30, -1, null],
    [30, Number.NaN, null],
    [30, Infinity, null],
    [Number.NaN, 1, null],
  ])("%d days after buying %d is %j days each", (days, quantity, expected) => {
    expect(gapPerUnit(days, quantity)).toBe(expected);
  });
});

describe("addGap and mergeGaps", () => {
  it("sums logs per unit: 30 days for two and 15 for one are the same gap", () => {
    const stats = addGap(addGap(NO_GAPS, 30, 2), 15, 1);
    expect(stats.n).toBe(2);
    expect(stats.sumLog).toBeCloseTo(2 * Math.log(15), 5);
    expect(stats.sumLog2).toBeCloseTo(2 * Math.log(15) ** 2, 5);
  });

  it("leaves the statistics alone when a gap says nothing", () => {
    const stats = addGap(NO_GAPS, 12, 1);
    expect(addGap(stats, 0.5, 1)).toEqual(stats);
    expect(addGap(stats, 30, 0)).toEqual(stats);
  });

  it("ends in the same bytes for any order and any split", () => {
    fc.assert(fc.property(fc.array(gap), fc.array(gap), (left, right) => {
      const whole = JSON.stringify(collect([...left, ...right]));
      expect(JSON.stringify(collect([...right, ...left].toReversed()))).toBe(whole);
      expect(JSON.stringify(mergeGaps(collect(left), collect(right)))).toBe(whole);
      expect(JSON.stringify(mergeGaps(collect(right), collect(left)))).toBe(whole);
    }));
  });

  it("gives the mean and variance of the logs to a part in a hundred thousand", () => {
    fc.assert(fc.property(fc.array(gap, { minLength: 2, maxLength: 50 }), (gaps) => {
      const logs = gaps.flatMap(({ days, quantity }) => gapPerUnit(days, quantity) ?? []).map(Math.log);
      const stats = collect(gaps);
      expect(stats.n).toBe(logs.length);
      fc.pre(logs.length > 0);
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length;
      expect(stats.sumLog / stats.n).toBeCloseTo(mean, 5);
      expect(stats.sumLog2 / stats.n - (stats.sumLog / stats.n) ** 2).toBeCloseTo(variance, 4);
    }));
  });
});
