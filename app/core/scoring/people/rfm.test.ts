import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { anyProfile } from "../../../../test/any-profile.ts";
import { figuresOf } from "./figures.ts";
import { fitRfm, rfmOf, RfmTable } from "./rfm.ts";
import type { RfmModel } from "./rfm.ts";
import { segmentOf, SEGMENTS } from "./segment-names.ts";

const NOW = Date.UTC(2026, 5, 1);
type Row = readonly [recencyDays: number, orders: number, spend: number];

function fitted(rows: readonly Row[]): RfmModel {
  const table = new RfmTable();
  for (const row of rows) table.add(...row);
  return fitRfm(table) as RfmModel;
}

const row = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 500_000 }));
const rows = fc.array(row, { minLength: 1, maxLength: 200 });

describe("quintiles", () => {
  it("hold a fifth each where no two customers are alike", () => {
    const model = fitted(Array.from({ length: 2000 }, (_, index): Row => [index, index + 1, index * 10]));
    const counts = [0, 0, 0, 0, 0];
    for (let index = 0; index < 2000; index++) {
      const { r, f, m } = rfmOf(model, index, index + 1, index * 10);
      expect([r, f]).toEqual([6 - m, m]);
      counts[m - 1] = (counts[m - 1] as number) + 1;
    }
    expect(counts).toEqual([400, 400, 400, 400, 400]);
  });

  it("give equal figures the same quintile, and a better figure never a worse one", () => {
    fc.assert(fc.property(rows, row, row, (all, one, other) => {
      const model = fitted(all);
      const [a, b] = [rfmOf(model, ...one), rfmOf(model, ...other)];
      if (one[0] <= other[0]) expect(a.r).toBeGreaterThanOrEqual(b.r);
      if (one[1] >= other[1]) expect(a.f).toBeGreaterThanOrEqual(b.f);
      if (one[2] >= other[2]) expect(a.m).toBeGreaterThanOrEqual(b.m);
    }));
  });

  it("call one order the first quintile of frequency, however many have one", () => {
    const model = fitted([...Array.from({ length: 900 }, (): Row => [10, 1, 100]), ...Array.from({ length: 100 }, (): Row => [10, 2, 100])]);
    expect(rfmOf(model, 10, 1, 100).f).toBe(1);
    expect(rfmOf(model, 10, 2, 100).f).toBe(5);
  });

  it("call everybody middling in a shop whose customers all bought the same on one day", () => {
    expect(rfmOf(fitted([[5, 1, 900], [5, 1, 900], [5, 1, 900]]), 5, 1, 900)).toMatchObject({ r: 3, f: 1, m: 3 });
    expect(rfmOf(fitted([[0, 1, 0]]), 0, 1, 0)).toMatchObject({ r: 3, f: 1, m: 3 });
  });

  it("survive being stored as JSON", () => {
    fc.assert(fc.property(rows, row, (all, one) => {
      const model = fitted(all);
      expect(rfmOf(JSON.parse(JSON.stringify(model)) as RfmModel, ...one)).toEqual(rfmOf(model, ...one));
    }));
  });

  it("are none without customers, and take no harm from figures that are none", () => {
    const table = new RfmTable();
    table.add(10, 0, 100);
    expect(fitRfm(table)).toBeNull();
    const model = fitted([[1, 1, 1], [Number.NaN, 1, Number.NaN], [-5, 2, -100], [Infinity, Infinity, Infinity]]);
    expect(JSON.stringify(model)).not.toContain("NaN");
    for (const odd of [Number.NaN, -1, Infinity, -Infinity]) expect(rfmOf(model, odd, odd, odd).segment in SEGMENTS).toBe(true);
  });
});

describe("segments", () => {
  it("name every triple, and use every name", () => {
    const used = new Set<string>();
    for (let r = 1; r <= 5; r++) for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) used.add(segmentOf(r, f, m));
    expect([...used].sort()).toEqual(Object.keys(SEGMENTS).sort());
  });

  it("call a customer with a single order neither champion nor loyal, however much was spent", () => {
    for (let r = 1; r <= 5; r++) for (let m = 1; m <= 5; m++) expect(["champions", "loyal", "cannot_lose"]).not.toContain(segmentOf(r, 1, m));
  });

  it.each([[5, 5, 5, "champions"], [1, 5, 5, "cannot_lose"], [5, 1, 1, "new"], [1, 1, 1, "lost"], [2, 4, 3, "at_risk"], [3, 3, 3, "need_attention"], [4, 1, 1, "promising"]] as const)("%i%i%i is %s", (r, f, m, name) => {
    expect(segmentOf(r, f, m)).toBe(name);
  });
});

describe("a customer's figures", () => {
  it("are whole, finite and not negative for every profile", () => {
    fc.assert(fc.property(anyProfile(NOW), (profile) => {
      const figures = figuresOf(profile, NOW, "USD");
      if (figures === null) return;
      for (const value of [figures.recencyDays, figures.orders]) expect(Number.isInteger(value) && value >= 0).toBe(true);
      expect(figures.orders).toBeGreaterThanOrEqual(1);
      expect(Number.isFinite(figures.spend) && figures.spend >= 0).toBe(true);
    }));
  });

  it("do not change within a day: live and replay agree", () => {
    fc.assert(fc.property(anyProfile(NOW), (profile) => {
      const last = profile.orders.findLast(({ cancelled, at }) => !cancelled && at <= NOW)?.at;
      if (last === undefined || profile.orders.some(({ at }) => at > NOW)) return;
      const begin = last + Math.floor((NOW - last) / DAY) * DAY;
      expect(figuresOf(profile, begin + DAY - 1, "USD")).toEqual(figuresOf(profile, begin, "USD"));
    }));
  });
});
