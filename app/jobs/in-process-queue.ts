import type { Handlers, JobName, Queue } from "./catalog.ts";

/**
 * The queue of a single process. One handler runs per job and shop at a time; a hint that arrives meanwhile
 * makes it run once more. `onError` hears of failures; the sweep brings the work back.
 */
export function inProcessQueue(onError: (job: JobName, shopId: string, error: unknown) => void): Queue {
  const waiting = new Map<string, { name: JobName; shopId: string }>();
  const running = new Map<string, Promise<void>>();
  let handlers: Handlers | null = null;
  let closed = false;

  const run = async (key: string, name: JobName, shopId: string): Promise<void> => {
    try {
      const result = await handlers?.[name]({ shopId });
      if (result?.more) waiting.set(key, { name, shopId });
    } catch (error) {
      onError(name, shopId, error);
    } finally {
      running.delete(key);
      pump();
    }
  };
  const pump = (): void => {
    if (!handlers || closed) return;
    for (const [key, { name, shopId }] of waiting) {
      if (running.has(key)) continue;
      waiting.delete(key);
      running.set(key, run(key, name, shopId));
    }
  };
  return {
    async hint(name, shopId) {
      waiting.set(`${name}|${shopId}`, { name, shopId });
      pump();
    },
    work(given) {
      handlers = given;
      pump();
    },
    async idle() {
      while (handlers && !closed && (running.size > 0 || waiting.size > 0)) await Promise.race(running.values());
    },
    async close() {
      closed = true;
      await Promise.all(running.values());
    },
  };
}
