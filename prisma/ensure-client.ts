import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

// npm may block install scripts, so the client is generated where it is needed: before every command that uses it.
const STAMP = "prisma/generated/.made-from";
const LOCK = "prisma/.generating";

/** Generates the Prisma client if it is missing or was made from another schema. */
async function ensureClient(): Promise<void> {
  const wanted = fingerprint();
  if (read(STAMP) === wanted) return;
  const release = await lock();
  try {
    if (read(STAMP) === wanted) return;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["prisma/cli.ts", "generate"], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The Prisma client could not be generated.\n${stdout}${stderr}`);
    writeFileSync(STAMP, wanted);
  } finally {
    release();
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "node_modules/prisma/package.json"]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** Two commands started together must not generate over each other. A lock older than a minute was left by a killed one. */
async function lock(): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(LOCK);
      return () => rmSync(LOCK, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const made = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - made > 60_000) rmSync(LOCK, { recursive: true, force: true });
      await sleep(100);
    }
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

try {
  await ensureClient();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
