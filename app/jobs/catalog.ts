/**
 * Every job there is. A job is a hint and carries only the shop: what to do, and when, stands in Postgres. So
 * a job that is lost, doubled, run again because its worker stalled, or left behind by another version of
 * this code does no harm, and nothing is ever queued in Redis for later: Bull's delayed jobs live in Redis
 * alone, and a Node timer beyond 2^31 ms fires at once.
 *
 * How many messages per second a channel may send is not a property of a job, since one job sends many: the
 * claim of messages keeps to it (models/store/outbox), for all processes at once.
 */
import { z } from "zod";
import { HOUR, MINUTE, SECOND } from "../core/shared/instant.ts";
import type { Schedule } from "./schedule.ts";

const shop = z.object({ shopId: z.string().min(1) });

/** The wait before the second try; it doubles with each further one, up to `mostMs`. */
export type Backoff = { readonly firstMs: number; readonly mostMs: number };

export type Job = {
  readonly payload: typeof shop;
  /** Handlers at once in one process. */
  readonly concurrency: number;
  readonly backoff: Backoff;
} & (
  /** Wanted whenever the sweep finds something waiting; tried for as long as it does. */
  | { readonly schedule: null; readonly attempts: null }
  /** Wanted at regular times, per shop; after so many failures, not before its next regular time. */
  | { readonly schedule: Schedule; readonly attempts: number; /** Nothing to do for a shop that only sends webhooks. */ readonly connectedOnly: boolean }
);

const untilDone = { payload: shop, schedule: null, attempts: null, backoff: { firstMs: SECOND, mostMs: 30 * SECOND } } as const;
/** The first wait is also how long a run may take before its worker counts as dead. */
const regular = { payload: shop, concurrency: 1, attempts: 4, backoff: { firstMs: 5 * MINUTE, mostMs: HOUR } } as const;

export const jobs = {
  /** Understand what came in for a shop. */
  deliveries: { ...untilDone, concurrency: 2 },
  /** Move the walks of a shop that are due. */
  timers: { ...untilDone, concurrency: 2 },
  /** Send what is queued for a shop: mostly waiting for other servers, so several shops at once. */
  messages: { ...untilDone, concurrency: 8 },
  /** Do what journeys ask to be done outside. */
  actions: { ...untilDone, concurrency: 2 },
  /** Read a shop's past and its changes from its platform: mostly waiting for the platform. */
  pulls: { ...untilDone, concurrency: 4 },
  /** Act on what platforms say of shops and of people's rights. */
  notices: { ...untilDone, concurrency: 1 },
  /** Learn from a shop's past and score its customers: a processor's work for minutes, so one shop at a time. */
  scoring: { ...untilDone, concurrency: 1 },
  /** Ask each connected platform what changed that no webhook told; most runs find that the shop's own pace lets it wait. */
  catchUp: { ...regular, connectedOnly: true, schedule: { everyMs: MINUTE } },
  /** Make sure that the platform still sends us what it should, and ask what it may not have told: the plan, and stock that reminders are about. */
  subscriptions: { ...regular, connectedOnly: true, schedule: { nightlyAtHour: 4 } },
  /** Refresh the figures of a shop that decisions read. */
  shopStats: { ...regular, connectedOnly: false, schedule: { everyMs: 15 * MINUTE } },
  /** Ask for a shop's scores to be worked out anew; `scoring` does it. */
  scores: { ...regular, connectedOnly: false, schedule: { nightlyAtHour: 3 } },
} as const satisfies Readonly<Record<string, Job>>;

export type JobName = keyof typeof jobs;
export type JobPayload = z.infer<typeof shop>;
/** Jobs that run at regular times. */
export type PeriodicName = { [N in JobName]: (typeof jobs)[N]["schedule"] extends null ? never : N }[JobName];
export type WorkName = Exclude<JobName, PeriodicName>;

export const JOB_NAMES = Object.keys(jobs) as JobName[];
export const PERIODIC_NAMES = JOB_NAMES.filter((name): name is PeriodicName => jobs[name].schedule !== null);
export const CONNECTED_ONLY = PERIODIC_NAMES.filter((name) => jobs[name].connectedOnly);
export const WORK_NAMES = JOB_NAMES.filter((name): name is WorkName => jobs[name].schedule === null);

/** Milliseconds to wait after so many failures in a row (1 or more). */
export function backoffMs({ firstMs, mostMs }: Backoff, failures: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
}

/** One handler per job; it returns when nothing is left to do, or after a fair share of time with `more`. */
export type Handler = (payload: JobPayload) => Promise<{ more: boolean }>;
export type Handlers = Readonly<Record<JobName, Handler>>;

/** A hint that there is work: doubled and lost hints are harmless. */
export interface Queue {
  /** A hint given after its work was committed is followed by a run that began after it was given. */
  hint(name: JobName, shopId: string): Promise<void>;
  /** Starts working. Called once, in worker processes only. */
  work(handlers: Handlers): void;
  /** Resolves once no hint waits and no handler of this queue runs. */
  idle(): Promise<void>;
  /** Waits for running handlers and stops. */
  close(): Promise<void>;
}
