/** Learning in a thread of its own: fitting takes seconds, and the process that learns may be the one that serves pages. */
import { Worker } from "node:worker_threads";
import type { LearnerOptions } from "./core/scoring/learn.ts";
import type { LearnedPast } from "./learn-past.server.ts";
import type { Asked, ThreadTask, Told } from "./scoring-worker.server.ts";

/** Batches of customers on their way to the thread: while one is learnt from, the next is read. */
const IN_HAND = 2;
/** Batches between two signs of life. */
const BATCHES_TOLD = 10;

export type LearningPort = {
  /** Customers as `models/score-past` gives them, batch by batch. */
  readonly past: AsyncIterable<readonly string[]>;
  /** Orders that count for nothing. */
  readonly testOrders: readonly string[];
  /** A sign of life with what it is at and how many customers it has read; its failure ends the learning. */
  readonly alive: (phase: string, done: number) => Promise<void>;
  readonly signal: AbortSignal;
};

/** How often `alive` is called at least, in milliseconds of the machine. */
const PULSE_MS = 20_000;

/**
 * Learns from all that `past` gives.
 *
 * @throws the signal's reason when it is aborted, and what `past` or `alive` threw; nothing is left running then
 * @throws Error when the thread ended early: out of memory
 */
export async function learnInThread(options: LearnerOptions, { past, testOrders, alive, signal }: LearningPort): Promise<LearnedPast> {
  signal.throwIfAborted();
  const thread = new Worker(new URL("./scoring-worker.server.ts", import.meta.url), { workerData: { options, testOrders } satisfies ThreadTask });
  let phase = "Reading the past";
  let done = 0;
  let learnt = 0;
  const products: string[] = [];
  let over = false;
  let wake = (): void => {};
  let pulse: NodeJS.Timeout | undefined;
  const ended = new Promise<LearnedPast>((resolve, reject) => {
    thread.on("message", (told: Told) => {
      if ("learned" in told) return resolve({ ...told.learned, products });
      if ("product" in told) products.push(told.product);
      else if ("phase" in told) phase = told.phase;
      else {
        learnt++;
        done += told.customers;
        wake();
      }
    });
    thread.on("error", reject);
    thread.on("exit", () => reject(new Error("the thread that learns ended early")));
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    pulse = setInterval(() => void alive(phase, done).catch(reject), PULSE_MS);
  });
  const feed = async (): Promise<void> => {
    let given = 0;
    for await (const customers of past) {
      thread.postMessage({ customers } satisfies Asked);
      given++;
      while (given - learnt >= IN_HAND && !over) await new Promise<void>((resolve) => (wake = resolve));
      if (over) return;
      if (given % BATCHES_TOLD === 0) await alive(phase, done);
    }
    thread.postMessage({ fit: true } satisfies Asked);
  };
  const fed = feed();
  // Whichever fails first is told of; what the others say after it is only that they were broken off.
  for (const part of [fed, ended]) part.catch(() => undefined);
  try {
    await Promise.race([fed, ended]);
    return await ended;
  } finally {
    over = true;
    wake();
    clearInterval(pulse);
    await thread.terminate();
    await fed.catch(() => undefined);
  }
}
