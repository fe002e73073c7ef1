import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanInterval, pairedDifference, wilson } from "./intervals.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("meanInterval", () => {
  it("of 1…5 is 3 ± 2.7764·√(2.5/5)", () => {
    const found = meanInterval([1, 2, 3, 4, 5]);
    expect(found).toMatchObject({ mean: 3, n: 5 });
    expect(found?.low).toBeCloseTo(1.036756838522439, 9);
    expect(found?.high).toBeCloseTo(4.963243161477561, 9);
  });

  it("needs two values, and finite ones", () => {
    expect(meanInterval([])).toBeNull();
    expect(meanInterval([7])).toBeNull();
    expect(meanInterval([7, 7])).toEqual({ mean: 7, low: 7, high: 7, n: 2 });
    expect(() => meanInterval([1, Number.NaN])).toThrow("values[1] must be a finite number");
    expect(() => meanInterval([1, 2], 95)).toThrow("level must lie between 0 and 1, not 95");
  });

  it("keeps its digits far from zero", () => {
    const found = meanInterval([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5]);
    expect((found?.high ?? 0) - (found?.low ?? 0)).toBeCloseTo(2 * 1.963243161477561, 5);
  });

  it("holds the mean in the middle and widens with the level", () => {
    fc.assert(fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), (values) => {
      const [narrow, wide] = [meanInterval(values, 0.8), meanInterval(values, 0.99)];
      if (!narrow || !wide) throw new Error("an interval was expected");
      expect((narrow.low + narrow.high) / 2).toBeCloseTo(narrow.mean, 3);
      expect(wide.low).toBeLessThanOrEqual(narrow.low);
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
    }));
  });
});

describe("pairedDifference", () => {
  it("lets common luck cancel", () => {
    const found = pairedDifference([12, 25, 31, 44], [10, 22, 29, 41]);
    expect(found).toMatchObject({ mean: 2.5, n: 4 });
    expect(found?.low).toBeCloseTo(2.5 - 3.182446305284263 * Math.sqrt(1 / 3 / 4), 9);
  });

  it("refuses what is no pair", () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow("2 and 1 values");
  });

  it("turns its sign with its arguments", () => {
    fc.assert(fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 20 }), (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const [there, back] = [pairedDifference(a, b), pairedDifference(b, a)];
      expect((there?.mean ?? 0) + (back?.mean ?? 0)).toBe(0);
      expect((there?.low ?? 0) + (back?.high ?? 0)).toBe(0);
    }));
  });
});

describe("wilson", () => {
  it.each([
    [4, 10, 0.16818032970623614, 0.6873262302663417],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
    [16, 50, 0.20758216260656842, 0.4581029730814407],
  ])("%d of %d", (successes, n, low, high) => {
    const found = wilson(successes, n);
    expect(found).toMatchObject({ mean: successes / n, n });
    expect(found?.low).toBeCloseTo(low, 12);
    expect(found?.high).toBeCloseTo(high, 12);
  });

  it("says nothing of no trials, and names what is wrong", () => {
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(3, 2)).toThrow("successes must lie between 0 and n (2), not 3");
    expect(() => wilson(0, -1)).toThrow("n must be 0 or more");
    expect(() => wilson(0, 1, 1)).toThrow("level");
  });

  it("holds the share, stays within 0 and 1, and mirrors", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (n, some) => {
      const successes = Math.min(some, n);
      const [found, mirrored] = [wilson(successes, n), wilson(n - successes, n)];
      if (!found || !mirrored) throw new Error("an interval was expected");
      expect(found.low).toBeGreaterThanOrEqual(0);
      expect(found.high).toBeLessThanOrEqual(1);
      expect(found.low).toBeLessThanOrEqual(found.mean);
      expect(found.high).toBeGreaterThanOrEqual(found.mean);
      expect(mirrored.low).toBeCloseTo(1 - found.high, 12);
    }));
  });
});
