import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "../models/database.ts";
import { claimPeriodic, settlePeriodic } from "../models/periodic.ts";
import { askForScores } from "../models/score-run.ts";
import { readShop } from "../models/shop.ts";
import { refreshShopStats } from "../models/shop-stats.ts";
import { backoffMs, jobs, PERIODIC_NAMES } from "./catalog.ts";
import type { Handler, PeriodicName } from "./catalog.ts";
import { nextRun } from "./schedule.ts";

type Run = (db: Database, shopId: string, now: Instant) => Promise<void>;
/** What each periodic job does. It may be run twice for the same moment: after a crash, or when it takes very long. */
export type PeriodicRuns = Readonly<Partial<Record<PeriodicName, Run>>>;

const RUNS: PeriodicRuns = {
  shopStats: async (sql, shopId, now) => void (await refreshShopStats(sql, shopId, now)),
  scores: (sql, shopId, now) => askForScores(sql, shopId, "night", now),
};

/** The handlers of the periodic jobs: each runs when its moment in Postgres has come, and sets the next. */
export function periodicHandlers(db: Database, now: () => Instant, runs: PeriodicRuns = {}): Readonly<Record<PeriodicName, Handler>> {
  const handlers = PERIODIC_NAMES.map((name): [PeriodicName, Handler] => [name, ({ shopId }) => runWhenDue(db, name, { ...RUNS, ...runs }[name], shopId, now)]);
  return Object.fromEntries(handlers) as Record<PeriodicName, Handler>;
}

async function runWhenDue(db: Database, name: PeriodicName, run: Run | undefined, shopId: string, now: () => Instant): Promise<{ more: boolean }> {
  const { schedule, attempts: most, backoff } = jobs[name];
  const attempts = await claimPeriodic(db, shopId, name, now(), now() + backoff.firstMs);
  if (attempts === null) return { more: false };
  const shop = await readShop(db, shopId);
  try {
    await run?.(db, shopId, now());
  } catch (error) {
    const givesUp = attempts >= most;
    await settlePeriodic(db, shopId, name, givesUp ? nextRun(schedule, shop, now()) : now() + backoffMs(backoff, attempts), givesUp ? 0 : attempts);
    throw error;
  }
  await settlePeriodic(db, shopId, name, nextRun(schedule, shop, now()), 0);
  return { more: false };
}
