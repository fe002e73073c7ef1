import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LowestKeys } from "./sample.ts";

describe("a bounded sample", () => {
  it("is the same in whatever order it came, and no more than it may be", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (keys, most) => {
      const [one, other] = [new LowestKeys<{ key: number }>(most), new LowestKeys<{ key: number }>(most)];
      for (const key of keys) one.add({ key });
      for (const key of keys.toReversed()) other.add({ key });
      expect(one.all()).toEqual(other.all());
      expect(one.all().map(({ key }) => key)).toEqual(keys.toSorted((a, b) => a - b).slice(0, most));
    }));
  });
});
