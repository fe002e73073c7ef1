import fc from "fast-check";
import { expect, it } from "vitest";
import { logistic, logit, logOnePlusExp } from "./logistic.ts";

it("a chance's log-odds lead back to it, and an edge holds certainties off", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (chance) => {
      expect(logistic(logit(chance, 1e-9))).toBeCloseTo(chance, 12);
    }),
  );
  expect(logistic(logit(0, 1e-4))).toBeCloseTo(1e-4, 12);
  expect(logistic(logit(1, 1e-4))).toBeCloseTo(1 - 1e-4, 12);
});

it("ln(1 + eˣ) is −ln of the chance of the opposite, and finite where eˣ is not", () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
      expect(logOnePlusExp(x)).toBeCloseTo(-Math.log(logistic(-x)), 9);
    }),
  );
  expect(logOnePlusExp(1000)).toBe(1000);
  expect(logOnePlusExp(-1000)).toBe(0);
});
