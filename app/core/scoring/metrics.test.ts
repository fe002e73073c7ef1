import { expect, test } from "vitest";
import { auc, brier, correlation, logLoss } from "./metrics.ts";

test("the area is the share of pairs in the right order, ties half", () => {
  expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
  expect(auc([1, 1, 1], [true, false, true])).toBe(0.5);
  expect(auc([1, 2], [1, 1])).toBeNaN();
});

test("Brier, log-loss and correlation of known cases", () => {
  expect(brier([1, 0, 0.5], [1, 0, 1])).toBeCloseTo(0.25 / 3, 12);
  expect(logLoss([0.5, 0.5], [1, 0])).toBeCloseTo(Math.LN2, 12);
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
});
