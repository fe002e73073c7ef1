import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimise } from "./lbfgs.ts";

describe("minimise", () => {
  it("walks Rosenbrock's valley to its end from anywhere", () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (a, b) => {
        const { x, value, converged } = minimise(([p = 0, q = 0], gradient) => {
          gradient[0] = -2 * (1 - p) - 400 * p * (q - p * p);
          gradient[1] = 200 * (q - p * p);
          return (1 - p) ** 2 + 100 * (q - p * p) ** 2;
        }, [a, b]);
        expect(converged).toBe(true);
        expect(value).toBeLessThan(1e-12);
        expect(x[0]).toBeCloseTo(1, 5);
        expect(x[1]).toBeCloseTo(1, 5);
      }),
    );
  });

  it("finds the middle of bowls of very unequal steepness", () => {
    const steepness = [1e-3, 1, 10, 1e3];
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 4 }), (middle) => {
        const { x } = minimise((place, gradient) => {
          let sum = 0;
          place.forEach((value, index) => {
            const off = value - (middle[index] as number);
            gradient[index] = (steepness[index] as number) * off;
            sum += 0.5 * (steepness[index] as number) * off * off;
          });
          return sum;
        }, [1, 1, 1, 1], { gradientTolerance: 1e-9, valueTolerance: 0, iterations: 500 });
        middle.forEach((value, index) => expect(x[index]).toBeCloseTo(value, 4));
      }),
    );
  });

  it("steps back from where the function is not defined", () => {
    const { x, converged } = minimise(([p = 0], gradient) => {
      gradient[0] = 1 - 1 / p;
      return p > 0 ? p - Math.log(p) : Number.NaN;
    }, [50]);
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
  });

  it("says so when it ran out of steps", () => {
    const { converged, iterations } = minimise(([p = 0], gradient) => {
      gradient[0] = -1;
      return -p;
    }, [0], { iterations: 5 });
    expect(iterations).toBe(5);
    expect(converged).toBe(false);
  });

  it("refuses a start where there is no value", () => {
    expect(() => minimise(() => Number.NaN, [1])).toThrow(RangeError);
  });
});
