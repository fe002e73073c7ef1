import { expect, it } from "vitest";
import { ndcgAt, recallAt } from "./ranking.ts";

const came = new Set(["a", "b", "c", "d"]);

it("recall is the share of what came that was told", () => {
  expect(recallAt(["a", "x", "b"], came)).toBe(0.5);
  expect(recallAt([], came)).toBe(0);
});

it("gain counts less further down, against the best order there is", () => {
  expect(ndcgAt(["a", "b", "c", "d"], came, 4)).toBeCloseTo(1, 12);
  expect(ndcgAt(["x", "a"], new Set(["a"]), 2)).toBeCloseTo(1 / Math.log2(3), 12);
  expect(ndcgAt(["x", "y", "a"], came, 2)).toBe(0);
});
