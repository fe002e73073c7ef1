import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";

// Node's own watch mode would restart on every file Vite writes for itself, and on pages, which Vite reloads in place.
const PAGES = /^(routes|components)\/|\.tsx$|\.test\.ts$|^routes\.ts$/;
const SETTLED = 300;

let child: ChildProcess | undefined;
let restarting: NodeJS.Timeout | undefined;
let ending = false;

function start(): void {
  child = spawn(process.execPath, ["app/demo/main.ts", "--dev"], { stdio: "inherit" });
  child.once("exit", (code) => {
    if (code && !ending) console.log("Waiting for a change before starting again …");
  });
}

async function stop(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT"); // on SIGTERM Vite ends the process before the other parts have stopped
  await once(child, "exit");
}

function changed(file: string): void {
  if (!file.endsWith(".ts") || PAGES.test(file)) return;
  clearTimeout(restarting);
  restarting = setTimeout(async () => {
    console.log(`${file} changed: starting again …`);
    await stop();
    if (!ending) start();
  }, SETTLED);
}

for (const folder of ["app", "connectors"]) watch(folder, { recursive: true }, (_, file) => file && changed(file));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, async () => {
    ending = true;
    await stop();
    process.exit(0);
  });
}
start();
