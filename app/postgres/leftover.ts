import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "#app/start-error.server.ts";
import { isServerOf, processIdentity } from "./process-identity.ts";

// A fast shutdown takes well under a second; a server killed while it replays its log may take longer.
const SIGNALS = [
  { signal: "SIGINT", patience: 8_000 },
  { signal: "SIGQUIT", patience: 8_000 },
] as const;

/** Stops the server a killed Afterglow left behind, and removes a note of one whose process number now belongs to someone else. */
export async function clearLeftover(cluster: string): Promise<void> {
  const note = join(cluster, "postmaster.pid");
  const pid = await readPid(note);
  if (pid === undefined || !(await isRunning(pid))) return;
  if (!(await isServerOf(pid, cluster))) return rm(note, { force: true });
  for (const { signal, patience } of SIGNALS) {
    process.kill(pid, signal);
    if (await gone(pid, patience)) return;
  }
  throw new StartError(`A PostgreSQL left from an earlier start (process ${pid}) does not stop: end it and start again.`);
}

/** The process number in the first line of postmaster.pid. */
async function readPid(note: string): Promise<number | undefined> {
  const text = await readFile(note, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

async function gone(pid: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 50) {
    if (!(await isRunning(pid))) return true;
    await sleep(50);
  }
  return false;
}

async function isRunning(pid: number): Promise<boolean> {
  return (await processIdentity(pid)) !== undefined;
}
