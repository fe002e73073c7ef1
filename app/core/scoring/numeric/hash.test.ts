import { expect, it } from "vitest";
import { hashOf } from "./hash.ts";

it("spreads keys evenly and without doubles", () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => hashOf(`order-${index}|p1|1700000000000`));
  expect(new Set(keys).size).toBe(keys.length);
  for (const tenth of [0, 3, 9]) {
    const share = keys.filter((key) => Math.floor((key / 2 ** 52) * 10) === tenth).length / keys.length;
    expect(share).toBeGreaterThan(0.094);
    expect(share).toBeLessThan(0.106);
  }
});
