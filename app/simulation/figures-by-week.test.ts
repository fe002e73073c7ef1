import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresByWeek } from "./figures-by-week.ts";
import { DAY } from "../core/shared/instant.ts";
import { ShopFigures, weekOf } from "../core/scoring/shop-figures.ts";
import type { OrderFigure } from "../core/scoring/shop-figures.ts";

const START = Date.UTC(2025, 0, 1);
const orders: fc.Arbitrary<OrderFigure[]> = fc
  .array(fc.record({
    customer: fc.constantFrom("a", "b", "c", "d"), at: fc.integer({ min: START, max: START + 400 * DAY }), amount: fc.integer({ min: 0, max: 9_000 }), currency: fc.constantFrom("GBP", "USD"),
    items: fc.array(fc.record({ productRef: fc.constantFrom("p", "q"), quantity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
  }), { minLength: 1, maxLength: 120 })
  .map((all) => all.sort((one, other) => one.at - other.at));

describe("a shop's figures", () => {
  it("of a week know what came before it, and nothing later", () => {
    fc.assert(fc.property(orders, fc.nat(), (all, pick) => {
      const until = START + 420 * DAY;
      const weeks = figuresByWeek(all, until);
      const week = weekOf((all[pick % all.length] as OrderFigure).at) + 7 * DAY;
      const alone = new ShopFigures();
      for (const order of all.filter((one) => one.at < week)) alone.add(order);
      expect(weeks.at(week)).toEqual(alone.figures(week));
    }));
  });

  it("change on Mondays at midnight, UTC", () => {
    const monday = Date.UTC(2026, 10, 16);
    expect(weekOf(monday)).toBe(monday);
    expect(weekOf(monday - 1)).toBe(monday - 7 * DAY);
    expect(new Date(weekOf(monday + 3 * DAY)).getUTCDay()).toBe(1);
  });

  it("count a product as bought again only on another day, and its buyers once", () => {
    const figures = new ShopFigures();
    const items = [{ productRef: "p", quantity: 2 }];
    for (let buyer = 0; buyer < 6; buyer++) for (const day of [0, 0.1, 20]) figures.add({ customer: String(buyer), at: START + day * DAY, amount: 100, currency: "GBP", items });
    // The second basket of the first day adds to the quantity: twenty days for four.
    expect(figures.figures(START + 30 * DAY).products["p"]).toMatchObject({ buyers: 6, repeatBuyers: 6, gaps: { n: 6 } });
    const { sumLog, n } = (figures.figures(START + 30 * DAY).products["p"] as { gaps: { sumLog: number; n: number } }).gaps;
    expect(Math.exp(sumLog / n)).toBeCloseTo(5, 1);
  });
});
