import { expect, test } from "vitest";
import { aucGap, gapOf, lossGap } from "./metric-gap.ts";
import { auc } from "./metrics.ts";
import { seeded } from "./numeric/random.ts";

/** Cases whose outcome goes by a hidden figure, seen through noise. */
function cases(n: number, noise: number, seed: number): { labels: number[]; scores: number[] } {
  const random = seeded(seed);
  const hidden = Array.from({ length: n }, () => random());
  const labels = hidden.map((one) => (random() < one ? 1 : 0));
  return { labels, scores: hidden.map((one) => one + noise * (random() - 0.5)) };
}

test("the interval of two areas lies around their difference, and is narrower with more cases", () => {
  const width = (n: number): number => {
    const { labels, scores } = cases(n, 0.4, 1);
    const coin = cases(n, 0, 2).scores;
    const gap = aucGap(scores, coin, labels);
    if (gap === null) return expect.fail("there are enough cases");
    expect((gap.low + gap.high) / 2).toBeCloseTo(auc(scores, labels) - auc(coin, labels), 10);
    return gap.high - gap.low;
  };
  expect(width(4000)).toBeLessThan(width(400) / 2.5);
});

test("what is the same is not ahead, what knows is, and a coin beside it is behind", () => {
  const { labels, scores } = cases(600, 0.2, 3);
  const coin = cases(600, 0, 4).scores;
  expect(aucGap(scores, scores, labels)).toEqual({ low: 0, high: 0 });
  expect(aucGap(scores, coin, labels)?.low).toBeGreaterThan(0);
  expect(aucGap(coin, scores, labels)?.high).toBeLessThan(0);
});

test("an interval of areas covers no difference in about 95 of 100 trials", () => {
  let covered = 0;
  for (let trial = 0; trial < 300; trial++) {
    const random = seeded(1000 + trial);
    const { labels } = cases(200, 0, 5000 + trial);
    const gap = aucGap(labels.map(random), labels.map(random), labels);
    if (gap && gap.low <= 0 && gap.high >= 0) covered++;
  }
  expect(covered / 300).toBeGreaterThan(0.91);
  expect(covered / 300).toBeLessThan(0.99);
});

test("losses are paired by case; less is ahead", () => {
  const hard = Array.from({ length: 50 }, (_, index) => index);
  const gap = lossGap(hard.map((loss) => loss + (loss % 2 === 0 ? 0.9 : 1.1)), hard.map((loss) => loss + 2));
  expect(gap?.low).toBeGreaterThan(0.9);
  expect(gap?.high).toBeLessThan(1.1);
});

test("too few cases say nothing", () => {
  expect(lossGap([1, 2, 3], [2, 3, 4])).toBeNull();
  expect(aucGap(Array.from({ length: 100 }, (_, index) => index), new Float64Array(100), Array.from({ length: 100 }, (_, index) => Number(index > 90)))).toBeNull();
  expect(gapOf(0.1, 0.05).low).toBeCloseTo(0.002, 3);
});
