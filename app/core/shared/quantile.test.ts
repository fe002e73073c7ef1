import { expect, it } from "vitest";
import { quantile } from "./quantile.ts";

it.each([
  [[], 0.9, null],
  [[7], 0.9, 7],
  [[3, 1, 2], 0.5, 2],
  [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9],
  [[1, 2, 3, 4], 0, 1],
  [[1, 2, 3, 4], 1, 4],
])("of %j at %d is %j", (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});
