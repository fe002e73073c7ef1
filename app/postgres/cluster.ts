import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, StartError } from "#app/start-error.server.ts";
import type { Binaries } from "./binaries.ts";
import { explain } from "./explain.ts";
import { makeFolder } from "./make-folder.ts";
import { runAs } from "./spawn-as.ts";
import type { SystemUser } from "./user.ts";

/** The name of the one role and of the one database. */
export const NAME = "afterglow";

/** Makes `<dataDir>/postgres`, owned by who runs PostgreSQL, and gives back its real path. */
export async function makeHome(dataDir: string, user: SystemUser | undefined): Promise<string> {
  try {
    const home = join(dataDir, "postgres");
    await makeFolder(home);
    if (user) await chown(home, user.uid, user.gid);
    await chmod(home, 0o700);
    return await realpath(home);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOSPC") throw new StartError(`The disk that holds DATA_DIR (${dataDir}) is full.`);
    throw new StartError(`DATA_DIR (${dataDir}) cannot be written by this user (${code || error}): make it writable or choose another.`);
  }
}

/** Creates the cluster once; a creation that was cut short is done again. Gives back the password. */
export async function makeCluster(home: string, binaries: Binaries, user: SystemUser | undefined, throwaway: boolean): Promise<string> {
  const passwordFile = join(home, "password");
  const cluster = join(home, "cluster");
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) {
    await checkVersion(version.trim(), binaries, home);
    return (await readFile(passwordFile, "utf8")).trim();
  }
  const password = randomBytes(24).toString("base64url");
  const half = join(home, "cluster.half");
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) await Promise.all([half, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const flags = [...initdbFlags(half, passwordFile, user), ...(throwaway ? ["--no-sync"] : [])];
  const { code, said } = await runAs(user, binaries.initdb, flags, half);
  if (code !== 0) throw new StartError(explain(said, home));
  await rename(half, cluster);
  return password;
}

/**
 * How the server is told where its folder is. Under a private home (such as root's) its user may not walk the path,
 * but may stay where it is put, so on Linux it is started inside the folder and told "here".
 */
export function addressOf(folder: string, user: SystemUser | undefined): string {
  return user && process.platform === "linux" ? "/proc/self/cwd" : folder;
}

function initdbFlags(folder: string, passwordFile: string, user: SystemUser | undefined): string[] {
  const here = addressOf(folder, user);
  return [
    ["-D", here, "--no-instructions", "--encoding=UTF8", "--locale=C"],
    // Unicode rules that come with PostgreSQL itself, so that sorting and lower() are the same on every machine.
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    [`--username=${NAME}`, "--auth=scram-sha-256", `--pwfile=${here === folder ? passwordFile : `${here}/../password`}`],
  ].flat();
}

async function checkVersion(made: string, binaries: Binaries, home: string): Promise<void> {
  const { said } = await runAs(undefined, binaries.postgres, ["--version"], "/");
  const ours = /(\d+)\.\d+/.exec(said)?.[1] ?? made;
  if (ours === made) return;
  throw new StartError(`The data in ${home} was made by PostgreSQL ${made} and this is ${ours}: set DATA_DIR to another folder.`);
}
