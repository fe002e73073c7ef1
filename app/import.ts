/** `npm run import`: a shop's past orders from an export file. */
import { Progress } from "./backtest/progress.ts";
import { run } from "./import/run.ts";
import { StartError } from "./start-error.server.ts";

const STOPPED = 130;

const stop = new AbortController();
const progress = new Progress(process.stderr, () => performance.now());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
// Nobody reads any more what could not be taken: a pager was closed.
process.stdout.on("error", () => stop.abort());

try {
  const ended = await run(process.argv.slice(2), { output: process.stdout, progress, now: () => Date.now() }, stop.signal);
  process.exitCode = ended === "all taken" ? 0 : 1;
} catch (error) {
  progress.clear();
  if (stop.signal.aborted) process.stderr.write("Stopped. What was taken stays; run it again and it goes on.\n");
  else if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`The import ended because of an error of ours: ${error instanceof Error ? `${error.name}: ${error.message}` : "unknown"}. What was taken stays; run it again and it goes on.\n`);
  process.exitCode = stop.signal.aborted ? STOPPED : error instanceof StartError ? 2 : 1;
}
