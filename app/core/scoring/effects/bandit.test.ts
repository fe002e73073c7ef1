import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { beta, seeded } from "../numeric/random.ts";
import { armChances, discounted, drawnArm, USUAL_GUARD } from "./bandit.ts";
import { chanceAbove, chancesOfBest } from "./beta-posteriors.ts";
import { replay } from "./replay.ts";

const arm = (id: string, successes: number, trials: number, unsubscribes = 0) => ({ id, successes, trials, unsubscribes });
const arms = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(3000), fc.nat(3000), fc.nat(20)), { minLength: 1, maxLength: 5, selector: ([id]) => id }).map((all) => all.map(([id, hits, misses, left]) => arm(id, hits, hits + misses, Math.min(left, hits + misses))));

describe("chancesOfBest", () => {
  it("is what E. Miller's closed form gives for two", () => {
    // Σᵢ B(a+i, b+b') / ((b'+i) B(1+i, b') B(a, b)), "Formulas for Bayesian A/B testing", 2014
    expect(chancesOfBest([{ a: 3, b: 200 }, { a: 5, b: 190 }])[1]).toBeCloseTo(0.7918, 3);
    expect(chancesOfBest([{ a: 1, b: 1 }, { a: 2, b: 100 }])[1]).toBeCloseTo(0.019608, 5);
    expect(chancesOfBest([{ a: 5000, b: 50_000 }, { a: 5100, b: 50_000 }])[1]).toBeCloseTo(0.82852, 3);
    expect(chanceAbove({ a: 5, b: 190 }, { a: 3, b: 200 }, 0)).toBeCloseTo(0.7918, 3);
  });

  it("is how often draws from the beliefs are the largest", () => {
    const random = seeded(11);
    const beliefs = [{ a: 20, b: 300 }, { a: 30, b: 310 }, { a: 2, b: 40 }, { a: 1, b: 1 }];
    const wins = beliefs.map(() => 0);
    let above = 0;
    for (let run = 0; run < 40_000; run++) {
      const draws = beliefs.map(({ a, b }) => beta(random, a, b));
      const best = draws.indexOf(Math.max(...draws));
      wins[best] = (wins[best] ?? 0) + 1;
      if ((draws[1] as number) > (draws[0] as number) + 0.02) above++;
    }
    chancesOfBest(beliefs).forEach((chance, index) => expect(chance).toBeCloseTo((wins[index] ?? 0) / 40_000, 2));
    expect(chanceAbove(beliefs[1] as never, beliefs[0] as never, 0.02)).toBeCloseTo(above / 40_000, 2);
  });
});

describe("armChances", () => {
  it("adds up to one, keeps to the floor, and leaves at least one arm", () => {
    fc.assert(
      fc.property(arms, (all) => {
        const chances = armChances(all);
        expect(chances.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
        expect(chances.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
        expect(chances.some(({ stopped }) => !stopped)).toBe(true);
        for (const { chance, stopped } of chances) expect(stopped ? chance === 0 : chance >= USUAL_GUARD.floor - 1e-12).toBe(true);
        expect(JSON.stringify(armChances(all))).toBe(JSON.stringify(chances));
      }),
      { numRuns: 40 },
    );
  });

  it("gives all the same where nothing is known, or where the floor leaves no room", () => {
    for (const { chance } of armChances([arm("a", 0, 0), arm("b", 0, 0), arm("c", 0, 0)])) expect(chance).toBeCloseTo(1 / 3, 10);
    for (const { chance } of armChances([arm("a", 9, 10), arm("b", 0, 1000)], { ...USUAL_GUARD, floor: 0.9 })) expect(chance).toBe(0.5);
  });

  it("stops the arms that drive people away, however well they sell, and no other", () => {
    const all = [arm("calm", 50, 1000, 3), arm("loud", 400, 1000, 40), arm("louder", 300, 1000, 60)];
    expect(armChances(all).filter(({ stopped }) => stopped).map(({ id }) => id)).toEqual(["loud", "louder"]);
    expect(armChances(all.map((one) => ({ ...one, unsubscribes: 4 }))).some(({ stopped }) => stopped)).toBe(false);
    expect(armChances([arm("new", 0, 2, 1), arm("old", 50, 1000, 3)]).some(({ stopped }) => stopped)).toBe(false);
  });

  it("seldom stops an arm that does no harm, though it looks every week of a year", () => {
    let stops = 0;
    for (let run = 0; run < 40; run++) {
      const random = seeded(run);
      const tallies = ["a", "b", "c"].map((id) => ({ id, successes: 0, trials: 0, unsubscribes: 0 }));
      for (let week = 0; week < 52; week++) {
        for (const tally of tallies) {
          tally.trials += 60;
          for (let mail = 0; mail < 60; mail++) if (random() < 0.004) tally.unsubscribes++;
        }
        if (!armChances(tallies).some(({ stopped }) => stopped)) continue;
        stops++;
        break;
      }
    }
    expect(stops).toBeLessThanOrEqual(4);
  });

  it("refuses by name", () => {
    expect(() => armChances([arm("a", 3, 2)])).toThrow('successes of the arm "a" must lie between 0 and 2, not 3');
    expect(() => armChances([arm("a", 0, 2, Number.NaN)])).toThrow("unsubscribes");
    expect(() => armChances([arm("a", 0, 2)], { ...USUAL_GUARD, floor: 2 })).toThrow("floor");
    expect(() => armChances([])).toThrow("there must be an arm");
  });
});

describe("drawnArm", () => {
  it("draws each as often as its chance says, and none that is stopped", () => {
    const chances = armChances([arm("calm", 40, 1000, 3), arm("other", 50, 1000, 2), arm("loud", 400, 1000, 60)]);
    const random = seeded(2);
    const drawn: Record<string, number> = {};
    for (let run = 0; run < 50_000; run++) {
      const { id } = drawnArm(chances, random());
      drawn[id] = (drawn[id] ?? 0) + 1;
    }
    for (const { id, chance } of chances) expect((drawn[id] ?? 0) / 50_000).toBeCloseTo(chance, 1.7);
    expect(drawn["loud"]).toBeUndefined();
    expect(drawnArm(chances, 1 - 2 ** -48).id).toBe("other");
  });
});

describe("discounted", () => {
  const now = 400 * DAY;

  it("halves after every half-life, by whole days, and forgets no harm", () => {
    const day = (ago: number) => ({ day: now - ago * DAY, id: "a", successes: 4, trials: 8, unsubscribes: 2 });
    expect(discounted([day(0), day(30), day(60)], 30, now + DAY / 2)).toEqual([{ id: "a", successes: 7, trials: 14, unsubscribes: 3.5, ever: { trials: 24, unsubscribes: 6 } }]);
    expect(discounted([day(0), day(60)], Infinity, now)[0]).toMatchObject({ trials: 16 });
    expect(() => discounted([], 0, now)).toThrow("halfLifeDays");
  });

  it("keeps an arm stopped whose evidence has faded", () => {
    const tallies = discounted([{ day: 0, id: "loud", successes: 90, trials: 900, unsubscribes: 60 }, { day: now, id: "calm", successes: 50, trials: 1000, unsubscribes: 3 }], 30, now);
    expect(armChances(tallies)).toEqual([{ id: "loud", chance: 0, stopped: true }, { id: "calm", chance: 1, stopped: false }]);
  });

  it("follows a change of taste that the whole past hides", () => {
    const old = [{ day: 0, id: "a", successes: 900, trials: 3000, unsubscribes: 0 }, { day: 0, id: "b", successes: 300, trials: 3000, unsubscribes: 0 }];
    const fresh = [{ day: now, id: "a", successes: 20, trials: 200, unsubscribes: 0 }, { day: now, id: "b", successes: 60, trials: 200, unsubscribes: 0 }];
    const best = (halfLife: number) => armChances(discounted([...old, ...fresh], halfLife, now)).reduce((found, one) => (one.chance > found.chance ? one : found)).id;
    expect([best(Infinity), best(30)]).toEqual(["a", "b"]);
  });
});

describe("replay", () => {
  it("finds the better arm, counts what agrees only, and repeats itself", () => {
    const run = (seed: number) => {
      const random = seeded(seed);
      const shown = Array.from({ length: 6000 }, () => {
        const drawn = random() < 0.5 ? "a" : "b";
        return { arm: drawn, success: random() < (drawn === "a" ? 0.1 : 0.2) };
      });
      return replay(shown, ["a", "b"], USUAL_GUARD, random, 50);
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3).n).toBeGreaterThan(2700);
    expect(run(3).n).toBeLessThan(3300);
    expect(run(3).rate).toBeGreaterThan(0.18);
  });
});
