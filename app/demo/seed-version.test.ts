import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { emptyDatabase } from "./reset.ts";
import { isOfEarlierVersion, noteVersion } from "./seed-version.ts";

test("shops that another version made are noticed; a new folder and an emptied one are not", async () => {
  const { prisma, url } = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "afterglow-version-"));
  try {
    expect(await isOfEarlierVersion(folder, url)).toBe(false);
    await addShop(prisma, "s", "shopify");
    expect(await isOfEarlierVersion(folder, url)).toBe(true);
    await noteVersion(folder);
    expect(await isOfEarlierVersion(folder, url)).toBe(false);
    await writeFile(join(folder, "seed-version"), "2");
    expect(await isOfEarlierVersion(folder, url)).toBe(true);
    await emptyDatabase(url);
    expect(await isOfEarlierVersion(folder, url)).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});
