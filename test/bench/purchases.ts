/** Purchase models in core alone, on one core: merging, fitting and predicting a million simulated customers. */
import { seeded } from "#app/core/scoring/numeric/random.ts";
import { fitRows } from "#app/core/scoring/purchase/fit.ts";
import { fitPurchases } from "#app/core/scoring/purchase/model.ts";
import { predictPurchases } from "#app/core/scoring/purchase/predict.ts";
import { RepeatTable } from "#app/core/scoring/purchase/repeat.ts";
import type { Repeat } from "#app/core/scoring/purchase/repeat.ts";
import { simulateCustomer } from "#app/core/scoring/purchase/simulated.ts";
import { count, figure, progress, title } from "./report.ts";

const CUSTOMERS = 1_000_000;
/** Fader, Hardie & Lee's CDNOW: BG/NBD in days, first purchases spread over 12 weeks of 39. */
const TRUTH = { family: "bg_nbd", k: 1, parameters: [0.243, 4.414 * 7, 0.793, 2.426] } as const;
const [SHORTEST, LONGEST] = [27 * 7, 39 * 7];
const WEEKS_13 = 13 * 7;

export function measurePurchases(): void {
  progress(`simulating ${count(CUSTOMERS)} customers`);
  const random = seeded(20_260_301);
  const customers: Repeat[] = [];
  for (let index = 0; index < CUSTOMERS; index++) customers.push(simulateCustomer(random, TRUTH, SHORTEST + Math.floor(random() * (LONGEST - SHORTEST + 1))).repeat);
  title(`Purchase models: ${count(CUSTOMERS)} simulated customers, one core, CPU time`);

  const merging = cpuMeter();
  const table = new RepeatTable();
  for (const customer of customers) table.add(customer);
  const rows = table.rows();
  const merged = merging();
  const fitting = cpuMeter();
  const model = fitRows(rows, "bg_nbd", 1);
  const fitted = fitting();
  figure({ name: `merging into ${count(rows.n.length)} rows`, value: seconds(merged) });
  figure({ name: "BG/NBD fit, three starts", value: seconds(fitted) });
  figure({ name: "BG/NBD fit with merging (scipy 2.1 to 2.5 s)", value: seconds(merged + fitted), aim: "≤ 2.5 s", met: merged + fitted <= 2.5 });
  console.log(`    r, alpha in weeks, a, b: ${model.parameters.map((value, index) => (index === 1 ? value / 7 : value).toFixed(4)).join(" ")}; simulated with 0.243 4.414 0.793 2.426 and days rounded up`);

  const choosing = cpuMeter();
  const chosen = fitPurchases(table);
  figure({ name: `the product's own: MBG/NBD, regularity found as ${chosen?.k ?? "-"}`, value: seconds(choosing()) });

  const columns = { x: Float64Array.from(customers, ({ x }) => x), tx: Float64Array.from(customers, ({ tx }) => tx), T: Float64Array.from(customers, ({ T }) => T) };
  const prediction = cpuMeter();
  const { expected, chance, alive } = predictPurchases(model, columns, WEEKS_13);
  const predicting = prediction();
  figure({ name: "E, P(any) and P(alive) over 13 weeks for each", value: seconds(predicting), aim: "≤ 0.3 s", met: predicting <= 0.3 });
  console.log(`    sums ${[alive ?? new Float64Array(0), expected, chance].map((values) => count(values.reduce((sum, value) => sum + value, 0))).join(", ")}: alive, purchases, customers who buy`);
}

/** Seconds of CPU time since it was made: what else runs on this machine does not count. */
function cpuMeter(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}
