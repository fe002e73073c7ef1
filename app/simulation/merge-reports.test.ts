import fc from "fast-check";
import { expect, it } from "vitest";
import { ordersExport } from "#test/bench/orders-export.ts";
import { CATALOG } from "../core/journey/catalog/index.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { backtestOfParts } from "./backtest.ts";
import { readAll, SHOP } from "./csv.fixture.ts";
import { ExportHistories } from "./export-histories.ts";
import { figuresByWeek } from "./figures-by-week.ts";
import { mergeReports } from "./merge-reports.ts";
import { ROWS } from "./report.ts";
import type { Report } from "./report.ts";

const shop: Shop = { id: "s", platform: "shopify", domain: "s", name: "S", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en", salt: "s", settings: readSettings({}), stats: NO_STATS };
const asked = CATALOG.map((journey) => ({ version: 1, definition: journey.define({}) }));

const histories = new ExportHistories();
for (const order of (await readAll([...ordersExport(1_200)].join(""), SHOP)).orders) histories.add(order);
const customers = [...histories.histories(4)];
const span = histories.span ?? { from: 0, to: 0 };
const reportsOf = backtestOfParts(asked, { shop, figures: figuresByWeek(histories.figures(), span.to), beside: [], ...span });
const whole = reportsOf(customers);

it("parts of the customers, put together, are the report of all of them, to the last byte", () => {
  expect(whole.some(({ rowsLeftOut }) => rowsLeftOut > 0)).toBe(true);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: customers.length }), { maxLength: 6 }), (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), customers.length];
      const parts = ends.map((end, index) => reportsOf(customers.slice(ends[index - 1] ?? 0, end)));
      const merged = asked.map((_, index) => mergeReports(parts.map((reports) => reports[index] as Report)));
      expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
    }),
    { numRuns: 3 },
  );
});

it("keeps the first walks and counts the others, is partial where a part is, and leaves the parts as they were", () => {
  const one = whole.find(({ rows }) => rows.length === ROWS) as Report;
  const before = JSON.stringify(one);
  const both = mergeReports([{ ...one, partial: true }, one]);
  expect([both.rows, both.rowsLeftOut, both.partial, both.entered]).toEqual([one.rows, 2 * one.rowsLeftOut + ROWS, true, 2 * one.entered]);
  expect(JSON.stringify(one)).toBe(before);
  expect(() => mergeReports([])).toThrow("parts must hold at least one report");
});
