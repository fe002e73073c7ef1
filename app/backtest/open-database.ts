import { resolve } from "node:path";
import pg from "pg";
import { createDb } from "../db.server.ts";
import type { Db } from "../db.server.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.server.ts";
import { isMade, runningServer } from "../postgres/running.ts";
import { StartError } from "../start-error.server.ts";

/**
 * DATABASE_URL, else the demo's database: that of a running demo, or one started on its folder for the while.
 *
 * @param addressed what sessions are opened with; left out, every session refuses to write, whatever it is asked
 * @throws StartError when there is no database
 */
export async function openDatabase({ DATABASE_URL, DATA_DIR }: { readonly DATABASE_URL?: string | undefined; readonly DATA_DIR: string }, addressed: (url: string) => string = readOnly): Promise<Db & { readonly isDemo: boolean }> {
  if (DATABASE_URL !== undefined) {
    if (!(await answers(DATABASE_URL))) throw new StartError("The database in DATABASE_URL cannot be reached.");
    return { ...createDb(addressed(DATABASE_URL), { max: 2 }), isDemo: false };
  }
  const folder = resolve(DATA_DIR);
  if (!(await isMade(folder))) throw new StartError(`DATABASE_URL is not set, and DATA_DIR ${folder} holds no demo: set one of them, or run npm run demo first.`);
  const running = await runningServer(folder);
  if (running !== null && (await answers(running))) return { ...createDb(addressed(running), { max: 2 }), isDemo: true };
  const server = await startEmbeddedPostgres({ dataDir: folder });
  const db = createDb(addressed(server.url), { max: 2 });
  const close = async (): Promise<void> => {
    await db.close();
    await server.stop();
  };
  return { prisma: db.prisma, close, isDemo: true };
}

/** The address of the same database, in sessions that cannot write. */
export function readOnly(url: string): string {
  const address = new URL(url);
  const before = address.searchParams.get("options");
  address.searchParams.set("options", [before, "-c default_transaction_read_only=on"].filter(Boolean).join(" "));
  return address.href;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
