/** How fast a year is lived through again: from an orders export of a made-up shop, orders of one to three lines. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Measured } from "./backtest-part.ts";
import { writeOrdersExport } from "./orders-export.ts";
import { figure, progress, title } from "./report.ts";

const SMALL = 100_000;
const LARGE = 1_000_000;

const rate = (n: number, ms: number): number => (n / ms) * 1000;
const shown = (n: number): string => Math.round(n).toLocaleString("en");

export async function measureBacktest(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-backtest-"));
  try {
    await measure(folder, SMALL, "welcome", "Backtest, 100,000 orders of an export, the welcome journey alone");
    await measure(folder, SMALL, "all", "Backtest, 100,000 orders of an export, the five journeys side by side");
    const large = await measure(folder, LARGE, "welcome", "Backtest, 1,000,000 orders of an export, the welcome journey alone");
    const seconds = (large.read + large.figures + large.run) / 1000;
    figure({ name: "the whole of it, seconds", value: seconds.toFixed(1), aim: "< 60", met: seconds < 60 });
    figure({ name: "memory at the highest, MB", value: shown(large.memory / 1e6), aim: "< 2,000", met: large.memory < 2e9 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, orders: number, journeys: string, name: string): Promise<Measured> {
  const file = join(folder, `${orders}.csv`);
  progress(`writing an export of ${shown(orders)} orders`);
  await writeOrdersExport(file, orders);
  progress(`living through it with ${journeys}`);
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "backtest-part.ts"), file, journeys]);
  const measured = JSON.parse(stdout) as Measured;
  const live = rate(orders, measured.run);
  title(name);
  figure({ name: "orders read from the file per second", value: shown(rate(orders, measured.read)) });
  figure({ name: "orders lived through per second", value: shown(live), aim: "≥ 20,000", met: live >= 20_000 });
  figure({ name: "orders that JSON.parse alone reads per second, same run", value: shown(measured.parses) });
  figure({ name: "of that limit", value: `${((live / measured.parses) * 100).toFixed(1)} %` });
  figure({ name: "processor time per order, all told, µs", value: ((measured.cpu / orders) * 1000).toFixed(0) });
  figure({ name: "memory at the highest, MB", value: shown(measured.memory / 1e6) });
  return measured;
}
