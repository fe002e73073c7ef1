import { expect, it } from "vitest";
import { pooled, varianceBetween } from "./random-effects.ts";
import { normal, seeded } from "./random.ts";

it("finds the mean of groups and how much they truly differ", () => {
  const random = seeded(5);
  const groups = Array.from({ length: 4000 }, (_, index) => {
    const variance = index % 2 === 0 ? 0.25 : 4;
    return { mean: 3 + 1.5 * normal(random) + Math.sqrt(variance) * normal(random), variance };
  });
  const between = varianceBetween(groups) as number;
  expect(Math.abs(between - 2.25)).toBeLessThan(0.25);
  expect(Math.abs(pooled(groups, between).mean - 3)).toBeLessThan(0.15);
});

it("one group does not show how groups differ, and the better measured of two weighs more", () => {
  expect(varianceBetween([{ mean: 1, variance: 1 }])).toBeNull();
  expect(pooled([{ mean: 0, variance: 1 }, { mean: 4, variance: 3 }], 0).mean).toBeCloseTo(1, 12);
});
