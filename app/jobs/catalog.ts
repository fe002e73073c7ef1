/** Every job there is. A job carries ids only; what to do stands in Postgres, so a lost job loses nothing. */
import { z } from "zod";

export const jobs = {
  /** Understand what came in for a shop. */
  deliveries: z.object({ shopId: z.string() }),
  /** Move the walks of a shop that are due. */
  timers: z.object({ shopId: z.string() }),
  /** Send what is queued for a shop. */
  messages: z.object({ shopId: z.string() }),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;

/** One handler per job; it returns when nothing is left to do, or after a fair share of time with `more`. */
export type Handlers = { readonly [N in JobName]: (payload: JobPayload<N>) => Promise<{ more: boolean }> };

/** A hint that there is work: doubled and lost hints are harmless. */
export interface Queue {
  hint(name: JobName, shopId: string): Promise<void>;
  /** Starts working. Called once, in worker processes only. */
  work(handlers: Handlers): void;
  /** Resolves once no hint waits and no handler of this queue runs. */
  idle(): Promise<void>;
  /** Waits for running handlers and stops. */
  close(): Promise<void>;
}
