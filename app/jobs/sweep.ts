import type { JobName, Queue } from "./catalog.ts";

/** Which shops have work of a kind waiting, or due, in Postgres. */
export type FindWork = () => Promise<readonly { readonly job: JobName; readonly shopId: string }[]>;

/**
 * Looks into Postgres at a steady pace for what is due and for what a lost hint left behind, and hints it.
 * Returns how to stop it; stopping waits for a look that is under way.
 */
export function startSweep(queue: Queue, find: FindWork, everyMs: number, onError: (error: unknown) => void): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      for (const { job, shopId } of await find()) await queue.hint(job, shopId);
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(() => (looking = look()), everyMs);
  };
  looking = look();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await looking;
  };
}
