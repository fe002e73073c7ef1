import { setTimeout as sleep } from "node:timers/promises";
import Bull from "bull";
import type { Queue as Bulls } from "bull";
import { Redis } from "ioredis";
import type { RedisOptions } from "ioredis";
import { JOB_NAMES, jobs } from "./catalog.ts";
import type { Handlers, JobName, JobPayload, Queue } from "./catalog.ts";
import { evictionWarning } from "./eviction.ts";

/** Bull tells of an empty queue only to processes that work on it; asking is simpler, and rare. */
const POLL_MS = 20;

export type BullOptions = {
  /** Begins every key, so that several installations may share a Redis. */
  readonly prefix?: string | undefined;
  /** Hears of a Redis that is set up so that it may lose hints. */
  readonly onWarning?: (sentence: string) => void;
};

/**
 * Bull on Redis for many processes. Job ids make hints collapse: one job per kind and shop, waiting or running.
 * Bull's own retries, delays and schedules are not used: due times live in Postgres, and the sweep finds what
 * was dropped. A job that Bull takes for stalled is run by another worker as well, and that is harmless: what
 * either does, it first claims in Postgres.
 *
 * Bull ignores an added job whose id is taken, also while that job is running and past the point where it would
 * have seen the new work. So each hint leaves a mark first; a run takes the mark away when it begins, and
 * whoever put a job away looks afterwards, and adds it again if there is one.
 */
export function bullQueue(redisUrl: string, onError: (job: JobName, shopId: string, error: unknown) => void, { prefix = "afterglow", onWarning }: BullOptions = {}): Queue {
  const clients: Redis[] = [];
  // Bull refuses blocking clients that give up after some retries or wait for a ready check.
  const client = (_type: string, options?: RedisOptions): Redis => {
    const made = new Redis(redisUrl, { ...options, maxRetriesPerRequest: null, enableReadyCheck: false });
    // Without a listener a lost connection would end the process; ioredis reconnects by itself.
    made.on("error", (error: unknown) => onError("deliveries", "-", error));
    clients.push(made);
    return made;
  };
  // A stalled job is run again for as often as it stalls; by default Bull gives up after the first time.
  const settings = { maxStalledCount: 1_000 };
  const queues = Object.fromEntries(JOB_NAMES.map((name) => [name, new Bull(name, { createClient: client, prefix, settings })])) as Record<JobName, Bulls<JobPayload>>;
  const marks = (name: JobName): string => `${prefix}:hinted:${name}`;
  /** Jobs put away here whose marks are still looked at. */
  const looking = new Set<Promise<void>>();
  let isClosing = false;

  const add = async (name: JobName, shopId: string): Promise<void> => {
    // Not the bare id: Bull keeps its own lists under the same kind of key, and a shop could be called "wait".
    await queues[name].add({ shopId }, { jobId: `shop-${shopId}`, removeOnComplete: true, removeOnFail: true });
  };
  const hint = async (name: JobName, shopId: string): Promise<void> => {
    await queues[name].client.sadd(marks(name), shopId);
    await add(name, shopId);
  };
  const lookAgain = async (name: JobName, shopId: string): Promise<void> => {
    if (await queues[name].client.sismember(marks(name), shopId)) await add(name, shopId);
  };
  const putAway = (name: JobName, { shopId }: JobPayload): void => {
    // The connections close with the last job; what it leaves marked, the next sweep of any worker names.
    if (isClosing) return;
    const look: Promise<void> = lookAgain(name, shopId).catch((error: unknown) => void (isClosing || onError(name, shopId, error))).finally(() => looking.delete(look));
    looking.add(look);
  };
  if (onWarning) {
    void evictionWarning(queues.deliveries.client).then((warning) => warning && onWarning(warning)).catch(() => undefined);
  }
  return {
    hint,
    work(handlers: Handlers) {
      for (const name of JOB_NAMES) {
        queues[name].on("completed", (job) => putAway(name, job.data)).on("failed", (job) => putAway(name, job.data));
        void queues[name].process(jobs[name].concurrency, async (job) => {
          const payload = jobs[name].payload.parse(job.data);
          try {
            await queues[name].client.srem(marks(name), payload.shopId);
            const { more } = await handlers[name](payload);
            if (more) await queues[name].client.sadd(marks(name), payload.shopId);
          } catch (error) {
            onError(name, payload.shopId, error);
          }
        });
      }
    },
    async idle() {
      for (const name of JOB_NAMES) {
        for (;;) {
          const { waiting, active } = await queues[name].getJobCounts();
          if (waiting + active + looking.size === 0) break;
          await sleep(POLL_MS);
        }
      }
    },
    async close() {
      isClosing = true;
      await Promise.all(JOB_NAMES.map((name) => queues[name].close()));
      await Promise.all(looking);
      for (const one of clients) one.disconnect();
    },
  };
}
