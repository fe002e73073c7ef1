/** Process: a worker that moves what is due at a moment it is told, as the queue would have it do. */
import { createDb } from "#app/db.server.ts";
import type { Db } from "#app/db.server.ts";
import { handlersFor } from "#app/jobs/handlers.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { findWork } from "#app/models/work.ts";
import { ownCpu, serve } from "./part.ts";

let db: Db | undefined;
const none = (): never => {
  throw new Error("only timers are worked off here");
};

const methods = {
  cpu: ownCpu,
  async start(databaseUrl: string): Promise<void> {
    db = createDb(databaseUrl, { max: 4 });
    await db.prisma.$queryRaw`SELECT 1`;
  },
  /** Moves everything that is due at `now`; returns when nothing is, in milliseconds. */
  async timers({ shopId, now }: { shopId: string; now: number }): Promise<number> {
    const prisma = db?.prisma ?? none();
    const { timers } = handlersFor({ store: postgresStore(prisma), now: () => now, hint: () => {}, retryAt: none, send: none, translateFor: none, onFailed: none });
    const start = performance.now();
    while ((await findWork(prisma, now)).some((work) => work.job === "timers")) while ((await timers({ shopId })).more);
    return performance.now() - start;
  },
};

export type WaitingWorker = typeof methods;

serve(methods, async () => db?.close());
