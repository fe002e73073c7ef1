import fc from "fast-check";
import { expect, test } from "vitest";
import { homeOf, livesAt, mergeHomes, withHome } from "./home.ts";
import type { Homes } from "./home.ts";

test("a household is a door and a family name, however it is written", () => {
  expect(homeOf("door", "Lovelace ")).toBe(homeOf("door", "LOVELACE"));
  expect(homeOf("door", "Müller")).toBe(homeOf("door", "Muller"));
  expect(homeOf("door", "Byron")).not.toBe(homeOf("door", "Lovelace"));
  expect([homeOf(null, "Byron"), homeOf("door", null), homeOf("door", " - ")]).toEqual([null, null, null]);
});

test("a home counts from the first order to it, and an edited order says only its newest", () => {
  const homes = withHome(withHome({}, "1", "old", 10), "2", "new", 20);
  expect([livesAt(homes, "new", 19), livesAt(homes, "new", 20), livesAt(homes, "old", 20)]).toEqual([false, true, true]);
  expect(livesAt(withHome(homes, "1", null, 10), "old", 99)).toBe(false);
});

test("orders of different customers join the same way round, and the row stays bounded", () => {
  const orders = fc.uniqueArray(fc.record({ ref: fc.string({ minLength: 1, maxLength: 4 }), home: fc.constantFrom("a", "b", "c"), at: fc.nat(1000) }), { selector: (one) => one.ref, maxLength: 80 });
  const fold = (list: readonly { ref: string; home: string; at: number }[]): Homes => list.reduce<Homes>((homes, { ref, home, at }) => withHome(homes, ref, home, at), {});
  fc.assert(fc.property(orders, fc.nat(80), (list, cut) => {
    const all = fold(list);
    expect(Object.keys(all).length).toBeLessThanOrEqual(30);
    expect(fold(list.toReversed())).toEqual(all);
    const [one, other] = [fold(list.slice(0, cut)), fold(list.slice(cut))];
    expect(mergeHomes(one, other)).toEqual(all);
    expect(mergeHomes(other, one)).toEqual(all);
  }));
});
