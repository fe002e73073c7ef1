/** How long it takes to learn what goes with what from ten million order lines, on one core. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { MeasuredAffinity } from "./affinity-part.ts";
import { count, figure, progress, title } from "./report.ts";

const LINES = 10_000_000;

export async function measureAffinity(): Promise<void> {
  progress(`learning from ${count(LINES)} order lines`);
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "affinity-part.ts"), String(LINES)]);
  const { lines, customers, products, add, fit, fitCpu, memory, ours, naive } = JSON.parse(stdout) as MeasuredAffinity;
  title(`Affinity: ${count(lines)} order lines of ${count(customers)} customers, ${count(products)} products`);
  figure({ name: "lines taken in, seconds", value: (add / 1000).toFixed(1) });
  figure({ name: "learning with its held-out window, seconds on the wall", value: (fit / 1000).toFixed(1) });
  figure({ name: "learning with its held-out window, processor seconds", value: (fitCpu / 1000).toFixed(1), aim: "< 60", met: fitCpu < 60_000 });
  figure({ name: "memory at the highest, MB", value: count(memory / 1e6), aim: "< 1,000", met: memory < 1e9 });
  figure({ name: "Recall@10 of new products, held out (best-sellers)", value: `${ours.toFixed(3)} (${naive.toFixed(3)})` });
}
