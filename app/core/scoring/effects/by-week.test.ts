import { describe, expect, it } from "vitest";
import { seeded } from "../numeric/random.ts";
import { comparedByWeek } from "./by-week.ts";
import type { WeekCounts } from "./by-week.ts";
import { effectOf } from "./effect.ts";

/** Weeks in which everybody clicks more and more, while the second arm's share grows; `better` is what it really adds. */
function drifting(seed: number, weeks: number, better: number): WeekCounts[] {
  const random = seeded(seed);
  return Array.from({ length: weeks }, (_, week) => {
    const [usual, share] = [0.05 + (0.2 * week) / weeks, 0.1 + (0.8 * week) / weeks];
    const counts = { arm: { n: 0, successes: 0 }, against: { n: 0, successes: 0 } };
    for (let customer = 0; customer < 200; customer++) {
      const mine = random() < share;
      const one = mine ? counts.arm : counts.against;
      one.n++;
      if (random() < usual + (mine ? better : 0)) one.successes++;
    }
    return counts;
  });
}

const sum = (weeks: readonly WeekCounts[], side: "arm" | "against") => weeks.reduce((all, week) => ({ n: all.n + week[side].n, successes: all.successes + week[side].successes }), { n: 0, successes: 0 });

describe("comparedByWeek", () => {
  it("is not taken in by a good season, as a plain comparison is", () => {
    let [wrongly, plainly] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const weeks = drifting(seed, 20, 0);
      const compared = comparedByWeek("b", "a", weeks);
      if (!compared) throw new Error("no week has both");
      const { interval } = effectOf(compared.arm, compared.against, "always");
      if (interval && (interval.low > 0 || interval.high < 0)) wrongly++;
      const [b, a] = [sum(weeks, "arm"), sum(weeks, "against")];
      if (b.successes / b.n - a.successes / a.n > 0.03) plainly++;
    }
    expect(wrongly).toBeLessThanOrEqual(2);
    expect(plainly).toBeGreaterThan(35);
  });

  it("finds a difference there is, about as large as it is", () => {
    const compared = comparedByWeek("b", "a", drifting(1, 60, 0.06));
    const effect = compared && effectOf(compared.arm, compared.against, "always");
    expect(effect?.difference).toBeGreaterThan(0.03);
    expect(effect?.difference).toBeLessThan(0.09);
    expect(effect?.interval?.low).toBeGreaterThan(0);
  });

  it("is the plain comparison of a single week, and nothing where no week has both", () => {
    const one = { arm: { n: 100, successes: 20 }, against: { n: 300, successes: 30 } };
    expect(comparedByWeek("b", "a", [one])).toMatchObject({ arm: { n: 150, mean: 0.2 }, against: { n: 150, mean: 0.1 } });
    expect(comparedByWeek("b", "a", [{ ...one, arm: { n: 0, successes: 0 } }, { ...one, against: { n: 0, successes: 0 } }])).toBeNull();
  });
});
