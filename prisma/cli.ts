import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#app/embedded-postgres.server.ts";
import { childEnv, readEnv } from "#app/env.server.ts";
import { newMigration } from "./new-migration.ts";

/**
 * Prisma's own command line, without downloads: `npm run prisma -- migrate dev --name …`.
 * Where a command needs a database and DATABASE_URL is not set, it gets an empty one for as long as it runs.
 */
async function main(args: string[]): Promise<number> {
  const needsDatabase = ["migrate", "db", "studio"].includes(args[0] ?? "");
  const { DATABASE_URL } = readEnv();
  if (DATABASE_URL || !needsDatabase) return dispatch(args, DATABASE_URL);
  const dataDir = await mkdtemp(join(tmpdir(), "afterglow-prisma-"));
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
  try {
    return await dispatch(args, postgres.url);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function dispatch(args: string[], url: string | undefined): Promise<number> {
  const isDev = args[0] === "migrate" && args[1] === "dev";
  return isDev ? newMigration(args.slice(2), (command) => run(command, url)) : run(args, url);
}

function run(args: string[], url = "postgresql://not-needed"): Promise<number> {
  const program = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const env = childEnv({
    DATABASE_URL: url,
    // Any file that exists keeps Prisma from fetching engines; with engine "js" they are never run.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { env, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
