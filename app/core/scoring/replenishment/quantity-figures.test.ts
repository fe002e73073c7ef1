import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY } from "../../shared/instant.ts";
import { addGap, gapPerUnit, NO_GAPS } from "../gaps.ts";
import { runOut } from "../run-out.ts";
import { ShopFigures } from "../shop-figures.ts";
import { gapsAt, NO_UNITS, withUnits } from "./quantity-figures.ts";
import { REFILLS, simulate, START } from "./testing.ts";
import { TimingSums } from "./timing-sums.ts";
import { fitQuantity } from "./quantity.ts";

const gaps = fc.array(fc.tuple(fc.double({ min: 1, max: 900, noNaN: true }), fc.integer({ min: 1, max: 50 })), { maxLength: 20 });
const END = START + 400 * DAY;

function figuresOf(exponent: number) {
  const figures = new ShopFigures();
  const orders = simulate({ ...REFILLS, exponent, customers: 300 }).flatMap((purchases, customer) => purchases.map(({ at, items }) => ({ customer: String(customer), at, amount: 100, currency: "GBP", items })));
  for (const order of orders.sort((a, b) => a.at - b.at)) figures.add(order);
  return figures.figures(END);
}

describe("product gaps", () => {
  it("brought to an exponent are those taken by it", () => {
    fc.assert(fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (all, exponent) => {
      const [stats, units] = [all.reduce((sums, [days, quantity]) => addGap(sums, days, quantity), NO_GAPS), all.reduce((sums, [days, quantity]) => withUnits(sums, days, quantity), NO_UNITS)];
      const logs = all.map(([days, quantity]) => Math.log(gapPerUnit(days, quantity, exponent) as number));
      const brought = gapsAt(exponent, stats, units);
      expect(brought.n).toBe(all.length);
      expect(brought.sumLog).toBeCloseTo(logs.reduce((sum, log) => sum + log, 0), 3);
      expect(brought.sumLog2).toBeCloseTo(logs.reduce((sum, log) => sum + log * log, 0), 3);
    }));
  });
});

describe("a shop's weekly figures", () => {
  it("have no exponent before enough was bought three times", () => {
    const figures = new ShopFigures();
    for (const day of [0, 20, 40]) figures.add({ customer: "a", at: START + day * DAY, amount: 100, currency: "GBP", items: [{ productRef: "p", quantity: 2 }] });
    expect(figures.figures(END)).not.toHaveProperty("quantityExponent");
  });

  it("find the exponent, and with it the days until a quantity has run out", () => {
    const { quantityExponent, products } = figuresOf(0);
    expect(quantityExponent).toBeLessThan(0.1);
    const product = products["p0"]?.gaps ?? null;
    const days = (quantity: number): number => runOut({ lastAt: START, quantity, quantityExponent, own: [], product, family: null, tableDays: null })?.days ?? 0;
    expect(days(6) / days(1)).toBeCloseTo(6 ** (quantityExponent ?? 1), 6);
    expect(days(1)).toBeGreaterThan(10);
    expect(figuresOf(1).quantityExponent).toBeGreaterThan(0.9);
  });

  it("find what the nightly learner finds of the same past", () => {
    const sums = new TimingSums(END);
    for (const purchases of simulate({ ...REFILLS, customers: 300 })) {
      for (const ref of new Set(purchases.map(({ items }) => items[0]?.productRef ?? ""))) sums.add(ref, purchases.flatMap(({ at, items }) => (items[0]?.productRef === ref ? [[at, items[0].quantity] as const] : [])));
    }
    expect(figuresOf(REFILLS.exponent).quantityExponent).toBeCloseTo(fitQuantity(sums.products().values()).exponent, 3);
  });
});

describe("what has run out", () => {
  it("is the quantity's worth of days where no exponent is known", () => {
    const input = { lastAt: START, quantity: 5, own: [], product: null, family: null, tableDays: 10 };
    expect(runOut(input)?.days).toBe(50);
    expect(runOut({ ...input, quantityExponent: 0.5 })?.days).toBeCloseTo(10 * Math.sqrt(5), 9);
    expect(runOut({ ...input, quantityExponent: 0 })?.days).toBe(10);
  });
});
