import { describe, expect, it } from "vitest";
import { normal, seeded } from "./random.ts";
import { solveCholesky } from "./cholesky.ts";
import { fitLogistic } from "./logistic-regression.ts";

/** Rows of standard normals with labels drawn from known weights. */
function drawn(n: number, weights: readonly number[], intercept: number, seed: number): { x: { values: Float32Array; rows: number; columns: number }; labels: Uint8Array } {
  const random = seeded(seed);
  const values = Float32Array.from({ length: n * weights.length }, () => normal(random));
  const labels = Uint8Array.from({ length: n }, (_, row) => {
    const logit = weights.reduce((sum, weight, column) => sum + weight * (values[row * weights.length + column] as number), intercept);
    return random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  });
  return { x: { values, rows: n, columns: weights.length }, labels };
}

describe("fitLogistic", () => {
  it("finds the weights that made the labels", () => {
    const truth = [1.2, -0.7, 0];
    const { x, labels } = drawn(20_000, truth, -0.4, 7);
    const fit = fitLogistic(x, labels, 1e-6);
    truth.forEach((weight, column) => expect(fit?.weights[column as never]).toBeCloseTo(weight, 1));
    expect(fit?.intercept).toBeCloseTo(-0.4, 1);
  });

  it("stands where the gradient is 0, wherever it began", () => {
    const { x, labels } = drawn(500, [0.8, -1.5], 1, 8);
    const fit = fitLogistic(x, labels, 5);
    const again = fitLogistic(x, labels, 5, { weights: [4, 4], intercept: -4 });
    if (!fit || !again) throw new Error("there is a fit");
    const [w0 = 0, w1 = 0] = fit.weights;
    const gradient = [5 * w0, 5 * w1, 0];
    for (let row = 0; row < x.rows; row++) {
      const [a = 0, b = 0] = x.values.subarray(row * 2);
      const error = 1 / (1 + Math.exp(-(w0 * a + w1 * b + fit.intercept))) - (labels[row] as number);
      [a, b, 1].forEach((value, index) => (gradient[index] = (gradient[index] as number) + error * value));
    }
    gradient.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-2));
    expect(Math.abs(again.intercept - fit.intercept)).toBeLessThan(1e-4);
  });

  it("stays finite where one column tells everything, and where two columns are one", () => {
    const values = Float32Array.from({ length: 40 }, (_, index) => (index < 20 ? -1 : 1));
    const labels = Uint8Array.from({ length: 20 }, (_, row) => (row < 10 ? 0 : 1));
    const fit = fitLogistic({ values, rows: 20, columns: 2 }, labels, 1);
    const [one = Number.NaN, other = Number.NaN] = fit?.weights ?? [];
    expect(one).toBeGreaterThan(0);
    expect(one).toBeCloseTo(other, 6);
  });

  it("has nothing to say where all labels are the same", () => {
    expect(fitLogistic({ values: new Float32Array(3), rows: 3, columns: 1 }, new Uint8Array(3), 1)).toBeNull();
    expect(fitLogistic({ values: new Float32Array(3), rows: 3, columns: 1 }, new Uint8Array([1, 1, 1]), 1)).toBeNull();
  });
});

describe("solveCholesky", () => {
  it("solves a system done by hand", () => {
    expect([...(solveCholesky(Float64Array.of(4, 0, 2, 3), Float64Array.of(8, 10), 2) ?? [])]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(3, 12)]);
  });

  it("refuses what is not positive definite", () => {
    expect(solveCholesky(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1), 2)).toBeNull();
  });
});
