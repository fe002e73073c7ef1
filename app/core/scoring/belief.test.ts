import fc from "fast-check";
import { expect, it } from "vitest";
import { shrink } from "./belief.ts";

const mean = fc.double({ min: -5, max: 7, noNaN: true });
const parent = fc.record({ mean, precision: fc.double({ min: 0.1, max: 1e6, noNaN: true }) });

it("weighs two observations of 4 against a certain parent of 2 at strength 2 half and half", () => {
  expect(shrink({ mean: 2, precision: Infinity }, 2, 4, 2)).toEqual({ mean: 3, precision: 4 });
});

it("trusts an uncertain parent less: precision 2 at strength 2 is worth one observation", () => {
  expect(shrink({ mean: 1, precision: 2 }, 2, 4, 2)).toEqual({ mean: 3, precision: 3 });
});

it("knows nothing from nothing", () => {
  expect(shrink(null, 2, 4, 0)).toBeNull();
  expect(shrink(null, 2, 4, 3)).toEqual({ mean: 4, precision: 3 });
  expect(shrink({ mean: 1, precision: 2 }, 2, Number.NaN, 0)).toEqual({ mean: 1, precision: 1 });
});

it("lands between parent and observation, nearer to the observation the more there are", () => {
  fc.assert(fc.property(parent, mean, fc.integer({ min: 1, max: 1000 }), (above, observed, n) => {
    const some = shrink(above, 3, observed, n);
    const more = shrink(above, 3, observed, n + 1);
    if (!some || !more) throw new Error("a belief was expected");
    expect(some.mean).toBeGreaterThanOrEqual(Math.min(above.mean, observed) - 1e-9);
    expect(some.mean).toBeLessThanOrEqual(Math.max(above.mean, observed) + 1e-9);
    expect(Math.abs(more.mean - observed)).toBeLessThanOrEqual(Math.abs(some.mean - observed) + 1e-9);
    expect(more.precision).toBeGreaterThan(some.precision);
  }));
});
