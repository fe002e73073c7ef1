import { createDb } from "#app/db.server.ts";
import { createApp } from "#app/live.server.ts";
import type { Live } from "#app/live.server.ts";
import { SharedClock } from "./clock.ts";
import type { Turn } from "./process.ts";

/** The app of a process that may be killed at any moment; it is never stopped in an orderly way. */
export function appOf(turn: Turn, worker: boolean): Live {
  const clock = new SharedClock(turn.clock);
  return createApp({
    db: createDb(turn.databaseUrl).prisma,
    secret: "a secret of at least thirty-two characters",
    url: "http://localhost",
    email: { smtpUrl: turn.smtpUrl, from: "mail@example.com" },
    shopifySecrets: [],
    now: clock.now,
    worker,
    leaseMs: turn.leaseMs,
    log: console,
  });
}
