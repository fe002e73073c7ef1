import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { childEnv } from "#app/env.server.ts";

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, "..", "node_modules", ".cache");
const READY = join(CACHE, "chromium");

const UNPACK = `
  import chromium, { inflate } from "@sparticuz/chromium";
  import { createRequire } from "node:module";
  import { join, dirname } from "node:path";
  await chromium.executablePath();
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  await inflate(join(dirname(dirname(main)), "bin", "al2023.tar.br"));`;

/** A browser to start, and the environment it needs on this machine. */
export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * The Chromium that comes inside an npm package, unpacked once per checkout. The package itself unpacks to one place
 * for the whole machine, where another user's copy, or one that is only half written, would be in the way.
 */
export async function findChromium(): Promise<Chromium> {
  const executablePath = join(READY, "chromium");
  if (!(await exists(executablePath))) await unpack();
  const { stdout: libraries } = await run("ldd", [executablePath]).catch(() => ({ stdout: "" }));
  return {
    executablePath,
    env: {
      // Bare machines lack a few libraries and all fonts; the package brings them.
      ...(libraries.includes("not found") ? { LD_LIBRARY_PATH: join(READY, "al2023", "lib") } : {}),
      ...((await exists("/etc/fonts")) ? {} : { FONTCONFIG_PATH: join(READY, "fonts") }),
    },
  };
}

async function unpack(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const half = await mkdtemp(join(CACHE, "unpacking-"));
  try {
    await run(process.execPath, ["--input-type=module", "-e", UNPACK], { cwd: import.meta.dirname, env: childEnv({ TMPDIR: half }) });
    await access(join(half, "chromium"));
    await rename(half, READY).catch(async (error: unknown) => {
      if (!(await exists(join(READY, "chromium")))) throw error; // otherwise another test file was quicker
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
