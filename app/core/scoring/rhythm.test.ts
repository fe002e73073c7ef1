import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../shared/instant.ts";
import { driftAt, usualGap } from "./rhythm.ts";

const START = Date.UTC(2025, 0, 1, 20);
const orders = (...gapDays: number[]) => gapDays.reduce((all, gap) => [...all, (all.at(-1) ?? START) + gap * DAY], [START]);
const shop = { medianGapDays: 40, n: 100_000 };

describe("usualGap", () => {
  it("knows nothing of nobody", () => {
    expect(usualGap([], null)).toEqual({ days: null, basis: "none", gaps: 0 });
    expect(usualGap([START], null)).toEqual({ days: null, basis: "none", gaps: 0 });
    expect(usualGap([START], { medianGapDays: 40, n: 0 })).toMatchObject({ basis: "none" });
  });

  it("gives one-time buyers the shop's gap", () => {
    const found = usualGap([START], shop);
    expect(found).toMatchObject({ basis: "shop", gaps: 0 });
    expect(found.days).toBeCloseTo(40, 9);
  });

  it("blends two gaps half and half with the shop's, on the log scale", () => {
    const found = usualGap(orders(90, 90), shop);
    expect(found).toMatchObject({ basis: "blended", gaps: 2 });
    expect(found.days).toBeCloseTo(60, 2); // √(90·40)
  });

  it("takes the median: one forgotten year does not move a monthly habit", () => {
    const found = usualGap(orders(30, 30, 365, 30, 30), null);
    expect(found).toMatchObject({ basis: "own", gaps: 5 });
    expect(found.days).toBeCloseTo(30, 9);
    expect(usualGap(orders(20, 45), null).days).toBeCloseTo(30, 9); // √(20·45)
  });

  it("calls six gaps the customer's own", () => {
    expect(usualGap(orders(30, 30, 30, 30, 30), shop).basis).toBe("blended");
    expect(usualGap(orders(30, 30, 30, 30, 30, 30), shop).basis).toBe("own");
  });

  it("counts an evening that passes midnight, and a day, once", () => {
    const evening = [START, START + 3 * HOUR, START + 5 * HOUR];
    expect(usualGap([...evening, START + 30 * DAY], null)).toMatchObject({ gaps: 1 });
    expect(usualGap(evening, shop)).toMatchObject({ basis: "shop", gaps: 0 });
  });

  it("stays between 14 and 365 days", () => {
    expect(usualGap(orders(2, 2, 2, 2), null).days).toBe(14);
    expect(usualGap(orders(900, 900), null).days).toBe(365);
    expect(usualGap([START], { medianGapDays: 3, n: 50 }).days).toBe(14);
  });

  it("does not depend on the order of orders, nor on doubles", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 * 24 }), { minLength: 1, maxLength: 20 }), (hours) => {
      const moments = hours.map((hour) => START + hour * HOUR);
      expect(usualGap([...moments, ...moments].toReversed(), shop)).toEqual(usualGap(moments, shop));
    }));
  });

  it("nears the own habit as orders of one rhythm come in", () => {
    fc.assert(fc.property(fc.integer({ min: 14, max: 365 }), fc.integer({ min: 14, max: 365 }), fc.integer({ min: 0, max: 10 }), (habit, median, n) => {
      const away = (count: number) => Math.abs(Math.log((usualGap(orders(...Array.from({ length: count }, () => habit)), { medianGapDays: median, n: 500 }).days ?? 0) / habit));
      expect(away(n + 1)).toBeLessThanOrEqual(away(n) + 1e-9);
    }));
  });
});

it("drift begins one and a half usual gaps after the last order", () => {
  expect(driftAt(START, 40)).toBe(START + 60 * DAY);
  expect(driftAt(START, 40, 2)).toBe(START + 80 * DAY);
  expect(Number.isInteger(driftAt(START, 33.333_333))).toBe(true);
});
