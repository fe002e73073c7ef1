import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../../shared/instant.ts";
import { RepeatTable, repeatOf } from "./repeat.ts";
import type { Repeat } from "./repeat.ts";

const START = Date.UTC(2026, 0, 1);

const repeats: fc.Arbitrary<Repeat> = fc.record({ x: fc.integer({ min: 0, max: 5 }), T: fc.integer({ min: 0, max: 9 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ x, T, share }) => ({ x, tx: x === 0 ? 0 : Math.round(T * share), T }));

describe("repeatOf", () => {
  it("counts days and not orders, whatever their order", () => {
    const moments = [START + 30 * DAY, START + HOUR, START + 5 * HOUR, START + 10 * DAY, START + 30 * DAY + 3 * HOUR];
    const { logGaps, ...rest } = repeatOf(moments, START + 100 * DAY + HOUR) ?? { logGaps: 0 };
    expect(rest).toEqual({ x: 2, tx: 30, T: 100 });
    expect(logGaps).toBeCloseTo(Math.log(10) + Math.log(20), 12);
  });

  it("leaves out what comes after the end, and is null where nothing is left", () => {
    expect(repeatOf([START, START + 50 * DAY], START + 10 * DAY)).toEqual({ x: 0, tx: 0, T: 10, logGaps: 0 });
    expect(repeatOf([START + DAY], START)).toBeNull();
    expect(repeatOf([], START)).toBeNull();
  });
});

describe("RepeatTable", () => {
  it("merges equal customers and loses none", () => {
    fc.assert(
      fc.property(fc.array(repeats, { maxLength: 3000 }), (customers) => {
        const table = new RepeatTable();
        const counted = new Map<string, number>();
        for (const customer of customers) {
          table.add(customer);
          const key = `${customer.x} ${customer.tx} ${customer.T}`;
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
        const { x, tx, T, n } = table.rows();
        expect(table.customers).toBe(customers.length);
        expect(new Map(Array.from(n, (times, row) => [`${x[row]} ${tx[row]} ${T[row]}`, times]))).toEqual(counted);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps apart what differs, with thousands of rows", () => {
    const table = new RepeatTable();
    for (let T = 0; T < 100; T++) for (let tx = 0; tx <= T; tx++) table.add({ x: 1, tx, T }, 2);
    const { n } = table.rows();
    expect(n.length).toBe(5050);
    expect(n.every((times) => times === 2)).toBe(true);
    expect(table.customers).toBe(10_100);
  });

  it("knows the gaps only where everybody's are given", () => {
    const table = new RepeatTable();
    table.add({ x: 0, tx: 0, T: 5 });
    table.add({ x: 1, tx: 4, T: 5, logGaps: Math.log(4) }, 3);
    expect(table.rows().logGaps).toBeCloseTo(3 * Math.log(4), 12);
    table.add({ x: 1, tx: 4, T: 5 });
    expect(table.rows().logGaps).toBeNull();
  });

  it.each([
    [{ x: -1, tx: 0, T: 1 }, "x is -1"],
    [{ x: 1.5, tx: 0, T: 1 }, "x is 1.5"],
    [{ x: 1, tx: Number.NaN, T: 1 }, "tx is NaN"],
    [{ x: 1, tx: 0, T: Infinity }, "T is Infinity"],
    [{ x: 1, tx: 3, T: 2 }, "tx is 3"],
    [{ x: 0, tx: 1, T: 2 }, "tx is 1"],
  ])("refuses %j by name", (repeat, words) => {
    expect(() => new RepeatTable().add(repeat)).toThrow(words);
  });
});
