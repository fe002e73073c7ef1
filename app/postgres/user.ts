import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartError } from "#app/start-error.server.ts";

const run = promisify(execFile);

/** The account PostgreSQL runs under when we are root. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

// Accounts that exist nearly everywhere; creating one would change the machine for good.
const CANDIDATES = ["postgres", "nobody"];

/** Who must run PostgreSQL, which refuses to be root: an unprivileged account if we are root, otherwise ourselves (undefined). */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    try {
      const [uid, gid] = await Promise.all([idOf("-u", name), idOf("-g", name)]);
      return { name, uid, gid };
    } catch {
      continue;
    }
  }
  throw new StartError("PostgreSQL does not run as root and this machine has no user postgres or nobody: start Afterglow as another user.");
}

async function idOf(flag: "-u" | "-g", name: string): Promise<number> {
  const { stdout } = await run("id", [flag, name]);
  return Number(stdout);
}
