import type { ChildProcess } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "#app/start-error.server.ts";
import type { Binaries } from "./binaries.ts";
import { addressOf } from "./cluster.ts";
import { explain } from "./explain.ts";
import { settingFlags } from "./settings.ts";
import { spawnAs } from "./spawn-as.ts";
import type { SystemUser } from "./user.ts";

/** A running PostgreSQL. */
export interface Server {
  process: ChildProcess;
  pid: number;
  port: number;
  /** Settles when the server is gone. */
  ended: Promise<void>;
}

// Replaying the log after a crash can take a while; nothing else does.
const PATIENCE = 120_000;
const PORT_ATTEMPTS = 5;

/** Starts the server on a free port of 127.0.0.1 and waits until it takes connections. */
export async function startServer(home: string, binaries: Binaries, user: SystemUser | undefined, throwaway: boolean): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = await launch(home, binaries, user, throwaway);
    if (await isReady(server, join(home, "cluster"))) return server;
    const said = await readFile(join(home, "log"), "utf8").catch(() => "");
    if (attempt < PORT_ATTEMPTS && isPassing(said)) {
      await sleep(200 * attempt);
      continue;
    }
    throw new StartError(explain(said, home));
  }
}

async function launch(home: string, binaries: Binaries, user: SystemUser | undefined, throwaway: boolean): Promise<Server> {
  const cluster = join(home, "cluster");
  const port = await freePort();
  const log = await open(join(home, "log"), "w", 0o600);
  try {
    const child = spawnAs(user, binaries.postgres, ["-D", addressOf(cluster, user), ...settingFlags(port, throwaway)], {
      cwd: cluster,
      stdio: ["ignore", log.fd, log.fd],
    });
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    child.unref();
    return { process: child, pid: child.pid ?? -1, port, ended };
  } finally {
    await log.close();
  }
}

/** True once the server says "ready" in its note; false when it ends before. */
async function isReady(server: Server, cluster: string): Promise<boolean> {
  const note = join(cluster, "postmaster.pid");
  for (let waited = 0; waited < PATIENCE; waited += 20) {
    // Both from one reading: until the server writes its own note, that of one that was killed is still there, and says "ready".
    const [pid, , , , , , , state] = (await readFile(note, "utf8").catch(() => "")).split("\n");
    if (Number(pid) === server.pid && state?.trim() === "ready") return true;
    if (await Promise.race([server.ended.then(() => true), sleep(20, false)])) return false;
  }
  server.process.kill("SIGQUIT");
  return false;
}

/** Another program took the port in between, or the children of a killed server are still on their way out. */
function isPassing(said: string): boolean {
  return /could not bind|Address already in use|pre-existing shared memory block/i.test(said);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
