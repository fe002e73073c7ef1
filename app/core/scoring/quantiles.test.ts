import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile, studentQuantile } from "./quantiles.ts";

// Reference values computed with 30 digits.
describe("normalQuantile", () => {
  it.each([
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.975, 1.9599639845400538],
    [0.995, 2.5758293035489004],
    [0.05, -1.6448536269514726],
    [0.001, -3.0902323061678136],
    [1e-9, -5.9978070150076865],
    [1e-15, -7.941345326170997],
  ])("%d", (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(expected)));
  });

  it("ends at infinity, and beyond that is no number", () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(1.1)]).toEqual([-Infinity, Infinity, Number.NaN]);
  });
});

describe("studentQuantile", () => {
  it.each([
    [0.975, 1, 12.706204736174692],
    [0.975, 2, 4.302652729749462],
    [0.975, 4, 2.7764451051977934],
    [0.95, 19, 1.729132811521369],
    [0.975, 19, 2.093024054408309],
    [0.995, 7, 3.4994832973504932],
    [0.975, 0.5, 164.55767348048823],
    [0.6, 3, 0.27667066233268983],
    [0.5000001, 10, 2.5699780335778006e-7],
    [0.975, 100, 1.9839715185235518],
    [0.9999999, 5, 39.34181962105261],
    [0.975, 1e6, 1.959966356814107],
  ])("%d with %d degrees of freedom", (p, df, expected) => {
    expect(Math.abs(studentQuantile(p, df) / expected - 1)).toBeLessThan(1e-9);
    expect(studentQuantile(1 - p, df) / -expected).toBeCloseTo(1, 6);
  });

  it("is 0 in the middle, and the normal one without end", () => {
    expect(studentQuantile(0.5, 7)).toBe(0);
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
  });

  it("agrees with the closed forms for one and two degrees (Abramowitz & Stegun 26.7)", () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 6);
      expect(studentQuantile(p, 2)).toBeCloseTo((2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))), 6);
    }));
  });

  it("has fatter tails the fewer degrees there are", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.6, max: 0.999, noNaN: true }), (df, p) => {
      expect(studentQuantile(p, df)).toBeGreaterThan(studentQuantile(p, df + 1));
      expect(studentQuantile(p, df)).toBeGreaterThan(normalQuantile(p));
    }));
  });

  it("names what is wrong", () => {
    expect(() => studentQuantile(1, 5)).toThrow("p must lie between 0 and 1, not 1");
    expect(() => studentQuantile(0.9, 0)).toThrow("df must be above 0, not 0");
    expect(() => studentQuantile(Number.NaN, 3)).toThrow("p must");
  });
});
