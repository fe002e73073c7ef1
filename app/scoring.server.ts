/** A shop's scoring step by step: learning from its past where there is reason to, then every customer's scores. */
import { draw } from "./core/shared/keyed.ts";
import { DAY, MINUTE } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { LearnerOptions } from "./core/scoring/learn.ts";
import { MOST_EVENTS } from "./core/scoring/learn.ts";
import type { LearnedPast } from "./learn-past.server.ts";
import type { Database } from "./models/database.ts";
import { latestFit, storeFit } from "./models/model-fit.ts";
import { plainSql } from "./models/plain-sql.ts";
import { countBuyers, countStandingOrders, pastByCustomer, testOrderRefs } from "./models/score-past.ts";
import { beginStage, claimScoreRun, keepLearning, letGo, setBackScoreRun } from "./models/score-run.ts";
import type { ScoreRun } from "./models/score-run.ts";
import { scoreBatch } from "./models/score-write.ts";
import { INSTALLED, readShop } from "./models/shop.ts";
import { shareJourneys } from "./models/store/journey-lock.ts";
import { inTransaction } from "./models/store/transaction.ts";
import { learnInThread } from "./scoring-thread.server.ts";
import type { LearningPort } from "./scoring-thread.server.ts";

/** Longer than a batch takes, or the pause between two signs of life of the thread. */
const LEASE_MS = 5 * MINUTE;
/** A share of scoring, before others of the same queue have a turn. */
const SHARE_MS = 1_000;
/** Models are learnt anew after this long, and when orders grew by this share. */
const LEARN_AFTER = 7 * DAY;
const GROWTH = 1.2;
/** After so many failures in a row it waits until it is asked for again. */
const MOST_ATTEMPTS = 5;
const FIRST_WAIT_MS = MINUTE;

export type Learn = (options: LearnerOptions, port: LearningPort) => Promise<LearnedPast>;

export type ScoringPorts = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly onError: (what: string, error: unknown) => void;
  /** Learns from a past; left out, in a thread of its own. */
  readonly learn?: Learn | undefined;
  /** Called between the steps of a run; a test breaks off there. */
  readonly between?: () => Promise<void>;
};

export type Scoring = {
  /** Goes on with a shop's scoring for a share of time; false when nothing is due. */
  step(shopId: string): Promise<boolean>;
  /** Breaks learning off and lets go of it, so that it begins again elsewhere at once. */
  close(): Promise<void>;
};

class AskedAnew extends Error {}

export function createScoring({ db, now, onError, learn = learnInThread, between = async () => {} }: ScoringPorts): Scoring {
  const sql = plainSql(db);
  const stop = new AbortController();
  /** One shop at a time in this process, whatever the queue: two threads that learn would take the pages' processor. */
  let turn: Promise<unknown> = Promise.resolve();
  const lease = (): Instant => now() + LEASE_MS;

  const begin = async (shopId: string, run: ScoreRun): Promise<void> => {
    const total = await countBuyers(sql, shopId);
    if (await needsLearning(shopId, run)) await beginStage(sql, shopId, "learning", "Reading the past", total, now(), lease());
    else await beginStage(sql, shopId, "scoring", "Scoring customers", total, now(), lease());
  };

  const needsLearning = async (shopId: string, { because }: ScoreRun): Promise<boolean> => {
    const fit = await latestFit(sql, shopId);
    if (fit === null || because !== "night" || now() - fit.inForceFrom >= LEARN_AFTER) return true;
    return (await countStandingOrders(sql, shopId, now())) > fit.models.orders * GROWTH;
  };

  /** It begins from the start whenever it is taken in hand: what is learnt is in memory until it is stored as one. */
  const learnFrom = async (shopId: string, run: ScoreRun): Promise<void> => {
    const shop = await readShop(sql, shopId);
    const asOf = run.asOf ?? now();
    const alive = async (phase: string, done: number): Promise<void> => {
      if (!(await keepLearning(sql, shopId, asOf, { phase, done }, lease()))) throw new AskedAnew();
    };
    const learned = await learn(
      { asOf, currency: shop.currency, timeZone: shop.timeZone, seed: Math.floor(draw(shop, "learning", String(asOf)) * 2 ** 32) },
      { past: pastByCustomer(sql, shopId, asOf, MOST_EVENTS + 1), testOrders: await testOrderRefs(sql, shopId), alive, signal: stop.signal },
    );
    await between();
    const total = await countBuyers(sql, shopId);
    await inTransaction(db, async (tx) => {
      await shareJourneys(tx, shopId);
      // Asked for anew, stopped, or done by another while it was learnt: then it is of no use any more.
      const mine = await tx.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM score_run WHERE shop_id = $1 AND status = 'learning' AND as_of = $2::timestamptz AND ${INSTALLED} FOR UPDATE`, shopId, new Date(asOf).toISOString());
      if (mine.length === 0) throw new AskedAnew();
      const inForceFrom = now();
      await storeFit(tx, shopId, learned.models, learned.cards, learned.products, inForceFrom);
      await beginStage(tx, shopId, "scoring", "Scoring customers", total, inForceFrom, lease());
    });
  };

  const score = async (shopId: string): Promise<void> => {
    const start = performance.now();
    do {
      if ((await scoreBatch(db, shopId, now(), lease())) !== "more") return;
      await between();
    } while (performance.now() - start < SHARE_MS && !stop.signal.aborted);
  };

  const work = async (shopId: string, run: ScoreRun): Promise<void> => {
    try {
      if (run.attempts > MOST_ATTEMPTS) throw new Error("it ended early again and again");
      if (run.status === "waiting") await begin(shopId, run);
      else if (run.status === "learning") await learnFrom(shopId, run);
      else await score(shopId);
      await letGo(sql, shopId, now());
    } catch (error) {
      if (error instanceof AskedAnew) return;
      if (stop.signal.aborted) return letGo(sql, shopId, now());
      onError(`scoring shop ${shopId}`, error);
      const givesUp = run.attempts >= MOST_ATTEMPTS;
      const words = `Scores could not be worked out because of a fault on our side. ${givesUp ? "They are tried again next night." : "It is tried again."}`;
      await setBackScoreRun(sql, shopId, words, givesUp ? null : now() + FIRST_WAIT_MS * 2 ** (run.attempts - 1), now());
    }
  };

  const next = async (shopId: string): Promise<boolean> => {
    if (stop.signal.aborted) return false;
    const run = await claimScoreRun(sql, shopId, now(), lease());
    if (run === null) return false;
    await work(shopId, run);
    return true;
  };

  return {
    step(shopId) {
      const before = turn;
      const done = (async () => {
        await before;
        return next(shopId);
      })();
      turn = done.catch(() => undefined);
      return done;
    },
    async close() {
      stop.abort(new Error("this process stops"));
      await turn;
    },
  };
}
