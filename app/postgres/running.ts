import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NAME } from "./cluster.ts";

/** Whether a folder holds a PostgreSQL that was once made, running or not. */
export async function isMade(dataDir: string): Promise<boolean> {
  return (await readFile(join(dataDir, "postgres", "cluster", "PG_VERSION"), "utf8").catch(() => null)) !== null;
}

/** The address of the server that runs on a folder, as its own note says; null when none is ready. The note of one that was killed may still be there: connecting tells. */
export async function runningServer(dataDir: string): Promise<string | null> {
  const home = join(dataDir, "postgres");
  const [, , , port, , , , state] = (await readFile(join(home, "cluster", "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const password = (await readFile(join(home, "password"), "utf8").catch(() => "")).trim();
  if (state?.trim() !== "ready" || !/^\d+$/.test(port ?? "") || password === "") return null;
  return `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
}
