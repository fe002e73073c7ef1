/** `npm run backtest`: what a journey would have done, from a shop's own past. Writes nothing anywhere. */
import { Progress } from "./backtest/progress.ts";
import { run } from "./backtest/run.ts";
import { StartError } from "./start-error.server.ts";

const STOPPED = 130;
/** Ctrl-C often comes twice at once: from the terminal, and once more from npm. */
const ONE_PRESS = 500;

const stop = new AbortController();
let pressedAt = -Infinity;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted && performance.now() - pressedAt > ONE_PRESS) process.exit(STOPPED);
    if (stop.signal.aborted) return;
    pressedAt = performance.now();
    stop.abort();
    progress.clear();
    process.stderr.write("Stopping at the next customer …\n");
  });
}
// A pager that was closed ends the output, and is no fault.
process.stdout.on("error", () => process.exit(0));

const progress = new Progress(process.stderr, () => performance.now());
const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);
try {
  const ended = await run(process.argv.slice(2), { isTTY: process.stdout.isTTY, print, progress, now: () => Date.now() }, stop.signal);
  process.exitCode = ended === "stopped" ? STOPPED : 0;
} catch (error) {
  progress.clear();
  if (stop.signal.aborted) process.stderr.write("Stopped before there was anything to show.\n");
  else if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`The backtest ended because of an error of ours: ${error instanceof Error ? `${error.name}: ${error.message}` : "unknown"}\n`);
  process.exitCode = stop.signal.aborted ? STOPPED : error instanceof StartError ? 2 : 1;
}
