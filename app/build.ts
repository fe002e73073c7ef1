import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const STAMP = "build/.made-from";
/** Holds the id of the process that builds: two at once write into each other's files. Outside build, which the build empties. */
const LOCK = "node_modules/.cache/afterglow-build.lock";
const LOOK_AGAIN_MS = 200;
const SOURCES = ["app/**/*.{ts,tsx,js,css}", "connectors/**/*.ts", "public/**/*", "vite.config.ts", "package.json", "prisma/schema.prisma"];

/** Builds the pages if they are missing or were built from other sources. `--force` builds in any case. */
function ensureBuild(force: boolean): number {
  const wanted = fingerprint();
  const isMade = (): boolean => !force && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
  if (isMade()) return 0;
  const unlock = lock();
  try {
    return isMade() ? 0 : build(wanted, force);
  } finally {
    unlock();
  }
}

function build(wanted: string, force: boolean): number {
  if (!force) console.log("Building the pages, once …");
  const remix = "node_modules/@remix-run/dev/dist/cli.js";
  const { status, stdout, stderr } = spawnSync(process.execPath, [remix, "vite:build"], { encoding: "utf8", stdio: force ? "inherit" : "pipe" });
  if (status !== 0) {
    console.error(`The pages could not be built.\n${stdout ?? ""}${stderr ?? ""}`);
    return 1;
  }
  writeFileSync(STAMP, wanted);
  return 0;
}

/** Waits until no other process builds; a dead one's lock is taken over. */
function lock(): () => void {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      return () => rmSync(LOCK, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isAlive(LOCK)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
    else rmSync(LOCK, { force: true });
  }
}

function isAlive(path: string): boolean {
  try {
    const id = Number(readFileSync(path, "utf8"));
    // Just made and not yet written reads as 0.
    return id === 0 || process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.includes(".test."));
  for (const path of files.map((entry) => `${entry.parentPath}/${entry.name}`).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

process.exitCode = ensureBuild(process.argv.includes("--force"));
