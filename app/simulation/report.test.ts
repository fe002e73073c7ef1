import fc from "fast-check";
import { expect, it } from "vitest";
import { CATALOG } from "../core/journey/catalog/index.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { backtestTogether } from "./backtest.ts";
import { ORDER, readAll, SHOP, shopifyCsv } from "./csv.fixture.ts";
import type { Cells } from "./csv.fixture.ts";
import { ExportHistories } from "./export-histories.ts";
import { figuresByWeek } from "./figures-by-week.ts";
import type { Report } from "./report.ts";

const BEGAN = Date.UTC(2026, 0, 1, 10);
const shop: Shop = { id: "s", platform: "shopify", domain: "s", name: "S", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en", salt: "s", settings: readSettings({}), stats: NO_STATS };
const when = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} +0000`;

const order = fc.record({
  customer: fc.integer({ min: 0, max: 3 }), day: fc.integer({ min: 0, max: 300 }), hour: fc.integer({ min: 0, max: 23 }), agrees: fc.boolean(), cancelled: fc.boolean(), shipped: fc.boolean(),
  product: fc.integer({ min: 0, max: 2 }), total: fc.integer({ min: 5, max: 400 }),
});

async function reportsOf(orders: readonly Cells[], from: number, to: number, signal?: AbortSignal): Promise<Report[]> {
  const histories = new ExportHistories();
  for (const one of (await readAll(shopifyCsv(orders), SHOP)).orders) histories.add(one);
  const asked = CATALOG.map((journey) => ({ version: 1, definition: journey.define({}) }));
  return backtestTogether(histories.histories(4), asked, { shop, figures: figuresByWeek(histories.figures(), to), beside: [], from, to, ...(signal ? { signal } : {}) });
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, n) => total + n, 0);
const reasons = (of: Report["held"]): number => Object.values(of).reduce((total, { count }) => total + count, 0);

it("every number of a report is the sum of its parts", async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 200 }), async (orders, days) => {
      const cells = orders.toSorted((a, b) => a.day - b.day || a.hour - b.hour).map((one, index): Cells => {
        const at = BEGAN + one.day * DAY + one.hour * HOUR;
        return {
          ...ORDER, Name: `#${index}`, Id: String(5_000_000_000_000 + index), Email: `c${one.customer}@example.com`, "Created at": when(at), "Paid at": when(at + 60_000), Total: String(one.total), Subtotal: String(one.total),
          "Accepts Marketing": one.agrees ? "yes" : "no", "Fulfilled at": one.shipped ? when(at + DAY) : "", "Fulfillment Status": one.shipped ? "fulfilled" : "", "Cancelled at": one.cancelled ? when(at + HOUR) : "",
          "Lineitem sku": `SKU-${one.product}`,
        };
      });
      for (const report of await reportsOf(cells, BEGAN + days * DAY, BEGAN + 400 * DAY)) {
        const steps = Object.values(report.steps);
        expect([sum(report.ends), sum(report.paths), report.rows.length + report.rowsLeftOut]).toEqual([report.entered, report.entered, report.entered]);
        const perCustomer = Object.entries(report.perCustomer).reduce((total, [got, n]) => total + Number(got) * n, 0);
        expect([sum(report.channels), sum(report.days), perCustomer, steps.reduce((n, step) => n + step.sent, 0), steps.reduce((n, step) => n + sum(step.afterDays), 0)]).toEqual(Array(5).fill(report.sent));
        expect(report.rows.reduce((n, row) => n + row.messages.length, 0)).toBe(report.sent);
        expect(sum(report.perCustomer)).toBe(report.customersEntered);
        expect(reasons(report.held)).toBe(steps.reduce((n, step) => n + step.held, 0));
        expect(reasons(report.dropped)).toBe(steps.reduce((n, step) => n + step.dropped, 0));
        expect(report.customersEntered + report.customersRefused).toBeLessThanOrEqual(report.customers);
        expect(report.again.bought).toBeLessThanOrEqual(report.again.observed);
        expect(report.again.observed).toBeLessThanOrEqual(report.again.customers);
        expect(report.orders).toBe(orders.filter(({ day, hour }) => day + hour / 24 >= days).length);
        sent += report.sent;
      }
    }),
    { numRuns: 40 },
  );
  expect(sent).toBeGreaterThan(0);
});

it("counts as having come back only who ordered within 90 days, and only where the 90 days can be seen", async () => {
  const at = (who: string, day: number, index: number): Cells => ({ ...ORDER, Name: `#${index}`, Id: String(index), Email: `${who}@example.com`, "Created at": when(BEGAN + day * DAY), "Paid at": when(BEGAN + day * DAY), "Fulfilled at": when(BEGAN + day * DAY + HOUR) });
  const orders = [at("soon", 0, 1), at("never", 1, 2), at("late", 2, 3), at("soon", 80, 4), at("late", 120, 5), at("new", 250, 6)];
  const [welcome] = await reportsOf(orders, BEGAN, BEGAN + 300 * DAY);
  expect(welcome?.again).toEqual({ customers: 4, observed: 3, bought: 1 });
});

it("says that it is partial when it was stopped", async () => {
  const stopped = new AbortController();
  stopped.abort();
  expect((await reportsOf([ORDER], BEGAN, BEGAN + 90 * DAY, stopped.signal)).map(({ partial, customers }) => [partial, customers])).toEqual(CATALOG.map(() => [true, 0]));
});
