import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { childEnv } from "#app/env.server.ts";

const ROOT = join(import.meta.dirname, "..");

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

type Watch = (child: ChildProcess, err: string) => void;

/** `npm run backtest` as npm would run it. `watch` sees what it says on stderr as it goes. */
export function runBacktest(args: readonly string[], env: Readonly<Record<string, string>> = {}, watch?: Watch): Promise<Ended> {
  return runCommand(["app/backtest.ts", ...args], env, watch);
}

/** One of our commands as npm would run it: Node's own arguments, the file, and the command's. */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}, watch: Watch = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, [...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: childEnv({ DATABASE_URL: undefined, NODE_ENV: undefined, ...env }) });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
    watch(child, err);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
