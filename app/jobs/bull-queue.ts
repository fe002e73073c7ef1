import { setTimeout as sleep } from "node:timers/promises";
import Bull from "bull";
import type { Queue as Bulls } from "bull";
import { Redis } from "ioredis";
import type { RedisOptions } from "ioredis";
import { jobs } from "./catalog.ts";
import type { Handlers, JobName, Queue } from "./catalog.ts";

/** Bull tells of an empty queue only to processes that work on it; asking is simpler, and rare. */
const POLL_MS = 20;
const NAMES = Object.keys(jobs) as JobName[];

/**
 * Bull on Redis for many processes. Job ids make hints collapse: one waiting job per kind and shop. Bull's
 * own retries and delays are not used: due times live in Postgres, and the sweep finds what was dropped.
 *
 * A hint that arrives while its job is being put away is swallowed; the sweep makes up for it.
 *
 * @param options.concurrency handlers per kind in this process
 * @param options.prefix begins every key, so that several installations may share a Redis
 */
export function bullQueue(redisUrl: string, onError: (job: JobName, shopId: string, error: unknown) => void, { concurrency = 2, prefix = "afterglow" } = {}): Queue {
  const clients: Redis[] = [];
  // Bull refuses blocking clients that give up after some retries or wait for a ready check.
  const client = (_type: string, options?: RedisOptions): Redis => {
    const made = new Redis(redisUrl, { ...options, maxRetriesPerRequest: null, enableReadyCheck: false });
    // Without a listener a lost connection would end the process; ioredis reconnects by itself.
    made.on("error", (error: unknown) => onError("deliveries", "-", error));
    clients.push(made);
    return made;
  };
  const queues = Object.fromEntries(NAMES.map((name) => [name, new Bull(name, { createClient: client, prefix })])) as Record<JobName, Bulls<{ shopId: string }>>;
  const add = async (name: JobName, shopId: string): Promise<void> => {
    await queues[name].add({ shopId }, { jobId: shopId, removeOnComplete: true, removeOnFail: true });
  };
  return {
    hint: add,
    work(handlers: Handlers) {
      for (const name of NAMES) {
        void queues[name].process(concurrency, async (job) => {
          const payload = jobs[name].parse(job.data);
          try {
            const { more } = await handlers[name](payload);
            // The id of the running job is still taken; the next one is added once it is gone.
            if (more) setImmediate(() => void add(name, payload.shopId).catch((error: unknown) => onError(name, payload.shopId, error)));
          } catch (error) {
            onError(name, payload.shopId, error);
          }
        });
      }
    },
    async idle() {
      for (const name of NAMES) {
        for (let counts = await queues[name].getJobCounts(); counts.waiting + counts.active > 0; counts = await queues[name].getJobCounts()) await sleep(POLL_MS);
      }
    },
    async close() {
      await Promise.all(NAMES.map((name) => queues[name].close()));
      for (const one of clients) one.disconnect();
    },
  };
}
