import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussLegendre } from "./quadrature.ts";
import { digamma, logBeta, logGamma, logRising, risingSlope } from "./special.ts";

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(1, Math.abs(b));

describe("digamma", () => {
  // DLMF 5.4.12 to 5.4.15.
  it.each([[1, -0.577215664901533], [0.5, -1.96351002602142], [2, 0.422784335098467], [10, 2.25175258906672]])("of %d is %d", (x, value) => {
    expect(relative(digamma(x), value)).toBeLessThan(1e-14);
  });

  it("grows by 1/x from x to x + 1", () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(relative(digamma(x + 1) - digamma(x), 1 / x)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("rising factorials", () => {
  it("are what the gamma functions say, and so is their slope", () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 0, max: 2000 }), (c, n) => {
        const scale = Math.max(1, Math.abs(logGamma(c + n)));
        expect(Math.abs(logRising(c, n) - (logGamma(c + n) - logGamma(c))) / scale).toBeLessThan(1e-13);
        expect(relative(risingSlope(c, n), digamma(c + n) - digamma(c))).toBeLessThan(1e-11);
      }),
    );
  });

  it("keep their digits where c is huge", () => {
    expect(logRising(1e15, 3)).toBeCloseTo(3 * Math.log(1e15), 12);
  });
});

describe("logBeta", () => {
  it("of whole numbers is one over a binomial coefficient", () => {
    expect(Math.exp(logBeta(3, 4))).toBeCloseTo(1 / 60, 14);
  });
});

describe("gaussLegendre", () => {
  it.each([1, 2, 5, 16, 40])("with %d points is exact for powers up to 2n − 1", (n) => {
    const { points, weights } = gaussLegendre(n);
    for (let power = 0; power < 2 * n; power++) {
      const sum = points.reduce((total, point, index) => total + (weights[index] as number) * point ** power, 0);
      expect(sum).toBeCloseTo(1 / (power + 1), 13);
    }
  });
});
