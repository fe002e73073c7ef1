import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { childEnv } from "#app/env.server.ts";
import type { Handout } from "#app/demo/handout.ts";

const ROOT = join(import.meta.dirname, "..");

export type DemoProcess = {
  readonly handout: Handout;
  readonly child: ChildProcess;
  /** Ctrl-C; resolves with the exit code once the process is gone. */
  stop(): Promise<number | null>;
};

/** Runs a script of package.json's in a process of its own, as npm would. @throws with its output when it fails */
export async function runNode(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "pipe", env: childEnv({ NODE_ENV: undefined }) });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(Buffer.concat(output).toString());
}

/** Starts `npm run demo`'s process on free ports and waits until it says that it is ready. */
export async function startDemo(dataDir: string, env: Readonly<Record<string, string>>): Promise<DemoProcess> {
  const unset = { DATABASE_URL: undefined, REDIS_URL: undefined, SMTP_URL: undefined, APP_URL: undefined, APP_SECRET: undefined };
  const child = spawn(process.execPath, ["app/demo/main.ts"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: childEnv({ ...unset, NODE_ENV: "production", DATA_DIR: dataDir, PORT: "0", MAILBOX_PORT: "0", ...env }) });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/^ready /m.test(output)) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`the demo ended before it was ready:\n${output}`)));
  });
  await ready;
  const handout = JSON.parse(await readFile(join(dataDir, "demo.json"), "utf8")) as Handout;
  return {
    handout, child,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const gone = once(child, "exit");
      child.kill("SIGINT");
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}
