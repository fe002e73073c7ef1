/**
 * `npm run evaluate`: how good the scores are, on public data sets, beside what reference implementations reach on the
 * same data. `npm run evaluate -- cdnow uci --data ../shared/scoring`.
 */
import { parseArgs } from "node:util";
import { openData } from "./evaluate/data.ts";
import { isMet } from "./evaluate/part.ts";
import { PARTS } from "./evaluate/parts/index.ts";
import { tableOf } from "./evaluate/table.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: "string", default: "../shared/scoring" }, json: { type: "boolean", default: false } } });
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". The parts are ${PARTS.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const data = openData(values.data);
let short = 0;
let missing = 0;
for (const part of PARTS) {
  if (positionals.length > 0 && !positionals.includes(part.name)) continue;
  const lacking = part.files.filter((file) => !data.has(file));
  if (lacking.length > 0) {
    missing++;
    console.error(`NOT MEASURED: ${part.title}. ${values.data} has no ${lacking.join(", ")}.\n`);
    continue;
  }
  const start = performance.now();
  const rows = await part.run(data, (what) => process.stderr.isTTY && process.stderr.write(`\r\x1b[2K${part.name}: ${what}`));
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  short += rows.filter((row) => isMet(row) === false).length;
  if (values.json) console.log(JSON.stringify({ part: part.name, rows: rows.map((row) => ({ ...row, met: isMet(row) })) }));
  else console.log(`${part.title} (${((performance.now() - start) / 1000).toFixed(1)} s)\n${tableOf(rows)}\n`);
}
if (!values.json) console.log(short === 0 ? "Every bar that was measured is met." : `${short} ${short === 1 ? "bar is" : "bars are"} not met.`);
process.exitCode = missing > 0 ? 3 : short > 0 ? 1 : 0;
