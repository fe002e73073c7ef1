import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "./postgres/binaries.ts";
import { makeCluster, makeHome, NAME } from "./postgres/cluster.ts";
import { clearLeftover } from "./postgres/leftover.ts";
import { claim } from "./postgres/lock.ts";
import { startServer, type Server } from "./postgres/server.ts";
import { postgresUser } from "./postgres/user.ts";
import { watchOver } from "./postgres/watchdog.ts";

/** An embedded PostgreSQL that this process started. */
export interface EmbeddedPostgres {
  /** The address of the application's database. */
  url: string;
  /** Stops the server in an orderly way; safe to call twice. */
  stop(): Promise<void>;
}

/** What startEmbeddedPostgres needs to know. */
export interface EmbeddedPostgresOptions {
  /** The folder whose `postgres` subfolder holds everything; made if missing, used again if not. */
  dataDir: string;
  /** For tests: fast instead of durable, and removed at the end. */
  throwaway?: boolean;
  /** Called if the server ends although nobody stopped it. */
  onCrash?: (sentence: string) => void;
}

/**
 * Starts PostgreSQL on the data in `dataDir`, as root or not. It ends with this process, also when that is killed.
 * @throws StartError with one sentence, when something outside us is in the way
 */
export async function startEmbeddedPostgres({ dataDir, throwaway = false, onCrash }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  const user = await postgresUser();
  const home = await makeHome(folder, user);
  const binaries = await findBinaries(folder, user);
  const release = await claim(home);
  try {
    await clearLeftover(`${home}/cluster`);
    const password = await makeCluster(home, binaries, user, throwaway);
    const server = await startServer(home, binaries, user, throwaway);
    const watchdog = watchOver(server.pid, throwaway ? home : undefined);
    const address = `postgresql://${NAME}:${password}@127.0.0.1:${server.port}`;
    await ensureDatabase(address);

    let stopping: Promise<void> | undefined;
    const end = async () => {
      await stopServer(server);
      // Before our end of its pipe closes, or it would signal a process number that is free again.
      watchdog?.kill("SIGKILL");
      await release();
      if (throwaway) await rm(home, { recursive: true, force: true });
    };
    void server.ended.then(() => {
      if (stopping) return;
      watchdog?.kill("SIGKILL");
      onCrash?.(`PostgreSQL ended unexpectedly; its last words are in ${home}/log.`);
    });
    return { url: `${address}/${NAME}`, stop: () => (stopping ??= end()) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function ensureDatabase(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${address}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [NAME]);
    if (!rowCount) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}

async function stopServer(server: Server): Promise<void> {
  server.process.ref();
  server.process.kill("SIGINT");
  const stopped = await Promise.race([server.ended.then(() => true), sleep(20_000, false, { ref: false })]);
  if (!stopped) server.process.kill("SIGQUIT");
  await server.ended;
}
