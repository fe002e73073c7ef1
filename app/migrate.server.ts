import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { StartError } from "./start-error.server.ts";

const FOLDER = join(import.meta.dirname, "..", "prisma", "migrations");

// Prisma's own lock, so that its commands and ours keep out of each other's way.
const PRISMA_LOCK = 72_707_369;

// As Prisma creates it: `prisma migrate status` and `deploy` read and continue what we write.
const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

interface Migration {
  name: string;
  script: string;
}

/**
 * Applies the migrations the database has not had, in order, and gives back their names.
 * Prisma's `migrate deploy` does the same, but takes over ten seconds through an adapter.
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect().catch((error: Error) => {
    throw new StartError(`The database cannot be reached: ${error.message}`);
  });
  try {
    await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(TABLE);
    const done = await appliedNames(client);
    const pending = (await readMigrations(folder)).filter(({ name }) => !done.has(name));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end(); // which also gives the lock back
  }
}

async function appliedNames(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ migration_name: string; finished_at: Date | null }>(
    "select migration_name, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) throw new StartError(`The migration ${failed.migration_name} failed earlier: mend it with "npm run prisma -- migrate resolve".`);
  return new Set(rows.map((row) => row.migration_name));
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map(async (name) => ({ name, script: await readFile(join(folder, name, "migration.sql"), "utf8") })));
}

/** Script and record in one transaction: a process killed in the middle leaves neither. */
async function apply(client: pg.Client, { name, script }: Migration): Promise<void> {
  const checksum = createHash("sha256").update(script).digest("hex");
  try {
    await client.query("begin");
    await client.query(script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    throw new StartError(`The migration ${name} failed and left nothing behind: ${error instanceof Error ? error.message : String(error)}`);
  }
}
