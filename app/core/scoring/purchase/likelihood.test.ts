import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgLogLikelihood } from "./bg-likelihood.ts";
import type { LogLikelihood } from "./bg-likelihood.ts";
import { paretoLogLikelihood } from "./pareto.ts";
import type { RepeatRows } from "./repeat.ts";
import { spendLogLikelihood } from "./spend.ts";

const customer = fc.record({ x: fc.integer({ min: 0, max: 40 }), T: fc.double({ min: 1, max: 500, noNaN: true }), share: fc.double({ min: 0.01, max: 1, noNaN: true }), n: fc.integer({ min: 1, max: 9 }) });
const tables = fc.array(customer, { minLength: 1, maxLength: 12 }).map((customers): RepeatRows => ({
  x: Float64Array.from(customers, ({ x }) => x), tx: Float64Array.from(customers, ({ x, T, share }) => (x === 0 ? 0 : T * share)), T: Float64Array.from(customers, ({ T }) => T), n: Float64Array.from(customers, ({ n }) => n), logGaps: 12,
}));
const parameter = fc.double({ min: -2, max: 4, noNaN: true }).map(Math.exp);
const parameters = fc.tuple(parameter, parameter, parameter, parameter);

/** Slopes on the logarithms, beside those of central differences of four points. */
function expectSlopes(logLikelihood: LogLikelihood, at: readonly number[]): void {
  const gradient = new Float64Array(at.length);
  const value = logLikelihood(at, gradient);
  expect(Number.isFinite(value)).toBe(true);
  at.forEach((place, index) => {
    const moved = (steps: number): number => logLikelihood(at.with(index, place * Math.exp(steps * 1e-3)), new Float64Array(at.length));
    const difference = (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / 12e-3;
    const slope = (gradient[index] as number) * place;
    expect(Math.abs(slope - difference)).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(value), Math.abs(slope)));
  });
}

describe("log-likelihoods' slopes are those of central differences", () => {
  for (const leavesAtFirst of [false, true]) {
    it.each([1, 2, 5])(`${leavesAtFirst ? "MBG" : "BG"}/CNBD-%d`, (k) => {
      fc.assert(fc.property(tables, parameters, (rows, at) => expectSlopes(bgLogLikelihood(rows, { k, leavesAtFirst }), at)));
    });
  }

  it("Pareto/NBD", () => {
    fc.assert(fc.property(tables, parameters, (rows, at) => expectSlopes(paretoLogLikelihood(rows), at)));
  });

  it("Gamma-Gamma", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 50, noNaN: true })), { minLength: 1, maxLength: 12 }), parameter, parameter, parameter, (customers, p, q, v) => {
        const likelihood = spendLogLikelihood(Float64Array.from(customers, ([x]) => x), Float64Array.from(customers, ([, amount]) => amount));
        expectSlopes((at, gradient) => likelihood([at[0] as number, at[1] as number, at[2] as number], gradient), [p, q, v]);
      }),
    );
  });
});

describe("merging", () => {
  it("changes no likelihood", () => {
    fc.assert(
      fc.property(tables, parameters, fc.constantFrom(1, 3), (rows, at, k) => {
        const each = Array.from(rows.n).flatMap((n, row) => Array.from({ length: n }, () => row));
        const apart: RepeatRows = { x: Float64Array.from(each, (row) => rows.x[row] as number), tx: Float64Array.from(each, (row) => rows.tx[row] as number), T: Float64Array.from(each, (row) => rows.T[row] as number), n: new Float64Array(each.length).fill(1), logGaps: rows.logGaps };
        for (const of of [(given: RepeatRows) => bgLogLikelihood(given, { k, leavesAtFirst: true }), paretoLogLikelihood]) {
          const [merged, single] = [of(rows)(at, new Float64Array(4)), of(apart)(at, new Float64Array(4))];
          expect(Math.abs(merged - single)).toBeLessThanOrEqual(1e-10 * Math.abs(single));
        }
      }),
    );
  });
});

it("regularity is not told without the gaps", () => {
  const rows: RepeatRows = { x: Float64Array.of(1), tx: Float64Array.of(1), T: Float64Array.of(2), n: Float64Array.of(1), logGaps: null };
  expect(() => bgLogLikelihood(rows, { k: 2, leavesAtFirst: true })).toThrow("gaps");
});
