import { describe, expect, it } from "vitest";
import { emptyProfile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { FutureInSample } from "../no-future.ts";
import { brier } from "../metrics.ts";
import type { Purchase } from "../observed.ts";
import { RebuyLearner } from "./learn.ts";
import type { LearntRebuys } from "./learn.ts";
import { rebuysOf } from "./rebuy.ts";
import { boughtUntil, observedOf, REFILLS, simulate, START } from "./testing.ts";

const NOW = START + 300 * DAY;
const CUTS = [150, 180, 210, 240].map((day) => START + day * DAY);

function learn(customers: readonly (readonly Purchase[])[], options = {}): LearntRebuys {
  const learner = new RebuyLearner({ end: NOW, cuts: CUTS, ...options });
  for (const purchases of customers) learner.add(observedOf(purchases, CUTS, NOW));
  return learner.fit();
}

const customers = simulate(REFILLS);
const learnt = learn(customers);

/** Weeks from NOW in which each pair was next bought, beside what was said of them. */
function told(world: readonly (readonly Purchase[])[], { model, products }: LearntRebuys) {
  return world.flatMap((purchases) =>
    rebuysOf(boughtUntil(purchases, NOW), model, (ref) => products.get(ref) ?? null, NOW).map((rebuy) => {
      const next = purchases.find(({ at, items }) => at > NOW && items[0]?.productRef === rebuy.productRef);
      return { rebuy, days: next ? (next.at - NOW) / DAY : Infinity };
    }));
}

describe("a shop whose truth is known", () => {
  it("finds how the quantity stretches the days", () => {
    expect(learnt.model.quantityExponent).toBeCloseTo(REFILLS.exponent, 1);
    expect(learn(simulate({ ...REFILLS, exponent: 0, seed: 8 })).model.quantityExponent).toBeLessThan(0.06);
    expect(learn(simulate({ ...REFILLS, exponent: 1, seed: 9 })).model.quantityExponent).toBeGreaterThan(0.94);
  });

  it("finds the days one unit lasts and what they vary by", () => {
    expect(Math.exp(learnt.model.gaps.mean)).toBeGreaterThan(14);
    expect(Math.exp(learnt.model.gaps.mean)).toBeLessThan(28);
    expect(Math.sqrt(learnt.model.gaps.within)).toBeCloseTo(REFILLS.within, 1);
    expect(Math.sqrt(learnt.model.gaps.customers)).toBeCloseTo(REFILLS.betweenCustomers, 0.7);
  });

  it("names dates, half of which come too early, half too late, among those bought again soon", () => {
    const dated = told(customers, learnt).filter(({ rebuy, days }) => rebuy.expectedAt !== null && days < 100);
    expect(dated.length).toBeGreaterThan(200);
    const early = dated.filter(({ rebuy, days }) => (rebuy.expectedAt as number) < NOW + days * DAY).length / dated.length;
    expect(early).toBeGreaterThan(0.38);
    expect(early).toBeLessThan(0.62);
  });

  it("says chances that come true as often as they say, within 30 days and week by week", () => {
    const pairs = told(customers, learnt);
    const within = pairs.filter(({ days }) => days <= 30).length;
    expect(pairs.reduce((sum, { rebuy }) => sum + rebuy.within30, 0) / within).toBeCloseTo(1, 0.7);
    for (const week of [0, 1, 2, 3]) {
      const came = pairs.filter(({ days }) => days > 7 * week && days <= 7 * (week + 1)).length;
      const said = pairs.reduce((sum, { rebuy }) => sum + (rebuy.byWeek[week] as number), 0);
      expect(said / came, `week ${week + 1}: ${said.toFixed(0)} said, ${came} came`).toBeGreaterThan(0.7);
      expect(said / came, `week ${week + 1}: ${said.toFixed(0)} said, ${came} came`).toBeLessThan(1.4);
    }
    const labels = pairs.map(({ days }) => days <= 30);
    const share = within / pairs.length;
    expect(brier(pairs.map(({ rebuy }) => rebuy.within30), labels)).toBeLessThan(0.8 * share * (1 - share));
  });

  it("names no date where purchases come without rhythm, and says so", () => {
    const gifts = learn(simulate({ ...REFILLS, within: 1.2, seed: 10 }));
    expect([...gifts.products.values()].filter(({ predictable }) => predictable)).toEqual([]);
    expect(gifts.card.reliance).toContain("No dates are named");
    for (const { rebuy } of told(customers.slice(0, 20), gifts)) {
      expect(rebuy.expectedAt).toBeNull();
      expect(rebuy.words).toContain("cannot be told");
    }
  });

  it("measures itself on a window it had not seen", () => {
    const { holdout } = learnt.card;
    expect(holdout?.from).toBe(CUTS.at(-1));
    const [ranked, squared] = holdout?.metrics ?? [];
    expect(ranked?.ours).toBeGreaterThan((ranked?.naive ?? 1) + 0.05);
    expect(squared?.ours).toBeLessThan(squared?.naive ?? 0);
    expect(holdout?.calibration.reduce((sum, { n }) => sum + n, 0)).toBe(holdout?.n);
  });
});

describe("how it learns", () => {
  it("does not depend on the order of customers, also when most pairs are not kept", () => {
    expect(learn(customers.toReversed(), { pairs: 500 })).toEqual(learn(customers, { pairs: 500 }));
  });

  it("keeps as many pairs as it may", () => {
    expect(learn(customers, { pairs: 500 }).card.size["pairs"]).toBe(500);
  });

  it("says what is missing where a shop is too small to learn more than rates", () => {
    const { model, card } = learn(customers.slice(0, 40));
    expect(model.stack).toBeNull();
    expect(card.tier).toBe("rfm");
    expect(card.reliance).toContain(`so far ${card.size["boughtAgain"]}`);
  });

  it("refuses a profile that knows the future", () => {
    const learner = new RebuyLearner({ end: NOW, cuts: CUTS });
    const seen = observedOf(customers[0] ?? [], CUTS, NOW);
    const leak = { ...emptyProfile("c"), bought: { p0: [[(CUTS[0] as number) + 1, 1]] as const } };
    expect(() => learner.add({ ...seen, profiles: [leak, ...seen.profiles.slice(1)] })).toThrow(FutureInSample);
  });

  it("learns only from windows that are over", () => {
    const cuts = [NOW - 40 * DAY, NOW - 10 * DAY];
    const learner = new RebuyLearner({ end: NOW, cuts });
    for (const purchases of customers) learner.add(observedOf(purchases, cuts, NOW));
    const counted = customers.flatMap((purchases) => Object.keys(boughtUntil(purchases, cuts[0] as number)));
    expect(learner.fit().card.size["pairs"]).toBe(counted.length);
  });

  it("pulls a product with few gaps to its family", () => {
    const shop = simulate({ ...REFILLS, betweenProducts: 1, seed: 11 });
    const few = shop.map((purchases, index) => (index < 40 ? purchases : purchases.filter(({ items }) => items[0]?.productRef !== "p0")));
    const alone = learn(few).products.get("p0")?.mean ?? 0;
    const family = learn(few, { familyOf: (ref: string) => (ref === "p0" || ref === "p1" ? "coffee" : null) });
    const sister = family.products.get("p1")?.mean ?? 0;
    expect(Math.abs((family.products.get("p0")?.mean ?? 0) - sister)).toBeLessThan(Math.abs(alone - sister));
  });

  it("takes the merchant's table where nothing was bought twice", () => {
    const once = [[{ ref: "o1", at: START, amount: 100, items: [{ productRef: "soap", quantity: 1 }] }]];
    expect(Math.exp(learn(once, { tableDaysOf: () => 14 }).products.get("soap")?.mean ?? 0)).toBeCloseTo(14, 6);
  });

  it("refuses options that make no sense, by name", () => {
    expect(() => new RebuyLearner({ end: NOW, cuts: [NOW + 1] })).toThrow("cuts[0]");
    expect(() => new RebuyLearner({ end: NOW, cuts: [NOW - 1, NOW - 1] })).toThrow("cuts[1]");
    expect(() => new RebuyLearner({ end: NOW, cuts: [], horizonDays: 0 })).toThrow("horizonDays");
    expect(() => new RebuyLearner({ end: NOW, cuts: [], pairs: 0 })).toThrow("pairs");
    expect(() => new RebuyLearner({ end: NOW, cuts: CUTS }).add({ purchases: [], profiles: [], profile: emptyProfile("c") })).toThrow("profiles");
  });
});
