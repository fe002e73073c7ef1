/** `npm run score`: every customer's scores, learned from an orders file. Writes nothing but what --out names. */
import { Progress } from "./backtest/progress.ts";
import { Refused } from "./score/refused.ts";
import { run } from "./score/run.ts";

// A pager that was closed ends the output, and is no fault.
process.stdout.on("error", () => process.exit(0));

const progress = new Progress(process.stderr, () => performance.now());
const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);
try {
  await run(process.argv.slice(2), { isTTY: process.stdout.isTTY, print, progress, now: () => Date.now() });
} catch (error) {
  progress.clear();
  if (error instanceof Refused) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`Scoring ended because of an error of ours: ${error instanceof Error ? `${error.name}: ${error.message}` : "unknown"}\n`);
  process.exitCode = error instanceof Refused ? 2 : 1;
}
