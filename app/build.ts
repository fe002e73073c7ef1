import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "build/.made-from";
const SOURCES = ["app/**/*.{ts,tsx,css}", "connectors/**/*.ts", "public/**/*", "vite.config.ts", "package.json", "prisma/schema.prisma"];

/** Builds the pages if they are missing or were built from other sources. `--force` builds in any case. */
function ensureBuild(force: boolean): number {
  const wanted = fingerprint();
  if (!force && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return 0;
  if (!force) console.log("Building the pages, once …");
  const remix = "node_modules/@remix-run/dev/dist/cli.js";
  const { status, stdout, stderr } = spawnSync(process.execPath, [remix, "vite:build"], { encoding: "utf8", stdio: force ? "inherit" : "pipe" });
  if (status !== 0) {
    console.error(`The pages could not be built.\n${stdout ?? ""}${stderr ?? ""}`);
    return 1;
  }
  mkdirSync("build", { recursive: true });
  writeFileSync(STAMP, wanted);
  return 0;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.includes(".test."));
  for (const path of files.map((entry) => `${entry.parentPath}/${entry.name}`).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

process.exitCode = ensureBuild(process.argv.includes("--force"));
