import { isOutage } from "../core/shared/outage.ts";
import { backoffMs, jobs } from "./catalog.ts";
import type { Handler, WorkName } from "./catalog.ts";

/**
 * The same handler, which after a failure is not run again for that shop before its job's backoff is over: the
 * sweep names a shop every second for as long as work waits, and a fault on our side must not run and be
 * logged each time. When the database is away nothing is wrong with the shop, and nothing is held back.
 *
 * @param clock milliseconds of a clock that only goes forward
 */
export function atRetryPace(name: WorkName, handler: Handler, clock: () => number = () => performance.now()): Handler {
  const failed = new Map<string, { readonly failures: number; readonly until: number }>();
  return async (payload) => {
    const before = failed.get(payload.shopId);
    if (before && clock() < before.until) return { more: false };
    try {
      const result = await handler(payload);
      failed.delete(payload.shopId);
      return result;
    } catch (error) {
      const failures = (before?.failures ?? 0) + 1;
      if (!isOutage(error)) failed.set(payload.shopId, { failures, until: clock() + backoffMs(jobs[name].backoff, failures) });
      throw error;
    }
  };
}
