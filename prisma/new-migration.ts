import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const FOLDER = "prisma/migrations";
const EMPTY = 0;
const CHANGED = 2;

/**
 * Stands in for `migrate dev`, which Prisma 6 cannot finish through an adapter once a migration exists:
 * writes what leads from the migrations to the schema as one more migration. `--name` names it.
 */
export async function newMigration(args: string[], prisma: (args: string[]) => Promise<number>): Promise<number> {
  const { values } = parseArgs({ args, strict: false, options: { name: { type: "string", short: "n" } } });
  if (!existsSync(`${FOLDER}/migration_lock.toml`)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${FOLDER}/migration_lock.toml`, 'provider = "postgresql"\n');
  }
  const diff = ["migrate", "diff", "--from-migrations", FOLDER, "--to-schema-datamodel", "prisma/schema.prisma"];
  const difference = await prisma([...diff, "--exit-code"]);
  if (difference === EMPTY) return prisma(["generate"]);
  if (difference !== CHANGED) return difference;

  const at = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(FOLDER, `${at}_${slug(String(values.name ?? "change"))}`);
  const script = join("prisma", ".next.sql"); // beside the migrations: a folder without its script would be read as a broken one
  const written = await prisma([...diff, "--script", "--output", script]);
  if (written !== 0) return written;
  mkdirSync(folder);
  renameSync(script, join(folder, "migration.sql"));
  console.log(`Wrote ${folder}/migration.sql; the next start applies it.`);
  return prisma(["generate"]);
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}
