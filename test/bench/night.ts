/** A shop's whole night: learning from its past, and scoring every customer. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createDb } from "#app/db.server.ts";
import { plainSql } from "#app/models/plain-sql.ts";
import type { BenchDatabase } from "./database.ts";
import { insertCustomers, madeUpCustomers } from "./night-customers.ts";
import type { NightMeasured } from "./night-part.ts";
import { SHOPS } from "./orders.ts";
import { count, figure, progress, title } from "./report.ts";

/** What the aims are about; fewer are reckoned up to it. */
const MILLION = 1_000_000;
const SEED = 1;
const AS_OF = Date.UTC(2026, 5, 1, 3);

/** @param customers of the made-up shop: `npm run bench -- night=1000000` for the whole */
export async function measureNight(database: BenchDatabase, customers = 100_000): Promise<void> {
  const shopId = SHOPS[0].id;
  const db = createDb(database.url, { max: 2 });
  let made = 0;
  const told = function* () {
    for (const customer of madeUpCustomers(SEED, customers, AS_OF)) {
      if (++made % 50_000 === 0) progress(`writing ${count(made)} of ${count(customers)} customers`);
      yield customer;
    }
  };
  await insertCustomers(plainSql(db.prisma), shopId, told());
  await db.close();
  await database.sql.query(`VACUUM ANALYZE event, profile, "order"`);
  const { rows } = await database.sql.query<{ n: string }>("SELECT count(*) AS n FROM event");
  progress("the night");
  const before = await database.cpu();
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "night-part.ts"), database.url, shopId, String(AS_OF)]);
  const { read, fit, score, again, blocked, memory } = JSON.parse(stdout) as NightMeasured;
  const postgres = ((await database.cpu()) - before) / 1000;
  const whole = (read + fit + score) / 1000;
  // Fitting works on samples and merged rows, and grows more slowly; it is reckoned as if it did not.
  const million = (whole * MILLION) / customers;
  const reckoned = customers === MILLION ? "" : ", reckoned";
  title(`Night: ${count(customers)} customers with ${count(Number(rows[0]?.n))} events${customers === MILLION ? "" : `; figures for a million are ${(MILLION / customers).toFixed(1)} times these`}`);
  figure({ name: "reading the past and learning from each customer, s", value: (read / 1000).toFixed(1) });
  figure({ name: "fitting the models, s", value: (fit / 1000).toFixed(1) });
  figure({ name: "scoring and writing every customer, s", value: (score / 1000).toFixed(1) });
  figure({ name: "customers scored per second", value: count((customers * 1000) / score) });
  figure({ name: `the whole night for a million${reckoned}, minutes`, value: (million / 60).toFixed(1), aim: "<= 10", met: million <= 600 });
  figure({ name: "a night without learning, s", value: (again / 1000).toFixed(1) });
  figure({ name: "processor time of PostgreSQL over both nights, s", value: postgres.toFixed(1) });
  figure({ name: "the longest that pages of the process waited, ms", value: blocked.toFixed(0), aim: "<= 200", met: blocked <= 200 });
  figure({ name: "memory of the process at the highest, MB", value: count(memory / 1e6), aim: "< 4,000", met: memory < 4e9 });
}
