import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { migrate } from "./migrate.server.ts";

const folder = await mkdtemp(join(tmpdir(), "afterglow-migrations-"));
afterAll(() => rm(folder, { recursive: true }));
const write = async (name: string, script: string) => {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), script);
};

const database = await testDatabase();
const tables = async () => {
  const rows = await database.prisma.$queryRaw<{ tablename: string }[]>`select tablename::text from pg_tables where tablename like 'tried_%' order by 1`;
  return rows.map((row) => row.tablename);
};

beforeEach(async () => {
  await write("1_first", "create table tried_one (id int); create table tried_two (id int);");
});

test("each migration is applied once, also when several processes start together", async () => {
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
  expect(applied.flat()).toEqual(["1_first"]);
  expect(await tables()).toEqual(["tried_one", "tried_two"]);
});

test("a migration that fails leaves nothing behind and can be mended", async () => {
  await write("2_second", "create table tried_three (id int); select no_such_thing();");
  await expect(migrate(database.url, folder)).rejects.toThrow("The migration 2_second failed and left nothing behind: function no_such_thing() does not exist");
  expect(await tables()).toEqual(["tried_one", "tried_two"]);
  await write("2_second", "create table tried_three (id int);");
  expect(await migrate(database.url, folder)).toEqual(["2_second"]);
});

test("the present schema is applied already", async () => {
  expect(await migrate(database.url)).toEqual([]);
});

test("an unreachable database is named as the reason", async () => {
  await expect(migrate("postgresql://nobody:x@127.0.0.1:1/none")).rejects.toThrow("The database cannot be reached");
});
