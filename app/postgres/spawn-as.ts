import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import type { SystemUser } from "./user.ts";

// A clean environment: the caller's library paths and locale must not change what PostgreSQL does.
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** Starts a program as `user`, or as ourselves when there is none, apart from our terminal so that Ctrl-C reaches only us. */
export function spawnAs(user: SystemUser | undefined, program: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  return spawn(program, args, { env: ENVIRONMENT, detached: true, ...options, ...identity });
}

/** Runs a program to its end and gives back its exit code and everything it said. */
export async function runAs(user: SystemUser | undefined, program: string, args: string[], cwd: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawnAs(user, program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.on("error", (error) => resolve({ code: -1, said: error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, said }));
  });
}
