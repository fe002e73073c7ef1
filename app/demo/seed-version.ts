/** Which version of the demo made the data in the data folder. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { writeWhole } from "./data-folder.ts";

/** Raise it when the made-up past changes: a demo that is half of one version and half of another explains nothing. */
export const SEED_VERSION = "3";

const FILE = "seed-version";

/** Whether there are shops here that another version of the demo made. Asked before the tables are migrated. */
export async function isOfEarlierVersion(folder: string, databaseUrl: string): Promise<boolean> {
  const made = await readFile(join(folder, FILE), "utf8").catch(() => "");
  return made.trim() !== SEED_VERSION && (await hasShops(databaseUrl));
}

/** After the shops were made. */
export async function noteVersion(folder: string): Promise<void> {
  await writeWhole(join(folder, FILE), `${SEED_VERSION}\n`);
}

async function hasShops(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query(`SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'shop'`);
    return table.rows.length > 0 && (await client.query(`SELECT 1 FROM shop LIMIT 1`)).rows.length > 0;
  } finally {
    await client.end();
  }
}
