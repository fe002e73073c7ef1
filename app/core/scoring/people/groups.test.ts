import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openData } from "../../../evaluate/data.ts";
import { uciHistories } from "../../../evaluate/events-of.ts";
import { normal, seeded } from "../numeric/random.ts";
import { observe } from "../observed.ts";
import { figuresOf } from "./figures.ts";
import { CUSTOMERS_FOR_GROUPS, fitGroups, groupOf, groupWords, standardised } from "./groups.ts";
import type { GroupModel } from "./groups.ts";
import { kMeans, lloyd } from "./k-means.ts";
import { RfmTable } from "./rfm.ts";
import { silhouettes } from "./silhouette.ts";

const data = openData(fileURLToPath(new URL("../../../../../shared/scoring/", import.meta.url)));
const hasUci = data.has("uci_*.csv.gz");
if (!hasUci) console.warn("NOT TESTED: k-means on UCI Online Retail. ../shared/scoring has no uci_*.csv.gz.");

/** Customers around given (recency, orders, spend), in equal numbers. */
function around(kinds: readonly (readonly [number, number, number])[], each: number, seed: number, spread = 0.1): RfmTable {
  const random = seeded(seed);
  const table = new RfmTable();
  for (let index = 0; index < each; index++) {
    for (const [recency, orders, spend] of kinds) table.add(recency * Math.exp(spread * normal(random)), Math.round(orders * Math.exp(spread * normal(random))), spend * Math.exp(spread * normal(random)));
  }
  return table;
}

const KINDS: readonly (readonly [number, number, number])[] = [[10, 30, 900_000], [200, 12, 90_000], [300, 1, 2000]];

describe("groups", () => {
  it("are those that are there, as many as there are, the best first", () => {
    const model = fitGroups(around(KINDS, 200, 1), 7) as GroupModel;
    expect(model.sizes).toEqual([200, 200, 200]);
    expect(KINDS.map((kind) => groupOf(model, ...kind))).toEqual([1, 2, 3]);
    expect(model.silhouettes.indexOf(Math.max(...model.silhouettes))).toBe(1);
  });

  it("say in plain words who is in them", () => {
    const model = fitGroups(around(KINDS, 200, 1), 7) as GroupModel;
    expect(groupWords(model, 1)).toMatch(/^bought often, lately, and spent much; typically (29|30|31) purchases, the last (9|10) days ago$/);
    expect(groupWords(model, 3)).toMatch(/^bought once, long ago, and spent little; typically 1 purchase, the last \d+ days ago$/);
    expect(() => groupWords(model, 4)).toThrow("group must be 1 to 3, not 4");
  });

  it("are the same for the same seed, and survive being stored as JSON", () => {
    const table = around(KINDS, 100, 3, 0.6);
    const model = fitGroups(table, 5) as GroupModel;
    expect(fitGroups(table, 5)).toEqual(model);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("are found on a sample of a large shop, and hold all of it", () => {
    const model = fitGroups(around(KINDS, 3600, 11), 2) as GroupModel;
    expect(model.sizes).toEqual([3600, 3600, 3600]);
  });

  it("are none where customers are few or all alike", () => {
    expect(fitGroups(around(KINDS, 10, 1), 1)).toBeNull();
    const alike = new RfmTable();
    for (let index = 0; index < 2 * CUSTOMERS_FOR_GROUPS; index++) alike.add(10, 1, 1999);
    expect(fitGroups(alike, 1)).toBeNull();
  });

  it("are finite, and every customer has one, whatever the figures", () => {
    const odd = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity, -1, 0, 1, 1e300));
    fc.assert(fc.property(fc.array(fc.tuple(odd, fc.oneof(odd, fc.constant(1)), odd), { minLength: 60, maxLength: 120 }), fc.tuple(odd, odd, odd), (customers, one) => {
      const table = new RfmTable();
      for (const [recency, orders, spend] of customers) table.add(recency, orders, spend);
      const model = fitGroups(table, 1);
      if (model === null) return;
      expect([...model.centres, ...model.mean, ...model.deviation, ...model.silhouettes].every(Number.isFinite)).toBe(true);
      expect(model.sizes.reduce((sum, size) => sum + size, 0)).toBe(table.size);
      const group = groupOf(model, ...one);
      expect(Number.isInteger(group) && group >= 1 && group <= model.sizes.length).toBe(true);
      expect(groupWords(model, group)).not.toMatch(/NaN|Infinity/);
    }), { numRuns: 30 });
  });
});

describe("k-means", () => {
  it("never gets worse by an iteration, and stops where nothing moves", () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, k) => {
      const { points } = standardised(around(KINDS, 30, seed, 0.8).values);
      const start = points.slice(0, 3 * k);
      const inertias = [1, 2, 3, 300].map((iterations) => lloyd(points, start, iterations).inertia);
      inertias.slice(1).forEach((inertia, index) => expect(inertia).toBeLessThanOrEqual((inertias[index] as number) + 1e-9));
      const end = lloyd(points, start, 300);
      expect(lloyd(points, end.centres, 300).inertia).toBeCloseTo(end.inertia, 2);
    }), { numRuns: 30 });
  });

  it("has silhouettes as worked out by hand", () => {
    // Two pairs a unit apart, ten units between: of each point a = 1 and b the mean of 10 and 11, or of 9 and 10.
    const points = Float64Array.from([0, 0, 0, 1, 0, 0, 10, 0, 0, 11, 0, 0]);
    const expected = ((10.5 - 1) / 10.5 + (9.5 - 1) / 9.5) / 2;
    expect(silhouettes(points, [Float64Array.from([0.5, 0, 0, 10.5, 0, 0])])[0]).toBeCloseTo(expected, 12);
  });

  it.skipIf(!hasUci)("is within 0.5 % of scikit-learn's best of 50 on UCI at 2011-08-31, k = 2 to 8", () => {
    const cut = Date.UTC(2011, 8, 1) - 1;
    const table = new RfmTable();
    for (const events of uciHistories(data.uci()).values()) {
      const figures = figuresOf(observe(events, [], cut, "GBP").profile, cut, "GBP");
      if (figures) table.add(figures.recencyDays, figures.orders, figures.spend);
    }
    const { points } = standardised(table.values);
    const best = [5017.61, 3757.42, 3017.87, 2590.56, 2311.27, 2089.78, 1923.83];
    for (const [index, inertia] of best.entries()) expect(Math.abs(kMeans(points, index + 2, 20, seeded(1)).inertia / inertia - 1)).toBeLessThan(0.005);
  });
});
