/** The side of the app that works: handlers on a queue, and the sweep behind it. */
import type { Queue } from "./jobs/catalog.ts";
import { handlersFor } from "./jobs/handlers.ts";
import type { WorkPorts } from "./jobs/handlers.ts";
import { startSweep } from "./jobs/sweep.ts";
import { refreshShopStats } from "./models/shop-stats.ts";
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
const STATS_MS = 15 * 60_000;

export type WorkerPorts = WorkPorts & { readonly db: Database; readonly queue: Queue; readonly onError: (what: string, error: unknown) => void };

/** Starts working through `queue` and sweeping; without it only `drain` works. */
export function createWork(ports: WorkerPorts, { start }: { start: boolean }): Work {
  const { db, queue, now } = ports;
  const handlers = handlersFor(ports);
  let stopSweep = async (): Promise<void> => {};
  let stats: NodeJS.Timeout | undefined;
  let refreshing: Promise<void> = Promise.resolve();
  const refreshStats = async (): Promise<void> => {
    const shops = await db.shop.findMany({ where: { uninstalledAt: null }, select: { id: true } });
    for (const shop of shops) await refreshShopStats(db, shop.id, now());
  };
  if (start) {
    queue.work(handlers);
    stopSweep = startSweep(queue, () => findWork(db, now()), SWEEP_MS, (error) => ports.onError("sweep", error));
    const refresh = (): void => void (refreshing = refreshStats().catch((error: unknown) => ports.onError("shop statistics", error)));
    refresh();
    stats = setInterval(refresh, STATS_MS);
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
      clearInterval(stats);
      await refreshing;
      await stopSweep();
      await queue.close();
    },
  };
}
