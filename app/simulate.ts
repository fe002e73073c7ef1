/** `npm run simulate`: policies compared on made-up shoppers. */
import { parseArgs } from "node:util";
import { defaultDefinitions } from "./core/journey/catalog/index.ts";
import type { Interval } from "./core/scoring/intervals.ts";
import { drip, DRIP_SETTINGS } from "./simulation/shoppers/drip.ts";
import { compare, MEASURES } from "./simulation/shoppers/simulate.ts";
import type { Measure, Policy } from "./simulation/shoppers/simulate.ts";

const WORDS: Readonly<Record<Measure, string>> = {
  repeat90: "second order within 90 days, %", ordersPerCustomer: "orders per customer in a year", messagesPerPurchase: "marketing messages per repeat order",
  complaints: "spam complaints per 1,000 customers", optOuts: "unsubscribed per 1,000 customers",
};
const POLICIES: readonly Policy[] = [
  { name: "nothing", journeys: [] },
  { name: "drip", journeys: [drip], settings: DRIP_SETTINGS },
  { name: "Afterglow", journeys: defaultDefinitions() },
];

const { values } = parseArgs({ options: { seeds: { type: "string", default: "20" }, customers: { type: "string", default: "250" } } });
const [seeds, customers] = [Number(values.seeds), Number(values.customers)];
if (!(Number.isInteger(seeds) && seeds >= 2 && seeds <= 1_000 && Number.isInteger(customers) && customers >= 10 && customers <= 100_000)) {
  console.error("--seeds takes a whole number from 2 to 1000, --customers one from 10 to 100000.");
  process.exit(1);
}

const total = POLICIES.length * seeds;
const show = process.stderr.isTTY ? (done: number): void => void process.stderr.write(`\r${done} of ${total} runs${done === total ? "\n" : ""}`) : () => {};
const { policies, differences } = compare(POLICIES, Array.from({ length: seeds }, (_, index) => `seed ${index + 1}`), customers, show);

console.log(`${customers} made-up shoppers with hidden traits, ${seeds} seeds, one year. The same people with the same luck under every policy.`);
console.log("Mean over seeds, with its 95 % interval. How shoppers behave is assumed (app/simulation/shoppers), not measured: this compares policies, it predicts no shop.\n");
for (const measure of MEASURES) {
  console.log(WORDS[measure]);
  for (const { name, measures } of policies) console.log(`  ${name.padEnd(22)} ${text(measures[measure], measure)}`);
  for (const { against, measures } of differences) console.log(`  ${`Afterglow − ${against}`.padEnd(22)} ${text(measures[measure], measure)}`);
  console.log();
}

function text({ mean, low, high }: Interval, measure: Measure): string {
  const digits = (value: number): string => (measure === "repeat90" ? (100 * value).toFixed(1) : value.toFixed(2));
  return `${digits(mean).padStart(8)}   (${digits(low)} to ${digits(high)})`;
}
