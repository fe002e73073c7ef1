import { describe, expect, it } from "vitest";
import type { Bought } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import { normal, seeded } from "../numeric/random.ts";
import { estimate } from "./estimate.ts";
import { fitQuantity, WITHIN } from "./quantity.ts";
import { chanceByRate, fitRates } from "./rate-model.ts";
import { TimingSums } from "./timing-sums.ts";

const NOW = Date.UTC(2026, 5, 1);
const nobody = { familyOf: () => null, tableDaysOf: () => null };

/** Pairs of one customer and one product: each gap's days and the units before it, the newest purchase a day ago. */
function pair(gaps: readonly (readonly [days: number, units: number])[]): Bought[] {
  let at = NOW - DAY - gaps.reduce((sum, [days]) => sum + days * DAY, 0);
  const times: Bought[] = [];
  for (const [days, units] of gaps) {
    times.push([Math.round(at), units]);
    at += days * DAY;
  }
  return [...times, [Math.round(at), 1]];
}

describe("how the quantity stretches the days", () => {
  it("stays at the prior where nothing was bought twice", () => {
    expect(fitQuantity([])).toEqual({ exponent: 1, within: WITHIN });
  });

  it("is not taken in by resellers, who buy much and often", () => {
    const sums = new TimingSums(NOW);
    const random = seeded(3);
    // Every customer's own gaps do not depend on the quantity; those who buy ten times as much come twice as often.
    for (let customer = 0; customer < 400; customer++) {
      const big = customer % 2 === 0;
      sums.add("gift", pair(Array.from({ length: 4 }, () => [(big ? 15 : 30) * Math.exp(0.3 * normal(random)), (big ? 20 : 2) * (1 + Math.floor(3 * random()))])));
    }
    expect(fitQuantity(sums.products().values()).exponent).toBeLessThan(0.08);
  });

  it("is held between 0 and 1 whatever the gaps say", () => {
    const sums = new TimingSums(NOW);
    for (let customer = 0; customer < 50; customer++) sums.add("odd", pair([[40, 1], [5, 10], [41, 1], [6, 10]]));
    expect(fitQuantity(sums.products().values()).exponent).toBe(0);
    const steep = new TimingSums(NOW);
    for (let customer = 0; customer < 50; customer++) steep.add("odd", pair([[2, 1], [200, 3], [2, 1], [201, 3]]));
    expect(fitQuantity(steep.products().values()).exponent).toBe(1);
  });
});

describe("the steady rate", () => {
  it("finds shape and rate of Gamma-distributed customers", () => {
    const random = seeded(5);
    const sums = new TimingSums(NOW);
    // Exponential rates are Gamma with shape 1; at most one purchase a day, so low rates.
    for (let customer = 0; customer < 20_000; customer++) {
      const rate = -0.004 * Math.log(1 - random());
      const times: Bought[] = [];
      for (let day = 0; day < 200; day += Math.max(1, -Math.log(1 - random()) / rate)) times.push([NOW - Math.round((200 - day) * DAY), 1]);
      sums.add("p", times);
    }
    const fit = fitRates(sums.products());
    expect(fit.perDay).toBeCloseTo(0.004, 3);
    expect(fit.shape).toBeGreaterThan(0.85);
    expect(fit.shape).toBeLessThan(1.15);
  });

  it("gives the negative binomial's chance", () => {
    expect(chanceByRate(2, 0.02, 3, 50, 30)).toBeCloseTo(1 - (150 / 180) ** 5, 12);
    expect(chanceByRate(1, 0.01, 0, 0, 0)).toBe(0);
  });
});

describe("a product's timing", () => {
  it("is the shop's where it has no gaps, its own where it has many", () => {
    const sums = new TimingSums(NOW);
    const random = seeded(11);
    for (let product = 0; product < 20; product++) {
      for (let customer = 0; customer < 30; customer++) sums.add(`p${product}`, pair(Array.from({ length: 3 }, () => [(10 + 2 * product) * Math.exp(0.2 * normal(random)), 1])));
    }
    sums.add("new", [[NOW - DAY, 1]]);
    const products = sums.products();
    const { gaps, timingOf } = estimate(products, nobody);
    expect(Math.sqrt(gaps.within)).toBeCloseTo(0.2, 1);
    const timing = (ref: string) => timingOf(ref, products.get(ref) as NonNullable<ReturnType<typeof products.get>>);
    expect(timing("new")).toMatchObject({ gaps: 0, predictable: false });
    expect(timing("new").mean).toBeCloseTo(gaps.mean, 12);
    expect(Math.exp(timing("p0").mean)).toBeCloseTo(10, 0);
    expect(timing("p0").predictable).toBe(true);
  });

  it("is finite where all is alike, nothing repeats or nothing is there", () => {
    for (const add of [
      () => new TimingSums(NOW),
      () => { const sums = new TimingSums(NOW); sums.add("a", [[NOW, 1]]); return sums; },
      () => { const sums = new TimingSums(NOW); sums.add("a", pair([[7, 1], [7, 1], [7, 1]])); return sums; },
      () => { const sums = new TimingSums(NOW); sums.add("a", [[NOW - DAY, Infinity], [NOW, 1e300]]); return sums; },
    ]) {
      const products = add().products();
      const { gaps, rates, repeatShare, timingOf } = estimate(products, nobody);
      const numbers = [...Object.values(gaps), ...Object.values(rates), repeatShare, ...[...products].flatMap(([ref, sums]) => { const { mean, spread, perDay } = timingOf(ref, sums); return [mean, spread, perDay]; })];
      expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
    }
  });
});
