/** Backtests that pages ask for: one at a time per shop, few at a time in all, kept in memory and nowhere else. */
import { backtestShop, readPast } from "./backtest.server.ts";
import type { Backtests, BacktestState } from "./context.ts";
import { DAY } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { LiveJourney } from "./engine/working-set.ts";
import { countOrders } from "./models/backtest-scope.ts";
import type { Database } from "./models/database.ts";
import { currentJourney } from "./models/live-journeys.ts";
import { plainSql } from "./models/plain-sql.ts";
import { traceOf } from "./simulation/backtest.ts";
import { traceEntries } from "./simulation/trace.ts";
import type { TraceEntry } from "./simulation/trace.ts";

/** More orders than this would hold up the pages that the process serves meanwhile. */
const MOST_ORDERS = 20_000;
const AT_ONCE = 2;
/** Finished ones that are kept: the oldest goes. */
const KEPT = 50;
const ROWS = 25;

type Kept = { state: BacktestState; readonly traces: Map<string, readonly TraceEntry[]> };

export type BacktestLimits = { readonly mostOrders?: number };

/** @param failed told what went wrong, for the log */
export function createBacktests(db: Database, now: () => Instant, failed: (error: unknown) => void, { mostOrders = MOST_ORDERS }: BacktestLimits = {}): Backtests {
  const kept = new Map<string, Kept>();
  const running = new Set<string>();
  const keyOf = (shopId: string, journey: string): string => JSON.stringify([shopId, journey]);

  const live = async (one: Kept, shopId: string, journey: LiveJourney): Promise<void> => {
    const to = now();
    const span = { from: to - 365 * DAY, to };
    const past = await readPast(plainSql(db), shopId, to);
    const total = past.histories.size;
    const report = await backtestShop(past, journey, { ...span, onProgress: (done) => (one.state = { kind: "running", done, total }) });
    const rows = report.rows.slice(0, ROWS);
    const options = { ...span, shop: past.shop, figures: past.figures, models: past.models, journey, beside: past.live };
    const definition = (key: string) => [journey, ...past.live].find((other) => other.definition.key === key)?.definition;
    for (const { customer } of rows) {
      const history = past.histories.find(customer);
      if (history && !one.traces.has(customer)) one.traces.set(customer, traceEntries(traceOf(history, options), definition));
    }
    one.state = { kind: "done", report: { ...report, rows, rowsLeftOut: report.entered - rows.length }, at: to };
  };

  return {
    state: (shopId, journey) => kept.get(keyOf(shopId, journey))?.state ?? { kind: "none" },
    trace: (shopId, journey, customer) => kept.get(keyOf(shopId, journey))?.traces.get(customer) ?? null,
    forget(shopId) {
      // What is still running is let go of, too: nobody can ask for it any more.
      for (const id of kept.keys()) if ((JSON.parse(id) as [string, string])[0] === shopId) kept.delete(id);
    },
    async start(shopId, key) {
      const sql = plainSql(db);
      const journey = await currentJourney(sql, shopId, key);
      if (!journey) return null;
      if ((await countOrders(sql, shopId, mostOrders + 1)) > mostOrders) return { kind: "too_big", most: mostOrders };
      const id = keyOf(shopId, key);
      const before = kept.get(id);
      if (before?.state.kind === "running") return before.state;
      if (running.has(shopId) || running.size >= AT_ONCE) return { kind: "busy" };
      const one: Kept = { state: { kind: "running", done: 0, total: null }, traces: new Map() };
      kept.delete(id);
      kept.set(id, one);
      for (const [oldest, { state }] of kept) if (kept.size > KEPT && state.kind !== "running") kept.delete(oldest);
      running.add(shopId);
      void live(one, shopId, journey)
        .catch((error: unknown) => {
          one.state = { kind: "failed" };
          failed(error);
        })
        .finally(() => running.delete(shopId));
      return one.state;
    },
  };
}
