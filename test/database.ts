import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { createDb } from "#app/db.server.ts";
import type { PrismaClient } from "../prisma/generated/client.ts";

/** A database of one test file, with the schema and no rows. */
export interface TestDatabase {
  url: string;
  prisma: PrismaClient;
  /** Drops it; happens by itself at the end of the file. */
  close(): Promise<void>;
}

/** Clones the migrated template for the calling test file. Call it at the top of the file or in `beforeAll`. */
export async function testDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer((client) => client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`));
  const url = Object.assign(new URL(template), { pathname: `/${name}` }).href;
  const db = createDb(url, { max });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= drop());
  const drop = async () => {
    await db.close();
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
  };
  afterAll(close);
  return { url, prisma: db.prisma, close };
}

/** Runs one statement; creating and dropping databases at the same time from several workers is put in a row. */
async function onServer(run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(inject("templateUrl")), { pathname: "/postgres" }).href });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('test databases'))");
    await run(client);
  } finally {
    await client.end();
  }
}
