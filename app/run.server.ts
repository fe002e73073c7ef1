import type { Log } from "./log.server.ts";
import { StartError } from "./start-error.server.ts";

/** The parts of a running process, stopped in the opposite order of their start. */
export interface Running {
  /** Names what must be stopped once it has been started. */
  onStop(stop: () => Promise<void>): void;
  /** Ends the process because a part of it ended; the sentence says which. */
  fail(sentence: string): void;
}

// Above what any part takes to stop, below what process managers wait.
const PATIENCE = 20_000;

/** Runs a process until a signal or a failure, and then stops all its parts. What can be mended is said in one sentence. */
export function runProcess(log: Pick<Log, "error">, start: (running: Running) => Promise<void>): void {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  let stoppedAt = 0;

  const stop = async (code: number): Promise<void> => {
    // Ctrl-C often comes twice: from the terminal, and once more from npm.
    if (stopping) return;
    stopping = true;
    stoppedAt = performance.now();
    setTimeout(() => process.exit(1), PATIENCE).unref();
    for (const part of stops.toReversed()) await part().catch((error: unknown) => log.error("a part did not stop", { error }));
    process.exit(code);
  };
  const fail = (error: unknown): void => {
    if (stopping) return;
    if (error instanceof StartError) console.error(error.message);
    else log.error("Afterglow stopped because of an error it did not expect", { error });
    void stop(1);
  };

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // The second of one Ctrl-C comes at once; a later one is a person who has waited long enough.
      if (stopping && performance.now() - stoppedAt > 1_000) process.exit(1);
      void stop(0);
    });
  }
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  const running: Running = {
    // A part that was still starting when the signal came is stopped at once.
    onStop: (part) => void (stopping ? part() : stops.push(part)),
    fail: (sentence) => fail(new StartError(sentence)),
  };
  start(running).catch(fail);
}
