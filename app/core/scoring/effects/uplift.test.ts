import { describe, expect, it } from "vitest";
import { auc } from "../metrics.ts";
import { logistic } from "../numeric/logistic.ts";
import { normal, seeded } from "../numeric/random.ts";
import { shareArm } from "./arm.ts";
import { effectsByGroup } from "./groups.ts";
import { qini } from "./qini.ts";
import { chancesOf, fitUplift, upliftOf } from "./uplift.ts";

/** Customers who act the more the larger their first feature, and are moved by the message the more the larger their second. */
function experiment(n: number, seed: number, moved = 0.8) {
  const random = seeded(seed);
  const features = new Float64Array(n * 3);
  const treated = new Uint8Array(n);
  const outcome = new Uint8Array(n);
  const truth: number[] = [];
  for (let row = 0; row < n; row++) {
    const [habit, taste] = [normal(random), normal(random)];
    features.set([habit * 10 + 100, taste, 7], row * 3);
    treated[row] = random() < 0.5 ? 1 : 0;
    const without = logistic(-1.5 + 0.9 * habit);
    const withIt = logistic(-1.5 + 0.9 * habit + 0.5 + moved * taste);
    outcome[row] = random() < (treated[row] === 1 ? withIt : without) ? 1 : 0;
    truth.push(withIt - without);
  }
  return { rows: { names: ["habit", "taste", "nothing"], features, treated, outcome }, truth };
}

describe("fitUplift", () => {
  it("finds whom the message moves, which is not who acts anyway", () => {
    const model = fitUplift(experiment(12_000, 1).rows);
    const { rows, truth } = experiment(6000, 2);
    const row = (index: number) => rows.features.subarray(index * 3, index * 3 + 3);
    const uplift = Array.from(truth, (_, index) => upliftOf(model, row(index)));
    const median = truth.toSorted((a, b) => a - b)[3000] as number;
    expect(auc(uplift, truth.map((value) => value > median))).toBeGreaterThan(0.95);
    const error = uplift.reduce((sum, value, index) => sum + Math.abs(value - (truth[index] as number)), 0) / truth.length;
    expect(error).toBeLessThan(0.03);
    const response = Array.from(truth, (_, index) => chancesOf(model, row(index)).without);
    expect(qini(uplift, rows.treated, rows.outcome)).toBeGreaterThan(2 * qini(response, rows.treated, rows.outcome));
  });

  it("draws all effects together where the message moves everybody alike", () => {
    const { rows } = experiment(4000, 3, 0);
    const spread = (extra: number) => Math.max(...fitUplift(rows, { base: 1, extra }).extra.slice(1).map(Math.abs));
    expect(spread(1000)).toBeLessThan(spread(1) / 2);
  });

  it("is plain JSON, gives a feature that never varies no say, and repeats itself", () => {
    const { rows } = experiment(500, 4);
    const model = fitUplift(rows);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(fitUplift(rows)).toEqual(model);
    expect(upliftOf(model, [100, 0, 7])).toBe(upliftOf(model, [100, 0, 1e9]));
  });

  it("refuses by name", () => {
    const { rows } = experiment(20, 5);
    expect(() => fitUplift({ ...rows, features: rows.features.map((value, index) => (index === 4 ? Number.NaN : value)) })).toThrow("taste of row 1");
    expect(() => fitUplift({ ...rows, treated: new Uint8Array(20) })).toThrow("each of the two arms");
    expect(() => fitUplift({ ...rows, outcome: new Uint8Array(19) })).toThrow("outcomes");
  });
});

describe("qini", () => {
  it("is worked out by hand for six customers", () => {
    // Best first: treated and acts; other and does not; treated and acts; other and acts; treated, not; other, acts.
    // Q = 0, 1, 1, 2, 1, 0.5, −0.0 + … : 3 − 0·1/0, 1 − 0, 2 − 0, 2 − 1·2/2, 2 − 1·3/2, 2 − 2·3/3.
    const area = (0.5 + 1 + 1.5 + 1.5 + 0.75 + 0.25) / 6;
    expect(qini([6, 5, 4, 3, 2, 1], [1, 0, 1, 0, 1, 0], [1, 0, 1, 1, 0, 1])).toBeCloseTo((area - 0) / 3, 12);
  });

  it("is nothing where all scores are the same", () => {
    expect(qini([1, 1, 1, 1], [1, 0, 1, 0], [1, 0, 0, 0])).toBe(0);
  });
});

describe("effectsByGroup", () => {
  const group = (name: string, treated: number, control: number, n: number) => ({ name, treated: shareArm("written to", treated, n), control: shareArm("left alone", control, n) });

  it("draws the luckiest group back, the smaller the more", () => {
    const [large, small] = effectsByGroup([group("large", 300, 200, 1000), group("small", 14, 4, 40), group("flat", 100, 98, 500)], "fixed");
    expect(large?.difference).toBeCloseTo(0.1, 12);
    expect(Math.abs((large?.expected as number) - 0.1)).toBeLessThan(0.03);
    expect(small?.expected).toBeLessThan((small?.difference as number) - 0.08);
    expect(large?.level).toBeCloseTo(1 - 0.05 / 3, 12);
  });

  it("expects the same of all where they scatter no more than chance", () => {
    const effects = effectsByGroup([group("a", 110, 100, 1000), group("b", 105, 100, 1000), group("c", 108, 100, 1000)], "fixed");
    for (const { expected } of effects) expect(expected).toBeCloseTo(effects[0]?.expected as number, 12);
  });

  it("leaves out groups with an empty arm, and takes one group as it is", () => {
    expect(effectsByGroup([group("none", 0, 0, 0)], "fixed")).toEqual([]);
    const [only] = effectsByGroup([group("a", 110, 100, 1000)], "fixed");
    expect(only?.expected).toBeCloseTo(only?.difference as number, 12);
  });
});
