/** The side of the app that works: handlers on a queue, and the sweep behind it. */
import { CONNECTED_ONLY, PERIODIC_NAMES, WORK_NAMES } from "./jobs/catalog.ts";
import type { Queue } from "./jobs/catalog.ts";
import { handlersFor } from "./jobs/handlers.ts";
import type { WorkPorts } from "./jobs/handlers.ts";
import { periodicHandlers } from "./jobs/periodic.ts";
import type { PeriodicRuns } from "./jobs/periodic.ts";
import { atRetryPace } from "./jobs/retry-pace.ts";
import { startSweep } from "./jobs/sweep.ts";
import { findPeriodic } from "./models/periodic.ts";
import { findWork, nextDue } from "./models/work.ts";
import type { Database } from "./models/database.ts";
import type { Instant } from "./core/shared/instant.ts";

export type Work = {
  /** Runs until nothing is left to do at the present time: what came in, what is due, what is queued. */
  drain(): Promise<void>;
  /** The next moment at which something is due by itself, or null. */
  nextDue(): Promise<Instant | null>;
  stop(): Promise<void>;
};

/** How often Postgres is asked for what is due. Timers are at most this late. */
const SWEEP_MS = 1_000;
/** The same for periodic jobs, which are in no hurry. */
const PERIODIC_SWEEP_MS = 10_000;

export type WorkerPorts = WorkPorts & { readonly db: Database; readonly queue: Queue; readonly regularly?: PeriodicRuns; readonly onError: (what: string, error: unknown) => void };

/** Starts working through `queue` and sweeping; without it only `drain` works. */
export function createWork(ports: WorkerPorts, { start }: { start: boolean }): Work {
  const { db, queue, now } = ports;
  const handlers = handlersFor(ports);
  const stops: (() => Promise<void>)[] = [];
  if (start) {
    const paced = Object.fromEntries(WORK_NAMES.map((name) => [name, atRetryPace(name, handlers[name])])) as typeof handlers;
    queue.work({ ...paced, ...periodicHandlers(db, now, ports.regularly) });
    const onError = (error: unknown): void => ports.onError("sweep", error);
    stops.push(startSweep(queue, () => findWork(db, now()), SWEEP_MS, onError), startSweep(queue, () => findPeriodic(db, PERIODIC_NAMES, now(), CONNECTED_ONLY), PERIODIC_SWEEP_MS, onError));
  }
  return {
    async drain() {
      if (start) await queue.idle();
      for (let waiting = await findWork(db, now()); waiting.length > 0; waiting = await findWork(db, now())) {
        // Where the queue works, it does this too: two at the same rows would only wait for each other.
        for (const { job, shopId } of waiting) await (start ? queue.hint(job, shopId) : handlers[job]({ shopId }));
        if (start) await queue.idle();
      }
    },
    nextDue: () => nextDue(db),
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      await queue.close();
    },
  };
}
