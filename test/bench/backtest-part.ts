/** One backtest of a made-up export, alone in its process so that its memory is its own; its figures as one line of JSON. */
import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";
import { lifeInWorkers } from "#app/backtest/life-in-workers.ts";
import { CATALOG } from "#app/core/journey/catalog/index.ts";
import { NO_STATS, readSettings } from "#app/core/shop.ts";
import type { Shop } from "#app/core/shop.ts";
import { ExportHistories } from "#app/simulation/export-histories.ts";
import { figuresByWeek } from "#app/simulation/figures-by-week.ts";
import { readOrdersCsv } from "#app/simulation/orders-csv.ts";

const SHOP: Shop = {
  id: "bench", platform: "shopify", domain: "bench", name: "Bench", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en", salt: "bench", settings: readSettings({ holdout: { share: 0 } }), stats: NO_STATS,
};
/** Orders whose JSON is parsed once more, as the limit of what any reading could reach. */
const PARSED = 20_000;

export type Measured = {
  readonly orders: number; readonly customers: number; readonly sent: number;
  /** Milliseconds on the wall, and of the processor. */
  readonly read: number; readonly figures: number; readonly run: number; readonly cpu: number;
  /** Orders per second that JSON.parse alone reads. */
  readonly parses: number;
  /** Bytes, at the highest. */
  readonly memory: number;
};

const [path = "", journeys = "welcome"] = process.argv.slice(2);
const asked = CATALOG.filter(({ key }) => journeys === "all" || journeys.split(",").includes(key)).map((journey) => ({ version: 1, definition: journey.define({}) }));
const texts: string[] = [];
const t0 = performance.now();
const histories = new ExportHistories();
for await (const order of readOrdersCsv(createReadStream(path), SHOP).orders) {
  histories.add(order);
  if (texts.length < PARSED) texts.push(JSON.stringify(order));
}
const t1 = performance.now();
const span = histories.span ?? { from: 0, to: 0 };
const figures = figuresByWeek(histories.figures(), span.to);
const t2 = performance.now();
const reports = await lifeInWorkers(histories.packed(4), asked, { shop: SHOP, figures, beside: [], ...span }, availableParallelism());
const t3 = performance.now();
const { user, system } = process.cpuUsage();
const memory = process.resourceUsage().maxRSS * 1024;
let parsed = 0;
const began = performance.now();
for (const text of texts) parsed += (JSON.parse(text) as { lines: unknown[] }).lines.length > 0 ? 1 : 0;
const parses = (parsed / (performance.now() - began)) * 1000;
const sent = reports.reduce((sum, report) => sum + report.sent, 0);
const measured: Measured = { orders: reports[0]?.orders ?? 0, customers: histories.size, sent, read: t1 - t0, figures: t2 - t1, run: t3 - t2, cpu: (user + system) / 1000, parses, memory };
console.log(JSON.stringify(measured));
