import type { Behaviour } from "./core/behaviour/behaviour.ts";
import { isOutage } from "./core/shared/outage.ts";
import type { Instant } from "./core/shared/instant.ts";
import { CALLS_TOGETHER, handleBehaviour } from "./engine/handle-behaviour.ts";
import type { Store } from "./engine/ports.ts";

export type BehaviourIntake = (shopId: string, calls: readonly Behaviour[]) => Promise<"kept" | "busy">;

/** Transactions at once, over all shops: the rest of the database's connections are for everyone else. */
const WRITERS = 3;
/** Of one shop; beyond it callers are asked to come again. */
const MOST_WAITING = 20_000;
/** Of one request in one transaction while others wait. */
const LEAST_SHARE = 10;

type Waiting = { readonly calls: readonly Behaviour[]; next: number; readonly done: () => void; readonly failed: (error: unknown) => void };
type Part = { readonly of: Waiting; readonly calls: readonly Behaviour[] };

/**
 * Keeps calls of the tracking API. Each shop has one transaction at a time in each process, for all requests that wait
 * by then: ten thousand calls about one customer queue behind each other here, not on that customer's lock with a
 * database connection each. Requests share a transaction evenly, so a large batch does not hold up single calls.
 */
export function behaviourIntake(store: Store, now: () => Instant): BehaviourIntake {
  const shops = new Map<string, Waiting[]>();
  /** Shops with calls that nobody writes, in turn. */
  const ready: string[] = [];
  let writers = 0;

  const wake = (): void => {
    for (let shopId = writers < WRITERS ? ready.shift() : undefined; shopId !== undefined; shopId = writers < WRITERS ? ready.shift() : undefined) {
      writers++;
      const turn = shopId;
      void write(turn).finally(() => {
        writers--;
        if (shops.get(turn)?.length === 0) shops.delete(turn);
        else ready.push(turn);
        wake();
      });
    }
  };

  const write = async (shopId: string): Promise<void> => {
    const requests = shops.get(shopId) ?? [];
    const parts = take(requests);
    try {
      await handleBehaviour(store, shopId, parts.flatMap((part) => part.calls), now());
    } catch (error) {
      if (parts.length === 1 || isOutage(error)) return parts.forEach((part) => drop(requests, part.of, error));
      // One of them is at fault: it must not take the others with it.
      for (const part of parts) await handleBehaviour(store, shopId, part.calls, now()).catch((reason: unknown) => drop(requests, part.of, reason));
    }
    for (const request of requests.filter((one) => one.next >= one.calls.length)) {
      requests.splice(requests.indexOf(request), 1);
      request.done();
    }
  };

  return (shopId, calls) =>
    new Promise((resolve, reject) => {
      const known = shops.get(shopId);
      const waiting = (known ?? []).reduce((sum, one) => sum + one.calls.length - one.next, 0);
      if (waiting > 0 && waiting + calls.length > MOST_WAITING) return resolve("busy");
      const request: Waiting = { calls, next: 0, done: () => resolve("kept"), failed: reject };
      if (known) return void known.push(request);
      shops.set(shopId, [request]);
      ready.push(shopId);
      // After this turn of the event loop, so that requests read in the same turn share a transaction.
      setImmediate(wake);
    });
}

/** The next calls of each request, those that waited longest first; what has had its turn goes to the end. */
function take(requests: Waiting[]): Part[] {
  const share = Math.max(LEAST_SHARE, Math.floor(CALLS_TOGETHER / Math.max(1, requests.length)));
  const parts: Part[] = [];
  let room = CALLS_TOGETHER;
  for (const request of requests.slice(0, Math.ceil(CALLS_TOGETHER))) {
    if (room === 0) break;
    const calls = request.calls.slice(request.next, request.next + Math.min(share, room));
    room -= calls.length;
    request.next += calls.length;
    parts.push({ of: request, calls });
  }
  requests.push(...requests.splice(0, parts.length));
  return parts;
}

function drop(requests: Waiting[], request: Waiting, error: unknown): void {
  const index = requests.indexOf(request);
  if (index >= 0) requests.splice(index, 1);
  request.failed(error);
}
