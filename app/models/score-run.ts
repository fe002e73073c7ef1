/** A shop's scoring as it stands in its one row: what is asked for, who has it in hand, how far it is. */
import type { Drift } from "../core/scoring/drift.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";
import { INSTALLED } from "./shop.ts";

export type ScoreRunStatus = "waiting" | "learning" | "scoring" | "done" | "failed";
/** Why scores are wanted: `night` learns anew only when there is reason to, the others always. */
export type Because = "night" | "backfill" | "merchant";

export type ScoreRun = {
  readonly status: ScoreRunStatus;
  readonly because: Because;
  /** Customers read while learning, or scored since. */
  readonly done: number;
  readonly total: number | null;
  readonly phase: string | null;
  readonly cursor: string | null;
  readonly asOf: Instant | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly drift: Drift | null;
};

type Row = Omit<ScoreRun, "asOf" | "startedAt" | "endedAt" | "drift"> & { as_of: Date | null; started_at: Date | null; ended_at: Date | null; drift: Drift | Record<string, never> };
const COLUMNS = "status, because, done, total, phase, cursor::text, as_of, reason, attempts, started_at, ended_at, drift";

/**
 * Asks for a shop's scores to be worked out anew; does nothing for a shop that left. What is under way goes on, unless
 * there is more to learn from now: then it begins again. A night waits for a past that is still being read in, whose
 * end asks by itself; one that does not come to its end within a day is not waited for.
 */
export async function askForScores(sql: Sql, shopId: string, because: Because, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `INSERT INTO score_run AS r (shop_id, status, because, due_at) SELECT $1, 'waiting', $2, $3::timestamptz WHERE ${INSTALLED}
       AND ($2 <> 'night' OR NOT EXISTS (SELECT FROM pull WHERE shop_id = $1 AND purpose = 'backfill' AND status = 'waiting' AND started_at > $3::timestamptz - interval '1 day'))
     ON CONFLICT (shop_id) DO UPDATE SET status = 'waiting', because = CASE WHEN r.status = 'waiting' AND r.because <> 'night' THEN r.because ELSE excluded.because END,
       done = 0, total = NULL, phase = NULL, cursor = NULL, as_of = NULL, reason = NULL, attempts = 0, due_at = excluded.due_at, started_at = NULL, ended_at = NULL
     WHERE r.status IN ('waiting', 'done', 'failed') OR excluded.because = 'backfill'`,
    shopId, because, formatInstant(now),
  );
}

/** How a shop's scoring stands; null before it was ever asked for. */
export async function readScoreRun(sql: Sql, shopId: string): Promise<ScoreRun | null> {
  const rows = await sql.$queryRawUnsafe<Row[]>(`SELECT ${COLUMNS} FROM score_run WHERE shop_id = $1`, shopId);
  return rows[0] ? toRun(rows[0]) : null;
}

/**
 * Takes a shop's due scoring in hand: nobody else does before `until`, which is when it goes on if this worker dies.
 *
 * @returns how it stands, this try counted; null when nothing is due
 */
export async function claimScoreRun(sql: Sql, shopId: string, now: Instant, until: Instant): Promise<ScoreRun | null> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `UPDATE score_run SET due_at = $3::timestamptz, attempts = attempts + 1, started_at = coalesce(started_at, $2::timestamptz)
     WHERE shop_id = $1 AND status IN ('waiting', 'learning', 'scoring') AND due_at <= $2::timestamptz AND ${INSTALLED} RETURNING ${COLUMNS}`,
    shopId, formatInstant(now), formatInstant(until),
  );
  return rows[0] ? toRun(rows[0]) : null;
}

/** Begins a stage from its start. Learning that is begun again knows what happened up to then. */
export async function beginStage(sql: Sql, shopId: string, status: "learning" | "scoring", phase: string, total: number, asOf: Instant, until: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE score_run SET status = $2, phase = $3, done = 0, total = $4, cursor = NULL, as_of = $5::timestamptz, due_at = $6::timestamptz WHERE shop_id = $1 AND status IN ('waiting', 'learning', 'scoring')`,
    shopId, status, phase, total, formatInstant(asOf), formatInstant(until),
  );
}

/** A sign of life while learning. @returns false when it was asked for anew, or stopped, meanwhile */
export async function keepLearning(sql: Sql, shopId: string, asOf: Instant, { phase, done }: { readonly phase: string; readonly done: number }, until: Instant): Promise<boolean> {
  const kept = await sql.$executeRawUnsafe(
    `UPDATE score_run SET phase = $3, done = $4, due_at = $5::timestamptz WHERE shop_id = $1 AND status = 'learning' AND as_of = $2::timestamptz`,
    shopId, formatInstant(asOf), phase, done, formatInstant(until),
  );
  return kept === 1;
}

/** Lets go of what is in hand, so that it goes on at once: a share of work was done, or this process ends. */
export async function letGo(sql: Sql, shopId: string, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE score_run SET attempts = 0, due_at = least(due_at, $2::timestamptz) WHERE shop_id = $1 AND status IN ('waiting', 'learning', 'scoring') AND due_at IS NOT NULL`, shopId, formatInstant(now));
}

/** It could not be done: again at `dueAt`, or given up (null) until it is asked for again. */
export async function setBackScoreRun(sql: Sql, shopId: string, reason: string, dueAt: Instant | null, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE score_run SET reason = $2, status = CASE WHEN $3::timestamptz IS NULL THEN 'failed' ELSE status END, due_at = $3::timestamptz, ended_at = CASE WHEN $3::timestamptz IS NULL THEN $4::timestamptz END
     WHERE shop_id = $1 AND status IN ('waiting', 'learning', 'scoring')`,
    shopId, reason, dueAt === null ? null : formatInstant(dueAt), formatInstant(now),
  );
}

function toRun({ as_of, started_at, ended_at, drift, ...row }: Row): ScoreRun {
  return { ...row, asOf: as_of?.getTime() ?? null, startedAt: started_at?.getTime() ?? null, endedAt: ended_at?.getTime() ?? null, drift: "fit" in drift ? (drift as Drift) : null };
}
