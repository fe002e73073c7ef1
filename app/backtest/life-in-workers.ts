/**
 * A large backtest on all processors. This thread hands out customers in parts, in their order, and puts the reports
 * together in the same order, so that the result is that of one thread, to the last key.
 */
import { Worker } from "node:worker_threads";
import type { LiveJourney } from "../engine/working-set.ts";
import { emptyReports } from "../simulation/backtest.ts";
import type { BacktestOptions } from "../simulation/backtest.ts";
import { addPart } from "../simulation/merge-reports.ts";
import type { PackedHistories, PackedHistory } from "../simulation/packed-history.ts";
import { ROWS } from "../simulation/report.ts";
import type { Report } from "../simulation/report.ts";
import type { Part, PartDone, Task } from "./life-work.ts";

/** Texts of a part: some tens of milliseconds of work, so that Ctrl-C is heard soon and handing out costs little. */
const TEXTS = 400;
/** Parts a worker has in hand: the next is there when one is done. */
const IN_HAND = 2;

type Options = Pick<BacktestOptions, "shop" | "figures" | "models" | "beside" | "from" | "to" | "onProgress" | "signal">;

/** `backtestTogether` in `workers` threads. Stopped by the signal, the report covers the parts that were handed out by then. */
export async function lifeInWorkers(histories: PackedHistories, asked: readonly LiveJourney[], options: Options, workers: number): Promise<Report[]> {
  const { shop, figures, models = [], beside, from, to } = options;
  const task: Task = { shop, weeks: figures.weeks, models, asked, beside, from, to, unpacking: histories.unpacking };
  const threads = Array.from({ length: workers }, () => new Worker(new URL("./life-worker.ts", import.meta.url), { workerData: task }));
  try {
    return await handOut(threads, histories, emptyReports(asked, options), options);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function handOut(threads: readonly Worker[], histories: PackedHistories, reports: Report[], { onProgress, signal }: Options): Promise<Report[]> {
  const parts = partsOf(histories.customers());
  /** Done before one that comes before them: few, for every thread has few in hand. */
  const early = new Map<number, PartDone>();
  let [given, merged, customers] = [0, 0, 0];
  let ended = false;
  return new Promise((resolve, reject) => {
    const give = (thread: Worker): void => {
      if (signal?.aborted && !ended) {
        ended = true;
        for (const report of reports) report.partial = true;
      }
      const next = ended ? null : parts.next();
      if (next === null || next.done) {
        ended = true;
        if (merged === given) resolve(reports);
        return;
      }
      const listed = reports.some(({ rows }) => rows.length < ROWS);
      thread.postMessage({ number: given++, customers: next.value, listed } satisfies Part);
    };
    const take = (done: PartDone): void => {
      early.set(done.number, done);
      for (let part = early.get(merged); part; part = early.get(merged)) {
        early.delete(merged++);
        for (const [index, report] of part.reports.entries()) addPart(reports[index] as Report, report);
        customers += part.customers;
      }
      onProgress?.(customers);
    };
    for (const thread of threads) {
      thread.on("message", (done: PartDone) => {
        take(done);
        give(thread);
      });
      thread.on("error", reject);
      thread.on("messageerror", reject);
      thread.on("exit", () => reject(new Error("a worker of the backtest ended early")));
      for (let part = 0; part < IN_HAND; part++) give(thread);
    }
  });
}

function* partsOf(customers: Iterable<PackedHistory>): Generator<PackedHistory[]> {
  let part: PackedHistory[] = [];
  let texts = 0;
  for (const customer of customers) {
    part.push(customer);
    texts += customer.texts.length;
    if (texts < TEXTS) continue;
    yield part;
    part = [];
    texts = 0;
  }
  if (part.length > 0) yield part;
}
