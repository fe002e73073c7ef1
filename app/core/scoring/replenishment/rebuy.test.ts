import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bought } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { RebuyLearner } from "./learn.ts";
import type { ProductTiming } from "./model.ts";
import { rebuysOf } from "./rebuy.ts";
import type { Rebuy } from "./rebuy.ts";
import { observedOf, REFILLS, simulate, START } from "./testing.ts";

const NOW = START + 300 * DAY;
const cuts = [180, 210, 240, 270].map((day) => START + day * DAY);
const learner = new RebuyLearner({ end: NOW, cuts });
for (const purchases of simulate({ ...REFILLS, customers: 300 })) learner.add(observedOf(purchases, cuts, NOW));
const { model, products } = learner.fit();
const untaught = new RebuyLearner({ end: NOW, cuts: [] }).fit();

const times = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: NOW - 3000 * DAY, max: NOW + 400 * DAY }), fc.constantFrom(NOW, NOW - 1, 0, NOW - DAY)),
    fc.oneof(fc.integer({ min: -2, max: 40 }), fc.constantFrom(0, 1e-9, 1e12, Number.MAX_VALUE, Infinity, Number.NaN)),
  ),
  { maxLength: 12 },
).map((all): readonly Bought[] => all.sort((a, b) => a[0] - b[0]));
const bought = fc.dictionary(fc.constantFrom("p0", "p1", "p2", "p9", "unheard-of"), times);

function expectSound(rebuy: Rebuy): void {
  expect(rebuy.within30).toBeGreaterThanOrEqual(0);
  expect(rebuy.within30).toBeLessThanOrEqual(1);
  expect(rebuy.byWeek).toHaveLength(8);
  for (const chance of rebuy.byWeek) expect(chance).toBeGreaterThanOrEqual(0);
  const sums = rebuy.byWeek.map((_, week) => rebuy.byWeek.slice(0, week + 1).reduce((sum, chance) => sum + chance, 0));
  expect(sums.at(-1)).toBeLessThanOrEqual(1 + 1e-9);
  // Thirty days end within the fifth week.
  expect(sums[3]).toBeLessThanOrEqual(rebuy.within30 + 1e-9);
  expect(sums[4]).toBeGreaterThanOrEqual(rebuy.within30 - 1e-9);
  expect(rebuy.words).not.toMatch(/NaN|Infinity|undefined/);
}

describe("what will be bought again", () => {
  it("is sound for whatever was bought, and never before tomorrow", () => {
    fc.assert(fc.property(bought, fc.boolean(), (all, taught) => {
      const rebuys = taught ? rebuysOf(all, model, (ref) => products.get(ref) ?? null, NOW) : rebuysOf(all, untaught.model, () => null, NOW);
      for (const rebuy of rebuys) {
        expectSound(rebuy);
        if (rebuy.expectedAt !== null) expect(rebuy.expectedAt).toBeGreaterThanOrEqual(NOW + DAY);
        if (rebuy.expectedAt !== null) expect(Number.isInteger(rebuy.expectedAt)).toBe(true);
      }
      for (let index = 1; index < rebuys.length; index++) expect((rebuys[index - 1] as Rebuy).within30).toBeGreaterThanOrEqual((rebuys[index] as Rebuy).within30);
    }));
  });

  it("leaves out what is dated later and what is no quantity", () => {
    const all: Record<string, readonly Bought[]> = { p0: [[NOW + DAY, 1]], p1: [[NOW - DAY, 0]], p2: [[NOW - DAY, 1], [NOW + DAY, 1]] };
    const rebuys = rebuysOf(all, model, (ref) => products.get(ref) ?? null, NOW);
    expect(rebuys.map(({ productRef }) => productRef)).toEqual(["p2"]);
    expect(rebuys).toEqual(rebuysOf({ p2: [[NOW - DAY, 1]] }, model, (ref) => products.get(ref) ?? null, NOW));
  });

  it("takes two orders on one day for one", () => {
    const twice = rebuysOf({ p0: [[NOW - 20 * DAY, 1], [NOW - 20 * DAY + 3, 2]] }, model, (ref) => products.get(ref) ?? null, NOW);
    expect(twice).toEqual(rebuysOf({ p0: [[NOW - 20 * DAY, 3]] }, model, (ref) => products.get(ref) ?? null, NOW));
    expect(twice[0]?.evidence).toBe("product");
  });

  it("expects more to last longer", () => {
    const at = (quantity: number): number => rebuysOf({ p0: [[NOW - 2 * DAY, quantity]] }, model, (ref) => products.get(ref) ?? null, NOW)[0]?.expectedAt ?? 0;
    expect(at(6) - at(1)).toBeGreaterThan(5 * DAY);
  });

  it("follows a customer who is much faster than others", () => {
    const steady = Array.from({ length: 8 }, (_, index): Bought => [NOW - (8 - index) * 8 * DAY, 1]);
    const slow = Array.from({ length: 8 }, (_, index): Bought => [NOW - (8 - index) * 30 * DAY, 1]);
    const timing: ProductTiming = { ...(products.get("p0") as ProductTiming), mean: Math.log(16) };
    const days = (all: readonly Bought[]): number => ((rebuysOf({ p0: all }, model, () => timing, NOW)[0]?.expectedAt ?? 0) - (all.at(-1)?.[0] ?? 0)) / DAY;
    expect(days(steady)).toBeLessThan(14);
    expect(days(slow)).toBeGreaterThan(days(steady) + 10);
  });

  it("says of a product nobody knows what the shop's others say, and names no date", () => {
    const [rebuy] = rebuysOf({ new: [[NOW - 5 * DAY, 1]] }, model, () => null, NOW);
    expect(rebuy).toMatchObject({ evidence: "shop", expectedAt: null });
    expect(rebuy?.words).toMatch(/^Last bought 5 days ago; .* % chance of another purchase within 30 days, .* % within the next week\. Which day cannot be told/);
  });

  it("keeps a model and its products through JSON", () => {
    const all = { p0: [[NOW - 20 * DAY, 1]] as const, p1: [[NOW - 50 * DAY, 2], [NOW - 30 * DAY, 1]] as const };
    const stored = JSON.parse(JSON.stringify({ model, products: [...products] })) as { model: typeof model; products: [string, ProductTiming][] };
    const kept = new Map(stored.products);
    expect(rebuysOf(all, stored.model, (ref) => kept.get(ref) ?? null, NOW)).toEqual(rebuysOf(all, model, (ref) => products.get(ref) ?? null, NOW));
  });
});
