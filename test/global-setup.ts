import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#app/embedded-postgres.server.ts";
import { migrate } from "#app/migrate.server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that test/database.ts clones. Nothing connects to it. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a template database of the present schema. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "afterglow-test-"));
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
  await migrate(postgres.url);
  project.provide("templateUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
