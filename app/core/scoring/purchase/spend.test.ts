import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean } from "../metrics.ts";
import { poisson, seeded } from "../numeric/random.ts";
import { lifetimeValue } from "./lifetime-value.ts";
import { expectedPurchases } from "./model.ts";
import type { PurchaseModel } from "./model.ts";
import { simulateSpend } from "./simulated.ts";
import { SpendTable, expectedSpend, fitSpend } from "./spend.ts";
import type { SpendModel } from "./spend.ts";

/** Fader & Hardie's on CDNOW (note 025). */
const CDNOW: SpendModel = { p: 6.25, q: 3.74, v: 15.44, logLikelihood: -4055.9, customers: 946 };
const PURCHASE: PurchaseModel = { family: "bg_nbd", k: 1, parameters: [0.243, 4.414 * 7, 0.793, 2.426], logLikelihood: -9582.4, customers: 2357, dropOut: true };

function simulated(scale = 1, count = 3000): { table: SpendTable; customers: { x: number; mean: number; trueMean: number }[] } {
  const random = seeded(3);
  const table = new SpendTable();
  const customers = Array.from({ length: count }, () => {
    const x = 1 + poisson(random, 2);
    return { x, ...simulateSpend(random, { p: 4, q: 4, v: 2000 * scale }, x) };
  });
  for (const customer of customers) table.add(customer.x, customer.mean);
  return { table, customers };
}

describe("fitSpend", () => {
  it("finds the truth again, and its expectations are right on average", () => {
    const { table, customers } = simulated(1, 30_000);
    const model = fitSpend(table);
    expect(model).not.toBeNull();
    if (!model) return;
    expect(model.p).toBeGreaterThan(3.6);
    expect(model.p).toBeLessThan(4.4);
    expect(model.q).toBeGreaterThan(3.6);
    expect(model.q).toBeLessThan(4.4);
    const off = customers.filter(({ mean: own }) => own > 4000).map(({ x, mean: own, trueMean }) => expectedSpend(model, x, own) - trueMean);
    expect(Math.abs(mean(off))).toBeLessThan(4 * Math.sqrt(mean(off.map((value) => value * value)) / off.length));
  });

  it("gives the same whatever the unit, but for the unit", () => {
    const [pounds, pence] = [fitSpend(simulated().table), fitSpend(simulated(100).table)];
    expect((pence?.v ?? 0) / (pounds?.v ?? 1)).toBeCloseTo(100, 3);
    expect((pence?.p ?? 0) / (pounds?.p ?? 1)).toBeCloseTo(1, 5);
    expect((pounds?.logLikelihood ?? 0) - (pence?.logLikelihood ?? 0)).toBeCloseTo(3000 * Math.log(100), 2);
  });

  it("ends at the same place from every start", () => {
    const { table } = simulated();
    const best = fitSpend(table)?.logLikelihood ?? Number.NaN;
    fc.assert(
      fc.property(fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -2, max: 4, noNaN: true }))), ([p = 0, q = 0, v = 0]) => {
        expect(fitSpend(table, [[p, q, v]])?.logLikelihood).toBeCloseTo(best, 4);
      }),
      { numRuns: 15 },
    );
  });

  it("is finite where everybody spends the same, and null for too few", () => {
    const same = new SpendTable();
    for (let index = 0; index < 100; index++) same.add(1 + (index % 3), 2500);
    const model = fitSpend(same);
    expect(model && expectedSpend(model, 2, 2500)).toBeCloseTo(2500, -1);
    expect(fitSpend(new SpendTable())).toBeNull();
  });

  it("refuses amounts that are none, by name, and leaves out who spent nothing", () => {
    const table = new SpendTable();
    expect(() => table.add(1, -5)).toThrow("meanSpend is -5");
    expect(() => table.add(Number.NaN, 5)).toThrow("x is NaN");
    table.add(2, 0);
    table.add(0, 10);
    expect(table.customers).toBe(0);
  });
});

describe("expectedSpend", () => {
  // The published expectations of CDNOW's first customers (Hardie's sheet, tolerance 0.1).
  it.each([[2, 22.35, 24.65], [1, 11.77, 18.91], [0, 0, 35.17]])("of %d purchases of %d is %d", (x, own, expected) => {
    expect(Math.abs(expectedSpend(CDNOW, x, own) - expected)).toBeLessThan(0.1);
  });

  it("lies between what everybody and what they themselves spend, nearer to theirs with every purchase", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0.01, max: 1e6, noNaN: true }), (x, own) => {
        const shop = expectedSpend(CDNOW, 0, 0);
        const spend = expectedSpend(CDNOW, x, own);
        expect(spend).toBeGreaterThanOrEqual(Math.min(shop, own) * (1 - 1e-12));
        expect(spend).toBeLessThanOrEqual(Math.max(shop, own) * (1 + 1e-12));
        expect(Math.abs(expectedSpend(CDNOW, x + 1, own) - own)).toBeLessThanOrEqual(Math.abs(spend - own) * (1 + 1e-12));
      }),
    );
  });
});

describe("lifetimeValue", () => {
  const repeat = { x: 2, tx: 213, T: 272 };

  it("without interest is purchases times spend", () => {
    const value = lifetimeValue(PURCHASE, CDNOW, repeat, 22.35, { days: 365, annualRate: 0 });
    expect(value).toBeCloseTo(expectedPurchases(PURCHASE, repeat, 365) * expectedSpend(CDNOW, 2, 22.35), 9);
  });

  it("is worth less with interest, and more over a longer time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (days, annualRate) => {
        const value = (over: number, rate: number): number => lifetimeValue(PURCHASE, CDNOW, repeat, 22.35, { days: over, annualRate: rate });
        expect(value(days, annualRate)).toBeLessThan(value(days, 0));
        expect(value(days + 40, annualRate)).toBeGreaterThan(value(days, annualRate));
        // A month's purchases are discounted by that month at most.
        expect(value(days, annualRate)).toBeGreaterThan(value(days, 0) / (1 + annualRate) ** (days / 360));
      }),
    );
  });

  it("refuses horizons and rates that are none, by name", () => {
    expect(() => lifetimeValue(PURCHASE, CDNOW, repeat, 20, { days: Number.NaN, annualRate: 0.1 })).toThrow("days is NaN");
    expect(() => lifetimeValue(PURCHASE, CDNOW, repeat, 20, { days: 1e9, annualRate: 0.1 })).toThrow("days");
    expect(() => lifetimeValue(PURCHASE, CDNOW, repeat, 20, { days: 90, annualRate: -1 })).toThrow("annualRate is -1");
    expect(lifetimeValue(PURCHASE, CDNOW, repeat, 20, { days: 0, annualRate: 0.1 })).toBe(0);
  });
});
