import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean } from "../metrics.ts";
import { beta, exponential, gamma, normal, poisson, seeded } from "./random.ts";
import type { Random } from "./random.ts";

const DRAWS = 20_000;

/** Mean and variance of many draws. */
function moments(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = seeded(7);
  const values = Array.from({ length: DRAWS }, () => draw(random));
  const middle = mean(values);
  return { mean: middle, variance: mean(values.map((value) => (value - middle) ** 2)) };
}

describe("seeded", () => {
  it("gives the same numbers for the same seed, in [0, 1), and others for another", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, other) => {
        const take = (from: number): number[] => {
          const random = seeded(from);
          return Array.from({ length: 20 }, () => random());
        };
        expect(take(seed)).toEqual(take(seed));
        expect(take(seed).every((value) => value >= 0 && value < 1)).toBe(true);
        if ((seed | 0) !== (other | 0)) expect(take(seed)).not.toEqual(take(other));
      }),
    );
  });

  it("fills sixteen equal parts evenly, also from neighbouring seeds", () => {
    for (const draw of [seeded(1), ((seed) => () => seeded(seed++)())(0)]) {
      const counts = Array.from({ length: 16 }, () => 0);
      for (let index = 0; index < 16_000; index++) {
        const part = Math.floor(draw() * 16);
        counts[part] = (counts[part] ?? 0) + 1;
      }
      // χ² with 15 degrees of freedom: 50 has a chance of 1 in 100,000.
      expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(50);
    }
  });
});

describe("draws have the mean and variance of their distribution", () => {
  const cases: [string, (random: Random) => number, number, number][] = [
    ["normal", normal, 0, 1],
    ["exponential of rate 4", (random) => exponential(random, 4), 1 / 4, 1 / 16],
    ...[0.05, 0.3, 1, 2.5, 400].map((shape): [string, (random: Random) => number, number, number] => [`gamma of shape ${shape}`, (random) => gamma(random, shape), shape, shape]),
    ...([[0.8, 2.4], [5, 1], [40, 60]] as const).map(([a, b]): [string, (random: Random) => number, number, number] => [`beta of ${a} and ${b}`, (random) => beta(random, a, b), a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1))]),
    ...[0, 0.2, 5, 31, 1000].map((rate): [string, (random: Random) => number, number, number] => [`Poisson of ${rate}`, (random) => poisson(random, rate), rate, rate]),
  ];
  it.each(cases)("%s", (_name, draw, expectedMean, expectedVariance) => {
    const found = moments(draw);
    expect(Math.abs(found.mean - expectedMean)).toBeLessThanOrEqual(5 * Math.sqrt(expectedVariance / DRAWS));
    expect(Math.abs(found.variance - expectedVariance)).toBeLessThanOrEqual(0.12 * expectedVariance);
  });
});
