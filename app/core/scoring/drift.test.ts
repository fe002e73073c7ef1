import { describe, expect, it } from "vitest";
import { beta, seeded } from "./numeric/random.ts";
import { chanceIndex, NO_TALLY, sayDrift, stabilityIndex, withTallied } from "./drift.ts";
import type { ScoreTally } from "./drift.ts";
import type { Scores } from "./score.ts";

const tallyOf = (chances: readonly number[]): ScoreTally => withTallied(NO_TALLY, chances.map((value): Scores => ({ churn: { value, at: 0 }, expected_orders: { value: 1, at: 0 } })));
const shop = (seed: number, customers: number, a: number, b: number): ScoreTally => {
  const random = seeded(seed);
  return tallyOf(Array.from({ length: customers }, () => beta(random, a, b)));
};

describe("the population stability index", () => {
  it("is the published sum: (0.3 − 0.2) ln 1.5 + (0.7 − 0.8) ln 0.875 for two steps of 200,000 and 300,000 in a million", () => {
    const two = (low: number): ScoreTally => ({ ...NO_TALLY, customers: 1e6, churn: [low, 1e6 - low, 0, 0, 0, 0, 0, 0, 0, 0] });
    expect(stabilityIndex(two(2e5), two(3e5))).toBeCloseTo(0.1 * Math.log(1.5) - 0.1 * Math.log(0.875), 4);
  });

  it("is 0 for the same customers, the same both ways round, and finite where a step is empty", () => {
    const [one, other] = [shop(1, 500, 2, 2), tallyOf([0, 0.05, 1, 1])];
    expect(stabilityIndex(one, one)).toBe(0);
    expect(stabilityIndex(one, other)).toBeCloseTo(stabilityIndex(other, one) ?? -1, 12);
    expect(Number.isFinite(stabilityIndex(one, other))).toBe(true);
    expect(stabilityIndex(one, NO_TALLY)).toBeNull();
  });

  it("of two draws from one shop stays below what chance allows in about 95 of 100 cases, small shop or large", () => {
    for (const customers of [80, 4_000]) {
      let within = 0;
      for (let round = 0; round < 200; round++) {
        const [then, latest] = [shop(2 * round, customers, 2, 2), shop(2 * round + 1, customers, 2, 2)];
        if ((stabilityIndex(then, latest) as number) <= chanceIndex(then, latest)) within++;
      }
      expect(within).toBeGreaterThanOrEqual(180);
    }
  });
});

describe("what is said of drift", () => {
  const then = shop(3, 5_000, 3, 3);

  it("is nothing of a shop as it was, something of one that moved, and a warning of one that is another", () => {
    expect(sayDrift({ fit: 0, then, latest: shop(4, 5_000, 3, 3) })).toMatchObject({ level: "none" });
    expect(sayDrift({ fit: 0, then, latest: shop(5, 5_000, 3.9, 2.9) })).toMatchObject({ level: "some" });
    expect(sayDrift({ fit: 0, then, latest: shop(6, 5_000, 6, 2) })).toMatchObject({ level: "much", words: expect.stringContaining("changed a lot") });
  });

  it("does not take a small shop's chance for a change", () => {
    const [few, others] = [shop(7, 40, 3, 3), shop(8, 40, 3, 3)];
    expect(stabilityIndex(few, others)).toBeGreaterThan(0.1);
    expect(sayDrift({ fit: 0, then: few, latest: others }).level).toBe("none");
  });

  it("is that nothing is known yet, before there are two scorings", () => {
    expect(sayDrift({ fit: 0, then: null, latest: then })).toMatchObject({ level: "unknown", index: null, meanChurnThen: null });
    expect(sayDrift({ fit: 0, then: NO_TALLY, latest: NO_TALLY })).toMatchObject({ level: "unknown", meanChurn: null });
  });

  it("comes with the mean risk then and now", () => {
    const { meanChurn, meanChurnThen } = sayDrift({ fit: 0, then: tallyOf([0.2, 0.4]), latest: tallyOf([0.5, 1]) });
    expect(meanChurnThen).toBeCloseTo(0.3);
    expect(meanChurn).toBeCloseTo(0.75);
  });

  it("leaves out who has no churn score", () => {
    expect(withTallied(NO_TALLY, [{}, { stage: { value: "new", at: 0 } }])).toEqual(NO_TALLY);
  });
});
