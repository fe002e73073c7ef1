import { claimDue } from "#app/models/store/due.ts";
import type { Sql } from "#app/models/plain-sql.ts";
import { findWork } from "#app/models/work.ts";
import type { BenchDatabase } from "./database.ts";
import { SHOPS } from "./orders.ts";
import { startPart } from "./part.ts";
import { count, figure, milliseconds, percentile, progress, title } from "./report.ts";
import { insertWaiting, JOURNEY } from "./waiting-rows.ts";
import type { WaitingWorker } from "./waiting-worker.ts";

const WAITING = 1_000_000;
const DUE = 10_000;
const IDLE_LOOKS = 200;
const CLAIM = 200;

/** What a million walks that wait cost a worker with nothing to do, and how fast ten thousand that fall due together are decided. */
export async function measureWaiting(database: BenchDatabase): Promise<void> {
  const shopId = SHOPS[0].id;
  const { sql } = database;
  progress(`${count(WAITING)} walks begin to wait`);
  // Halves of the due ones are moved one after the other: by one worker, then by two.
  const dueMoment = await insertWaiting(database.url, sql, shopId, WAITING, 2 * DUE);
  const before = dueMoment(0);
  const one = dueMoment(DUE);
  const both = dueMoment(2 * DUE);

  title(`Waiting: ${count(WAITING)} walks that wait for later, in ${await size(database)} of PostgreSQL`);
  const looks: number[] = [];
  const raw = rawSql(database);
  for (let look = 0; look < IDLE_LOOKS; look++) {
    const start = performance.now();
    const found = await findWork(raw, before);
    looks.push(performance.now() - start);
    if (found.some((work) => work.job === "timers")) throw new Error("something is due too early");
  }
  figure({ name: "an idle worker's look for work, once a second, median", value: milliseconds(percentile(looks, 0.5)), aim: "< 5 ms", met: percentile(looks, 0.5) < 5 });
  figure({ name: "an idle worker's look for work, p99", value: milliseconds(percentile(looks, 0.99)) });

  const limit = await rawUpdate(database);
  progress(`${count(DUE)} fall due, one worker`);
  const alone = await decide(database, shopId, one, 1);
  progress(`${count(DUE)} fall due, two workers`);
  const two = await decide(database, shopId, both, 2);
  figure({ name: `plain UPDATE of ${count(DUE)} of these rows: the limit`, value: milliseconds(limit) });
  figure({ name: `${count(DUE)} due at once, decided by one worker`, value: milliseconds(alone), aim: "≤ 10 s", met: alone <= 10_000 });
  figure({ name: `${count(DUE)} due at once, decided by two workers`, value: milliseconds(two), aim: "≤ 10 s", met: two <= 10_000 });
  figure({ name: "timers decided, two workers", value: `${count((DUE * 1000) / two)}/s` });
  figure({ name: "two workers / limit", value: (two / limit).toFixed(1) });

  await sql.query("VACUUM ANALYZE enrollment");
  await plan(database, `findWork, nothing due`, (on) => findWork(on, before));
  await plan(database, `findWork, ${count(DUE)} due`, (on) => findWork(on, dueMoment(3 * DUE)));
  await plan(database, `claimDue, nothing due`, (on) => claimDue(on, shopId, before, CLAIM));
}

/** From the moment they are due until all are decided, in milliseconds. */
async function decide(database: BenchDatabase, shopId: string, now: number, workers: number): Promise<number> {
  const decisions = async (): Promise<number> => (await database.sql.query<{ count: number }>("SELECT count(DISTINCT enrollment_id)::int FROM decision WHERE shop_id = $1 AND journey = $2", [shopId, JOURNEY])).rows[0]?.count ?? 0;
  const known = await decisions();
  const parts = Array.from({ length: workers }, () => startPart<WaitingWorker>("waiting-worker.ts"));
  try {
    await Promise.all(parts.map((part) => part.call("start", database.url)));
    const start = performance.now();
    await Promise.all(parts.map((part) => part.call("timers", { shopId, now })));
    const took = performance.now() - start;
    const decided = (await decisions()) - known;
    if (decided !== DUE) throw new Error(`${DUE} walks were due and ${decided} decided`);
    return took;
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
  }
}

async function rawUpdate({ sql }: BenchDatabase): Promise<number> {
  const start = performance.now();
  const { rowCount } = await sql.query("UPDATE enrollment SET step = step, state = state || '{\"note\": 1}' WHERE id IN (SELECT id FROM enrollment ORDER BY due_at DESC LIMIT $1)", [DUE]);
  if (rowCount !== DUE) throw new Error(`${rowCount} rows`);
  return performance.now() - start;
}

async function size({ sql }: BenchDatabase): Promise<string> {
  return (await sql.query<{ size: string }>("SELECT pg_size_pretty(pg_total_relation_size('enrollment')) AS size")).rows[0]?.size ?? "";
}

function rawSql({ sql }: BenchDatabase, before = ""): Sql {
  return {
    $queryRawUnsafe: async <T>(statement: string, ...values: unknown[]) => (await sql.query(`${before}${statement}`, values)).rows as T,
    $executeRawUnsafe: async (statement, ...values) => (await sql.query(statement, values)).rowCount ?? 0,
  };
}

/** Prints how PostgreSQL runs the statement of `ask`. */
async function plan(database: BenchDatabase, name: string, ask: (on: Sql) => Promise<unknown>): Promise<void> {
  console.log(`\n  ${name}:`);
  const { $queryRawUnsafe, $executeRawUnsafe } = rawSql(database, "EXPLAIN (ANALYZE, BUFFERS) ");
  const printed: Sql = {
    $executeRawUnsafe,
    $queryRawUnsafe: async <T>(statement: string, ...values: unknown[]) => {
      for (const row of await $queryRawUnsafe<{ "QUERY PLAN": string }[]>(statement, ...values)) console.log(`    ${row["QUERY PLAN"]}`);
      return [] as T;
    },
  };
  await ask(printed);
}
