import { describe, expect, it } from "vitest";
import { normal, seeded } from "../numeric/random.ts";
import { chosenArm, learnPolicy } from "./learned-policy.ts";

/** Of three arms; `taste` says how much a customer's only trait decides which mail moves them. */
function mailed(n: number, seed: number, taste: number) {
  const random = seeded(seed);
  const features = new Float64Array(n);
  const log = Array.from({ length: n }, (_, index) => {
    const trait = normal(random);
    features[index] = trait;
    const arm = ["none", "left", "right"][Math.floor(random() * 3)] as string;
    const rate = arm === "none" ? 0.1 : arm === "left" ? 0.2 - 0.08 * taste * Math.tanh(trait) : 0.19 + 0.08 * taste * Math.tanh(trait);
    return { arm, chance: 1 / 3, reward: random() < rate ? 1 : 0 };
  });
  return { names: ["trait"], features, log };
}

describe("learnPolicy", () => {
  it("chooses by customer where that earns more", () => {
    const policy = learnPolicy(mailed(9000, 1, 1), "none");
    expect(policy.gain?.low).toBeGreaterThan(0);
    expect([chosenArm(policy, [2]), chosenArm(policy, [-2])]).toEqual(["right", "left"]);
  });

  it("gives everybody the best arm where customers do not differ, though models always find some difference", () => {
    const chosen = Array.from({ length: 10 }, (_, seed) => learnPolicy(mailed(3000, seed, 0), "none"));
    expect(chosen.filter(({ models }) => models !== null).length).toBeLessThanOrEqual(1);
    for (const policy of chosen) if (policy.models === null) expect([chosenArm(policy, [9]), chosenArm(policy, [-9])]).toEqual([policy.base, policy.base]);
  });

  it("is the same at every turn, and plain JSON", () => {
    const rows = mailed(1500, 3, 1);
    const policy = learnPolicy(rows, "none");
    expect(JSON.parse(JSON.stringify(learnPolicy(rows, "none")))).toEqual(policy);
  });

  it("is the best arm alone with a handful of customers, and refuses by name", () => {
    const rows = { names: ["x"], features: Float64Array.of(1, 2, 3), log: [{ arm: "none", chance: 0.5, reward: 0 }, { arm: "a", chance: 0.5, reward: 1 }, { arm: "a", chance: 0.5, reward: 0 }] };
    expect(learnPolicy(rows, "none")).toEqual({ base: "a", control: "none", models: null, gain: null });
    expect(() => learnPolicy(rows, "nobody")).toThrow('there is no arm "nobody"');
    expect(() => learnPolicy({ ...rows, log: rows.log.slice(1), features: rows.features.slice(1) }, "a")).toThrow("two arms");
  });
});
