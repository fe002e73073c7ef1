import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gamma, seeded } from "../numeric/random.ts";
import { shareArm, sumsArm, valueArm } from "./arm.ts";
import { alwaysValidFactor } from "./always-valid.ts";
import { effectOf, effectsOf, zOf } from "./effect.ts";
import type { Looking } from "./effect.ts";

/** How often an interval of 95 % for arms that do not differ leaves out zero at any of many looks. */
function falseAlarms(looking: Looking, runs: number, customers: number, held: number, outcome: (random: () => number) => number, share: boolean): number {
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const random = seeded(run);
    const outcomes: [number[], number[]] = [[], []];
    const sums: [number, number] = [0, 0];
    for (let n = 1; n <= customers; n++) {
      const arm = random() < held ? 0 : 1;
      const value = outcome(random);
      outcomes[arm].push(value);
      sums[arm] += value;
      if (n % Math.max(10, Math.floor(n / 15)) !== 0 || Math.min(outcomes[0].length, outcomes[1].length) < 50) continue;
      const [control, treated] = ([0, 1] as const).map((index) => (share ? shareArm(String(index), sums[index], outcomes[index].length) : valueArm(String(index), outcomes[index])));
      const { interval } = effectOf(treated as never, control as never, looking);
      if (interval && (interval.low > 0 || interval.high < 0)) {
        alarms++;
        break;
      }
    }
  }
  return alarms / runs;
}

function hits(random: () => number, n: number, share: number): number {
  let count = 0;
  for (let index = 0; index < n; index++) if (random() < share) count++;
  return count;
}

describe("effectOf", () => {
  it("is Newcombe's interval for shares: his example 56/70 against 48/80", () => {
    const { difference, interval } = effectOf(shareArm("a", 56, 70), shareArm("b", 48, 80), "fixed");
    expect(difference).toBeCloseTo(0.2, 12);
    expect(interval?.low).toBeCloseTo(0.0524, 4);
    expect(interval?.high).toBeCloseTo(0.3339, 4);
  });

  it("is Welch's for amounts", () => {
    const { interval } = effectOf(valueArm("a", [1, 2, 3, 4, 5]), valueArm("b", [2, 4, 6, 8, 10, 12]), "fixed");
    // −4 ± t(0.975; 6.9709) · √(2.5/5 + 14/6)
    expect(interval?.low).toBeCloseTo(-7.983, 3);
    expect(interval?.high).toBeCloseTo(-0.017, 3);
  });

  it("is the published effect of Hillstrom's e-mail about women's goods on visits", () => {
    const [mailed, none] = [shareArm("womens", 3238, 21_387), shareArm("none", 2262, 21_306)];
    expect(effectOf(mailed, none, "fixed").difference).toBeCloseTo(0.0452331, 7);
    expect(zOf(mailed, none)).toBeCloseTo(14, 1);
  });

  it("says nothing while an arm is empty or tells no spread", () => {
    expect(effectOf(shareArm("a", 0, 0), shareArm("b", 1, 3), "fixed").interval).toBeNull();
    expect(effectOf(valueArm("a", [3]), valueArm("b", [1, 2]), "fixed").interval).toBeNull();
    expect(effectOf(shareArm("a", 0, 5000), shareArm("b", 9, 5000), "always").interval).toBeNull();
    expect(effectOf(shareArm("a", 20, 49), shareArm("b", 20, 4900), "always").interval).toBeNull();
    expect(zOf(shareArm("a", 0, 0), shareArm("b", 0, 0))).toBe(0);
  });

  it("is the same from sums as from single amounts", () => {
    const values = [1999, 0, 0, 4500, 0, 12_345, 800];
    const [sum, squares] = [values.reduce((all, one) => all + one, 0), values.reduce((all, one) => all + one * one, 0)];
    const [there, here] = [valueArm("a", values), sumsArm("a", values.length, sum, squares)];
    expect(here.mean).toBe(there.mean);
    expect(here.variance / there.variance).toBeCloseTo(1, 12);
    expect(() => sumsArm("a", 1.5, 0, 0)).toThrow("n of the arm");
  });

  it("turns round with its arms, and an always-valid interval holds the fixed one of amounts", () => {
    const arm = fc.tuple(fc.integer({ min: 60, max: 5000 }), fc.double({ min: 0.2, max: 0.8, noNaN: true })).map(([n, share]) => [Math.round(n * share), n] as const);
    fc.assert(
      fc.property(arm, arm, fc.constantFrom<Looking>("fixed", "always"), ([s, n], [t, m], looking) => {
        const there = effectOf(shareArm("a", s, n), shareArm("b", t, m), looking).interval;
        const back = effectOf(shareArm("b", t, m), shareArm("a", s, n), looking).interval;
        expect(there && back && Math.abs(there.low + back.high) < 1e-12 && Math.abs(there.high + back.low) < 1e-12 && there.low < there.high).toBe(true);
      }),
    );
    for (let t = 1; t < 1e8; t *= 3) expect(alwaysValidFactor(t, 0.05)).toBeGreaterThan(1.96);
  });

  it("refuses what is no share, amount or level", () => {
    expect(() => shareArm("a", 4, 3)).toThrow('successes of the arm "a" must be a whole number from 0 to 3, not 4');
    expect(() => valueArm("a", [1, Number.NaN])).toThrow('value 1 of the arm "a"');
    expect(() => effectOf(shareArm("a", 1, 3), shareArm("b", 1, 3), "fixed", 1)).toThrow("level");
  });
});

describe("peeking", () => {
  const yes = (chance: number) => (random: () => number) => (random() < chance ? 1 : 0);

  it("fools the fixed interval, and not the always-valid one", () => {
    expect(falseAlarms("fixed", 300, 5000, 0.5, yes(0.2), true)).toBeGreaterThan(0.2);
    expect(falseAlarms("always", 1000, 5000, 0.5, yes(0.2), true)).toBeLessThanOrEqual(0.05);
  });

  it.each([[0.05, 0.3], [0.05, 0.9], [0.1, 0.05], [0.5, 0.01]])("does not fool it either with a comparison group of %d and a share of %d", (held, share) => {
    expect(falseAlarms("always", 600, 6000, held, yes(share), true)).toBeLessThanOrEqual(0.05);
  });

  it("nor with amounts of which most are nothing and some are large", () => {
    const spent = (random: () => number) => (random() < 0.25 ? 40 * gamma(random, 2) : 0);
    expect(falseAlarms("always", 400, 2500, 0.3, spent, false)).toBeLessThanOrEqual(0.05);
  });

  it("finds an effect that is there", () => {
    const random = seeded(4);
    const { interval } = effectOf(shareArm("a", hits(random, 4000, 0.31), 4000), shareArm("b", hits(random, 4000, 0.24), 4000), "always");
    expect(interval?.low).toBeGreaterThan(0);
    expect(interval && interval.low < 0.07 && interval.high > 0.07).toBe(true);
  });
});

describe("effectsOf", () => {
  const arms = [shareArm("none", 100, 1000), shareArm("a", 150, 1000), shareArm("b", 120, 1000), shareArm("c", 90, 1000)];

  it("shares the level among the arms", () => {
    const effects = effectsOf(arms, "none", "fixed");
    expect(effects.map(({ arm }) => arm)).toEqual(["a", "b", "c"]);
    for (const effect of effects) expect(effect.level).toBeCloseTo(1 - 0.05 / 3, 12);
    expect(effects[0]).toEqual(effectOf(arms[1] as never, arms[0] as never, "fixed", 1 - 0.05 / 3));
  });

  it("covers all true differences at once", () => {
    let misses = 0;
    for (let run = 0; run < 500; run++) {
      const random = seeded(run);
      const drawn = ["none", "a", "b", "c", "d"].map((id) => shareArm(id, hits(random, 400, 0.3), 400));
      if (effectsOf(drawn, "none", "fixed").some(({ interval }) => interval && (interval.low > 0 || interval.high < 0))) misses++;
    }
    expect(misses / 500).toBeLessThanOrEqual(0.06);
  });

  it("names the arm it lacks", () => {
    expect(() => effectsOf(arms, "nobody", "fixed")).toThrow('there is no arm "nobody"');
  });
});
