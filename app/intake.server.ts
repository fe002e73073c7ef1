import { randomUUID } from "node:crypto";
import type { Instant } from "./core/shared/instant.ts";
import { insertDeliveries } from "./models/intake.ts";
import type { NewDelivery } from "./models/intake.ts";
import { plainSql } from "./models/plain-sql.ts";
import { DatabaseAway } from "./models/store/transaction.ts";
import type { Database } from "./models/database.ts";

export type Intake = {
  /** Resolves once the delivery is committed. @throws DatabaseAway when it could not be */
  keep(delivery: Omit<NewDelivery, "id" | "receivedAt">): Promise<void>;
};

/** Writers at once; while they write, the next requests gather. */
const WRITERS = 2;
const LARGEST = 128;

type Waiting = { readonly delivery: NewDelivery; readonly done: () => void; readonly failed: (error: unknown) => void };

/**
 * Keeps deliveries, those of the same moment in one statement: a commit waits for the disk, and many requests
 * can share one. No request is answered before its own row is committed.
 *
 * @param onKept is told the shop of each kept delivery: the hint that there is work
 */
export function createIntake(db: Database, now: () => Instant, onKept: (shopId: string) => void): Intake {
  const sql = plainSql(db);
  const waiting: Waiting[] = [];
  let writing = 0;
  const write = async (): Promise<void> => {
    writing++;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST);
      try {
        await insertDeliveries(sql, batch.map((one) => one.delivery));
        for (const one of batch) one.done();
        for (const shopId of new Set(batch.map((one) => one.delivery.shopId))) onKept(shopId);
      } catch (error) {
        const away = new DatabaseAway("deliveries could not be kept", { cause: error });
        for (const one of batch) one.failed(away);
      }
    }
    writing--;
  };
  return {
    keep: (delivery) =>
      new Promise<void>((done, failed) => {
        waiting.push({ delivery: { ...delivery, id: uuidv7(Date.now()), receivedAt: now() }, done, failed });
        // After this turn of the event loop, so that requests read in the same turn share a statement.
        if (writing < WRITERS) setImmediate(() => waiting.length > 0 && writing < WRITERS && void write());
      }),
  };
}

let counter = 0;

/** UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, a counter that keeps arrivals of one moment in order, random bits. */
export function uuidv7(at: number): string {
  counter = (counter + 1) & 0xfff;
  const time = at.toString(16).padStart(12, "0");
  // Version 4 has its variant and random bits where version 7 has them, and Node draws those many at a time.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${randomUUID().slice(19)}`;
}
