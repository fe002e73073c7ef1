import { describe, expect, it } from "vitest";
import { seeded } from "../numeric/random.ts";
import { doublyRobustValue, policyGain, policyValue } from "./policy-value.ts";

/** Kinds of customers, each with their own best arm; the log favours the arm that is worse for the most. */
function logged(n: number, seed: number) {
  const random = seeded(seed);
  const kinds: number[] = [];
  const log = Array.from({ length: n }, () => {
    const kind = random() < 0.7 ? 0 : 1;
    kinds.push(kind);
    const chance = 0.8;
    const arm = random() < chance ? "a" : "b";
    return { arm, chance: arm === "a" ? chance : 1 - chance, reward: random() < rate(kind, arm) ? 1 : 0 };
  });
  return { log, kinds };
}
const rate = (kind: number, arm: string) => (arm === "b" ? [0.7, 0.02] : [0.1, 0.05])[kind] as number;
const TRUTH = 0.7 * 0.7 + 0.3 * 0.05;

describe("policyValue", () => {
  const best = (kinds: readonly number[]) => (index: number, arm: string) => ((kinds[index] === 0) === (arm === "b") ? 1 : 0);

  it("is what the policy would have earned, nineteen times in twenty within its interval", () => {
    let [covered, doubly, width, doublyWidth] = [0, 0, 0, 0];
    for (let seed = 0; seed < 300; seed++) {
      const { log, kinds } = logged(800, seed);
      const plain = policyValue(log, best(kinds));
      const helped = doublyRobustValue(log, best(kinds), ["a", "b"], (index, arm) => rate(kinds[index] as number, arm));
      if (!plain || !helped) throw new Error("nothing agreed");
      if (plain.low <= TRUTH && TRUTH <= plain.high) covered++;
      if (helped.low <= TRUTH && TRUTH <= helped.high) doubly++;
      width += plain.high - plain.low;
      doublyWidth += helped.high - helped.low;
    }
    expect(covered / 300).toBeGreaterThan(0.91);
    expect(doubly / 300).toBeGreaterThan(0.91);
    expect(doublyWidth).toBeLessThan(width);
  });

  it("stays right with a model that is wrong", () => {
    const { log, kinds } = logged(20_000, 1);
    expect(doublyRobustValue(log, best(kinds), ["a", "b"], () => 0.9)?.mean).toBeCloseTo(TRUTH, 1.7);
  });

  it("is the mean of an arm that always gets its way, and nothing without a draw that agrees", () => {
    const log = [{ arm: "a", chance: 0.5, reward: 4 }, { arm: "b", chance: 0.5, reward: 9 }, { arm: "a", chance: 0.5, reward: 6 }];
    expect(policyValue(log, (_, arm) => (arm === "a" ? 1 : 0))).toMatchObject({ mean: 5, n: 2 });
    expect(policyValue(log, () => 0)).toBeNull();
    expect(doublyRobustValue(log, () => 0, ["a"], () => 1)).toBeNull();
  });

  it("counts as gain only where the rule differs from the arm everybody gets", () => {
    const { log, kinds } = logged(40_000, 2);
    const gain = policyGain(log, kinds.map((kind) => (kind === 0 ? "b" : "a")), "a");
    expect(gain?.n).toBe(kinds.filter((kind) => kind === 0).length);
    expect(gain?.mean).toBeCloseTo(0.7 * 0.6, 1.7);
    expect(gain && gain.low < 0.42 && gain.high > 0.42).toBe(true);
    expect(policyGain(log, kinds.map(() => "a"), "a")).toBeNull();
  });

  it("refuses a draw without a chance", () => {
    expect(() => policyValue([{ arm: "a", chance: 0, reward: 1 }], () => 1)).toThrow("chance of draw 0");
    expect(() => policyValue([{ arm: "a", chance: 1, reward: Number.NaN }], () => 1)).toThrow("reward of draw 0");
  });
});
