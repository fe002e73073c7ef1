import type { ChildProcess } from "node:child_process";
import { spawnAs } from "./spawn-as.ts";

// The pipe closes when we die, however we die; then the server gets the signal for an orderly stop.
const SCRIPT = `
cat >/dev/null
kill -INT "$1"
[ -z "$2" ] && exit
while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
rm -rf "$2"
`;

/** A few kilobytes of shell that stop the server `pid` if this process dies, and then remove `folder` if one is given. */
export function watchOver(pid: number, folder = ""): ChildProcess | undefined {
  if (process.platform === "win32") return undefined;
  const watchdog = spawnAs(undefined, "/bin/sh", ["-c", SCRIPT, "afterglow-watchdog", String(pid), folder], {
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.on("error", () => undefined);
  watchdog.unref();
  return watchdog;
}
