import pg from "pg";
import { describe, expect, test } from "vitest";
import { testDatabase } from "./database.ts";

describe("testDatabase", () => {
  test("gives every caller a database of its own with the schema in it, also when many ask at once", async () => {
    const databases = await Promise.all(Array.from({ length: 6 }, () => testDatabase()));
    expect(new Set(databases.map(({ url }) => url)).size).toBe(6);
    for (const { prisma } of databases) {
      const rows = await prisma.$queryRaw<unknown[]>`select migration_name from _prisma_migrations`;
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  test("drops the database when closed", async () => {
    const { url, close } = await testDatabase();
    await close();
    await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow("does not exist");
  });
});
