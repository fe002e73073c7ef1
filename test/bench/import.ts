/** How fast an orders export is taken in, beside the database writing the same rows and doing nothing else. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchDatabase } from "./database.ts";
import type { Measured } from "./import-part.ts";
import { SHOPS } from "./orders.ts";
import { writeOrdersExport } from "./orders-export.ts";
import { count, figure, progress, title } from "./report.ts";

const TAKEN = 100_000;
/** Orders of one to three rows: a million rows. */
const CHECKED = 500_000;
const TABLES = ["order", "profile", "identity", "event", "product"];
const SLICE = 1_000;

export async function measureImport(database: BenchDatabase): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-import-"));
  const shop = SHOPS[0]?.id ?? "";
  try {
    const run = async (orders: number, how: "dry" | "take"): Promise<Measured> => {
      const file = join(folder, `${orders}.csv`);
      progress(`writing an export of ${count(orders)} orders`);
      await writeOrdersExport(file, orders);
      progress(how === "dry" ? "checking it" : "importing it");
      const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "import-part.ts"), database.url, shop, file, how]);
      return JSON.parse(stdout) as Measured;
    };
    const taken = await run(TAKEN, "take");
    if (taken.taken !== TAKEN) throw new Error(`${taken.taken} of ${TAKEN} orders were taken`);
    progress("writing the same rows once more, plainly");
    const plain = await insertAgain(database);
    title(`Import: ${count(TAKEN)} orders of an export into PostgreSQL`);
    figure({ name: "rows of the file per second", value: `${count((taken.rows * 1000) / taken.took)}/s` });
    figure({ name: "orders per second", value: `${count((taken.orders * 1000) / taken.took)}/s` });
    figure({ name: `plain INSERT of the ${count(plain.rows)} rows it made, orders per second`, value: `${count((taken.orders * 1000) / plain.took)}/s` });
    figure({ name: "of that limit", value: `${((plain.took / taken.took) * 100).toFixed(0)} %` });
    figure({ name: "memory at the highest, MB", value: count(taken.memory / 1e6) });
    const checked = await run(CHECKED, "dry");
    title(`Import: a dry run over ${count(checked.rows)} rows`);
    figure({ name: "rows of the file per second", value: `${count((checked.rows * 1000) / checked.took)}/s` });
    figure({ name: "memory at the highest, MB", value: count(checked.memory / 1e6), aim: "< 400", met: checked.memory < 400e6 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same rows into tables like theirs, many to a statement. @returns milliseconds spent in INSERT alone */
async function insertAgain({ sql }: BenchDatabase): Promise<{ rows: number; took: number }> {
  let [rows, took] = [0, 0];
  for (const table of TABLES) {
    await sql.query(`CREATE TABLE bench_copy (LIKE "${table}" INCLUDING ALL)`);
    await sql.query("BEGIN");
    await sql.query(`DECLARE rows CURSOR FOR SELECT to_jsonb(t) AS row FROM "${table}" t`);
    for (;;) {
      const slice = (await sql.query<{ row: object }>(`FETCH ${SLICE} FROM rows`)).rows;
      if (slice.length === 0) break;
      const text = JSON.stringify(slice.map(({ row }) => row));
      const began = performance.now();
      await sql.query(`INSERT INTO bench_copy SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1)`, [text]);
      took += performance.now() - began;
      rows += slice.length;
    }
    await sql.query("COMMIT");
    await sql.query("DROP TABLE bench_copy");
  }
  return { rows, took };
}
