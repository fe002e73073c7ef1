/** The embedded PostgreSQL with the settings it has in production, and what it costs. */
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#app/embedded-postgres.server.ts";
import { createDb } from "#app/db.server.ts";
import { testShop } from "#app/engine/testing.ts";
import { migrate } from "#app/migrate.server.ts";
import { connectShop } from "#app/models/connect-shop.ts";
import { SHOPS } from "./orders.ts";

export type BenchDatabase = { readonly url: string; readonly sql: pg.Client; readonly cpu: () => Promise<number>; stop(): Promise<void> };

/** Starts it with the shops in it. Commit times are kept, for the lag; nothing else differs from production. */
export async function startDatabase(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "afterglow-bench-"));
  const first = await startEmbeddedPostgres({ dataDir });
  await withClient(first.url, (client) => client.query("ALTER SYSTEM SET track_commit_timestamp = on"));
  await first.stop();
  const postgres = await startEmbeddedPostgres({ dataDir });
  await migrate(postgres.url);
  const db = createDb(postgres.url, { max: 1 });
  for (const { id, platform, domain, secret } of SHOPS) {
    const { stats: _stats, ...shop } = testShop({ id, platform, domain, currency: "USD", country: "US", salt: `salt-${id}` });
    await connectShop(db.prisma, { ...shop, secrets: [secret], apiKey: `key-${id}`, writeKey: `write-${id}` }, Date.now());
  }
  await db.close();
  const sql = new pg.Client({ connectionString: postgres.url });
  await sql.connect();
  const { rows } = await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const postmaster = await parentOf(rows[0]?.pid ?? 0);
  return {
    url: postgres.url,
    sql,
    cpu: () => treeCpu(postmaster),
    async stop() {
      await sql.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function withClient(connectionString: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await run(client).finally(() => client.end());
}

/** Fields of /proc/<pid>/stat from the third on (proc(5)); the second is a name that may hold spaces. */
async function stat(pid: number | string): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

async function parentOf(pid: number): Promise<number> {
  return Number((await stat(pid))[1] ?? Number.NaN);
}

/** CPU milliseconds of a process, its children, and those of its children that ended; NaN where there is no /proc. */
async function treeCpu(root: number): Promise<number> {
  const TICK = 10;
  let ticks = 0;
  for (const pid of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const fields = await stat(pid);
    const time = (from: number): number => Number(fields[from] ?? 0) + Number(fields[from + 1] ?? 0);
    if (Number(pid) === root) ticks += time(11) + time(13);
    else if (Number(fields[1]) === root) ticks += time(11);
  }
  return ticks === 0 ? Number.NaN : ticks * TICK;
}
