import { describe, expect, it } from "vitest";
import { seeded } from "../numeric/random.ts";
import { logistic, logit } from "../numeric/logistic.ts";
import { calibrate, calibrated, EDGE, ENOUGH_FOR_ISOTONIC } from "./calibrate.ts";
import { binOf, reliabilityOf } from "../reliability.ts";

/** Overconfident chances: the truth's log-odds are half of what is said, and a little lower. */
function overconfident(n: number, seed: number): { raw: Float64Array; truth: Float64Array; labels: Uint8Array } {
  const random = seeded(seed);
  const raw = Float64Array.from({ length: n }, () => 0.02 + 0.96 * random());
  const truth = raw.map((chance) => logistic(0.5 * logit(chance, EDGE) - 0.3));
  return { raw, truth, labels: Uint8Array.from(truth, (chance) => (random() < chance ? 1 : 0)) };
}

describe.each([
  ["Platt's", 800, 0.1],
  ["isotonic", 20_000, 0.06],
])("%s map, from %i rows", (_, n, near) => {
  const { raw, truth, labels } = overconfident(n, 11);
  const rungs = calibrate(raw, labels);

  it("brings chances to the truth", () => {
    const worst = Math.max(...raw.map((chance, row) => Math.abs(calibrated(rungs, chance) - (truth[row] as number))));
    expect(worst).toBeLessThan(near);
    expect(Math.max(...raw.map((chance, row) => Math.abs(chance - (truth[row] as number))))).toBeGreaterThan(0.15);
  });

  it("never falls, and stays within 0 and 1", () => {
    const mapped = Array.from({ length: 1001 }, (__, index) => calibrated(rungs, index / 1000));
    mapped.forEach((chance, index) => expect(chance).toBeGreaterThanOrEqual(index === 0 ? 0 : (mapped[index - 1] as number)));
    expect(mapped.at(-1)).toBeLessThanOrEqual(1);
  });
});

it("takes the isotonic map only where the data bears it: it has another number of rungs than Platt's", () => {
  const { raw, labels } = overconfident(2 * ENOUGH_FOR_ISOTONIC + 2_000, 12);
  expect(calibrate(raw, labels).length).not.toBe(calibrate(raw.slice(0, 900), labels.slice(0, 900)).length);
});

it("leaves chances alone where only one outcome ever came, and where chances rank nobody", () => {
  const same = calibrate(Float64Array.of(0.2, 0.7), Uint8Array.of(1, 1));
  const upside = calibrate(Float64Array.of(0.1, 0.2, 0.8, 0.9), Uint8Array.of(1, 1, 0, 0));
  for (const rungs of [same, upside]) expect([0, 0.3, 1].map((chance) => calibrated(rungs, chance))).toEqual([0, 0.3, 1]);
});

describe("reliability", () => {
  it("counts every row once in at most ten bins without a gap", () => {
    const { raw, labels } = overconfident(777, 13);
    const bins = reliabilityOf(raw, labels);
    expect(bins).toHaveLength(10);
    expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(777);
    expect(bins.map(({ from }) => from)).toEqual([0, ...bins.slice(0, -1).map(({ until }) => until)]);
    expect(bins.at(-1)?.until).toBe(1);
    expect(bins.reduce((sum, { n, observed }) => sum + n * observed, 0)).toBeCloseTo(labels.reduce((sum, label) => sum + label, 0), 6);
  });

  it("keeps equal predictions together, and finds the bin of any value", () => {
    const bins = reliabilityOf(new Float64Array(50).fill(0.3), new Uint8Array(50).fill(1));
    expect(bins).toEqual([{ from: 0, until: 1, n: 50, predicted: expect.closeTo(0.3, 12) as number, observed: 1 }]);
    expect(binOf(bins, 1)).toBe(bins[0]);
    expect(binOf([], 0.5)).toBeUndefined();
  });
});
