/** Moves the demo's clock, and with it the stores, the journeys, the mail and its readers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { App, Demo } from "../context.ts";
import { DAY, MINUTE, formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { plainSql } from "../models/plain-sql.ts";
import type { Work } from "../worker.server.ts";
import type { DemoClock } from "./clock.ts";
import { extendFuture } from "./future.ts";
import { happen } from "./happen.ts";
import { planOrder } from "./place-order.ts";
import { shoppers } from "./shoppers.ts";
import { storeSender } from "./store-sender.ts";
import type { Tell } from "./store-sender.ts";

export type TimeMachine = Omit<Demo, "mailboxUrl"> & {
  advanceTo(target: Instant): Promise<{ moved: number }>;
  /** Lets the stores send and the customers read as real time passes. */
  start(): void;
  stop(): Promise<void>;
};

export type TimeMachineOptions = {
  readonly app: Pick<App, "db" | "record" | "secret"> & { readonly work: Pick<Work, "drain" | "nextDue"> };
  readonly clock: DemoClock;
  /** Of the web server on this machine. */
  readonly address: string;
  readonly tell: Tell;
  readonly onError: (error: unknown) => void;
};

/**
 * What falls due in one half hour is done together, at its end. No rule can tell the difference: quiet hours
 * begin and end on the local hour, and local clocks are whole or half hours apart (Nepal's quarter aside).
 */
const SLOT = 30 * MINUTE;
const TICK_MS = 1_000;

export function timeMachine({ app, clock, address, tell, onError }: TimeMachineOptions): TimeMachine {
  // A leap asks thousands of small questions.
  const sql = plainSql(app.db);
  const sender = storeSender(sql, address, tell);
  const readers = shoppers(app);
  let doing: string | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();

  /** One thing at a time: an order placed while the clock jumps would fall between two moments. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  /** All that is due by now. What is known to have nothing due is not asked: a leap is thousands of these. */
  const happenings = async (due: { readonly store: boolean; readonly work: boolean }): Promise<number> => {
    const sent = due.store ? await sender.sendDue(clock.now()) : 0;
    // What customers did is told after the orders it is about.
    if (sent > 0) await app.work.drain();
    const told = due.store ? await sender.tellDue(clock.now()) : 0;
    if (told > 0 || (due.work && sent === 0)) await app.work.drain();
    if (sent > 0 || told > 0 || due.work) await readers.look(clock.now());
    const acted = await readers.act(clock.now());
    if (acted > 0) await app.work.drain();
    return sent + told + acted;
  };

  const advanceTo = (target: Instant): Promise<{ moved: number }> =>
    alone(async () => {
      const start = clock.now();
      let moved = 0;
      let extendedAt = -Infinity;
      try {
        for (;;) {
          const now = clock.now();
          doing = progress(start, now, target);
          if (now - extendedAt > 10 * DAY) {
            await extendFuture(sql, now);
            extendedAt = now;
          }
          const [store, work] = await Promise.all([sender.nextAt(), app.work.nextDue()]);
          const next = earliest([store, work, readers.nextAt()]);
          if (stopping.signal.aborted || now >= target || next === null || next > target) break;
          // Always into a later moment: what cannot be done now must not hold the clock for ever.
          const slot = Math.floor(Math.max(next, now + 1) / SLOT);
          const end = Math.min(target, (slot + 1) * SLOT - 1);
          await clock.holdAt(end);
          moved += await happenings({ store: store !== null && store <= end, work: work !== null && work <= end });
        }
        if (!stopping.signal.aborted) {
          await clock.holdAt(target);
          moved += await happenings({ store: true, work: true });
        }
        return { moved: moved + (await sentBetween(app.db, start, clock.now())) };
      } finally {
        await clock.release();
        doing = null;
      }
    });

  const live = async (): Promise<void> => {
    await extendFuture(sql, clock.now());
    await sender.sendDue(clock.now());
    await sender.tellDue(clock.now());
    await readers.look(clock.now());
    await readers.act(clock.now());
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (doing === null) await alone(live).catch(onError);
      await sleep(TICK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  let looping: Promise<void> | null = null;

  return {
    now: () => clock.now(),
    busy: () => doing,
    advanceTo,
    advance: (days) => advanceTo(clock.now() + days * DAY),
    placeOrder: (shopId) =>
      alone(async () => {
        const orderNumber = await planOrder(app.db, shopId, clock.now());
        await sender.sendDue(clock.now());
        return { orderNumber };
      }),
    happen: (shopId, customerId, what) =>
      alone(async () => {
        const said = await happen({ app, tell, address }, shopId, customerId, what, clock.now());
        await sender.sendDue(clock.now());
        await app.work.drain();
        return { said };
      }),
    start: () => void (looping ??= loop()),
    async stop() {
      stopping.abort();
      await Promise.all([last, looping]);
    },
  };
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((first, at) => (at === null || (first !== null && first <= at) ? first : at), null);
}

async function sentBetween(db: App["db"], from: Instant, to: Instant): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int AS count FROM message WHERE sent_at > $1::timestamptz AND sent_at <= $2::timestamptz`, formatInstant(from), formatInstant(to));
  return row?.count ?? 0;
}

const MOMENT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

function progress(start: Instant, now: Instant, target: Instant): string {
  const share = Math.floor((100 * (now - start)) / Math.max(1, target - start));
  return `The clock is moving: ${MOMENT.format(now)} UTC, ${share} % of the way.`;
}
