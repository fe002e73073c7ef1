import { expect, it } from "vitest";
import { readAll, SHOP } from "#app/simulation/csv.fixture.ts";
import { ordersExport } from "#test/bench/orders-export.ts";
import { emptyOrder, join } from "../core/event/order-state.ts";
import { CATALOG } from "../core/journey/catalog/index.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { backtestTogether } from "../simulation/backtest.ts";
import { ExportHistories } from "../simulation/export-histories.ts";
import { figuresByWeek } from "../simulation/figures-by-week.ts";
import { ShopHistories, snapshotOf } from "../simulation/shop-histories.ts";
import { lifeInWorkers } from "./life-in-workers.ts";

const shop: Shop = { id: "s", platform: "shopify", domain: "s", name: "S", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en", salt: "s", settings: readSettings({}), stats: NO_STATS };
const asked = CATALOG.map((journey) => ({ version: 1, definition: journey.define({}) }));
const { orders } = await readAll([...ordersExport(3_000)].join(""), SHOP);
const file = new ExportHistories();
for (const order of orders) file.add(order);
const span = file.span ?? { from: 0, to: 0 };
const options = { shop, figures: figuresByWeek(file.figures(), span.to), beside: [], ...span };

it("tells of a file what one thread tells, to the last byte", async () => {
  const seen: number[] = [];
  const many = await lifeInWorkers(file.packed(4), asked, { ...options, onProgress: (customers) => void seen.push(customers) }, 3);
  expect(JSON.stringify(many)).toBe(JSON.stringify(await backtestTogether(file.histories(4), asked, options)));
  expect(many[0]?.sent).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe(file.size);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

it("tells of a connected shop what one thread tells, with its products and failed sends", async () => {
  const past = new ShopHistories();
  const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ productRef }) => productRef)));
  const products = [...sold].filter((ref) => ref !== null).map((ref) => ({ kind: "product" as const, ref, version: { at: span.from, rank: 0, digest: "" }, title: ref, sku: null, imageUrl: null, inStock: false, price: 100, deleted: false }));
  past.addSnapshots(products, span.from, span.from, () => null);
  for (const order of orders.slice(0, 1_500)) {
    const state = join(emptyOrder(order.ref), order, order.version.at);
    expect(snapshotOf(state)).not.toBeNull();
    past.addOrder(order.customer.email ?? order.ref, state);
  }
  const alone = await backtestTogether(past.histories(), asked, options);
  expect(JSON.stringify(await lifeInWorkers(past.packed(), asked, options, 2))).toBe(JSON.stringify(alone));
  expect(alone.reduce((n, { sent }) => n + sent, 0)).toBeGreaterThan(0);
});

it("stopped, covers the first customers and says so", async () => {
  const stop = new AbortController();
  const reports = await lifeInWorkers(file.packed(4), asked, { ...options, signal: stop.signal, onProgress: () => stop.abort() }, 2);
  const covered = reports[0]?.customers ?? 0;
  expect(covered).toBeGreaterThan(0);
  expect(covered).toBeLessThan(file.size);
  const first = await backtestTogether([...file.histories(4)].slice(0, covered), asked, options);
  expect(JSON.stringify(reports)).toBe(JSON.stringify(first.map((report) => ({ ...report, partial: true }))));
});

it("ends with the fault of a worker", async () => {
  const broken = { ...file.packed(4), customers: () => [{ key: "x", texts: ["{"] }] };
  await expect(lifeInWorkers(broken, asked, options, 2)).rejects.toThrow("JSON");
});
