/** What is to be read from a shop's platform, and how far it is. */
import type { PullResource, PullWindow } from "../core/event/platform-client.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import type { Sql } from "./plain-sql.ts";
import { INSTALLED } from "./shop.ts";

export type PullPurpose = "backfill" | "catch_up";
export type PullStatus = "waiting" | "done" | "failed";

export type Pull = {
  readonly purpose: PullPurpose;
  readonly resource: string;
  readonly status: PullStatus;
  readonly cursor: string | null;
  readonly window: PullWindow;
  readonly done: number;
  readonly fresh: number;
  readonly total: number | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
};

type Row = Omit<Pull, "window" | "startedAt" | "endedAt"> & { since: Date | null; until: Date; started_at: Date; ended_at: Date | null };
const COLUMNS = "purpose, resource, status, cursor, since, until, done, fresh, total, note, reason, attempts, started_at, ended_at";

/** Starts reading these resources anew, in their order; what is under way begins again. */
export async function startPulls(sql: Sql, shopId: string, purpose: PullPurpose, resources: readonly PullResource[], window: PullWindow, now: Instant): Promise<void> {
  for (const [position, { key }] of resources.entries()) {
    await sql.$executeRawUnsafe(
      `INSERT INTO pull (shop_id, purpose, resource, position, status, since, until, due_at, started_at) VALUES ($1, $2, $3, $4, 'waiting', $5::timestamptz, $6::timestamptz, $7::timestamptz, $7::timestamptz)
       ON CONFLICT (shop_id, purpose, resource) DO UPDATE SET position = excluded.position, status = 'waiting', cursor = NULL, since = excluded.since, until = excluded.until, done = 0, fresh = 0,
         total = NULL, note = NULL, reason = NULL, attempts = 0, due_at = excluded.due_at, started_at = excluded.started_at, ended_at = NULL`,
      shopId, purpose, key, position, window.since === null ? null : formatInstant(window.since), formatInstant(window.until), formatInstant(now),
    );
  }
}

/**
 * Lets catching up go on where each resource was left: from its last `until`, less `overlapMs`, to now. What is
 * still under way is left alone, so that a window is never skipped.
 */
export async function startCatchUp(sql: Sql, shopId: string, resources: readonly PullResource[], from: Instant, overlapMs: number, now: Instant): Promise<void> {
  for (const [position, { key }] of resources.entries()) {
    await sql.$executeRawUnsafe(
      `INSERT INTO pull AS p (shop_id, purpose, resource, position, status, since, until, due_at, started_at) VALUES ($1, 'catch_up', $2, $3, 'waiting', $4::timestamptz, $6::timestamptz, $6::timestamptz, $6::timestamptz)
       ON CONFLICT (shop_id, purpose, resource) DO UPDATE SET status = 'waiting', cursor = NULL, since = p.until - $5::bigint * interval '1 millisecond', until = excluded.until, done = 0, fresh = 0,
         total = NULL, note = NULL, reason = NULL, attempts = 0, due_at = excluded.due_at, started_at = excluded.started_at, ended_at = NULL WHERE p.status = 'done'`,
      shopId, key, position, formatInstant(from - overlapMs), overlapMs, formatInstant(now),
    );
    // One that was given up is tried again from where its window began: no gap stays.
    await sql.$executeRawUnsafe(
      `UPDATE pull SET status = 'waiting', cursor = NULL, until = $3::timestamptz, attempts = 0, due_at = $3::timestamptz WHERE shop_id = $1 AND purpose = 'catch_up' AND resource = $2 AND status = 'failed'`, shopId, key, formatInstant(now),
    );
  }
}

/**
 * Takes the next due one in hand, those of one purpose in their order: nobody else does before `until`, which is when
 * it is taken again if this worker dies.
 */
export async function claimPull(sql: Sql, shopId: string, now: Instant, until: Instant): Promise<Pull | null> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `UPDATE pull SET due_at = $3::timestamptz WHERE (shop_id, purpose, resource) = (
       SELECT shop_id, purpose, resource FROM pull p WHERE shop_id = $1 AND status = 'waiting' AND due_at <= $2::timestamptz AND ${INSTALLED}
         AND NOT EXISTS (SELECT FROM pull b WHERE b.shop_id = p.shop_id AND b.purpose = p.purpose AND b.status = 'waiting' AND b.position < p.position)
       ORDER BY purpose DESC, position LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${COLUMNS}`,
    shopId, formatInstant(now), formatInstant(until),
  );
  return rows[0] ? toPull(rows[0]) : null;
}

/** One page further. `next` null ends it. */
export async function advancePull(
  sql: Sql, shopId: string, { purpose, resource, cursor }: Pull, page: { readonly next: string | null; readonly done: number; readonly fresh: number; readonly total: number | null; readonly note: string | null; readonly dueAt: Instant }, now: Instant,
): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE pull SET cursor = $4, done = done + $5, fresh = fresh + $6, total = coalesce($7, total), note = coalesce($8, note), reason = NULL, attempts = 0,
       status = CASE WHEN $4::text IS NULL THEN 'done' ELSE 'waiting' END, due_at = CASE WHEN $4::text IS NULL THEN NULL ELSE $9::timestamptz END, ended_at = CASE WHEN $4::text IS NULL THEN $10::timestamptz END
     WHERE shop_id = $1 AND purpose = $2 AND resource = $3 AND status = 'waiting' AND cursor IS NOT DISTINCT FROM $11`,
    shopId, purpose, resource, page.next, page.done, page.fresh, page.total, page.note, formatInstant(page.dueAt), formatInstant(now), cursor,
  );
}

/** A page could not be had: again at `dueAt`, or given up (null). One that was stopped or begun anew meanwhile is left alone. */
export async function setBackPull(sql: Sql, shopId: string, { purpose, resource, cursor }: Pull, reason: string, dueAt: Instant | null, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE pull SET attempts = attempts + 1, reason = $4, status = CASE WHEN $5::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END, due_at = $5::timestamptz, ended_at = CASE WHEN $5::timestamptz IS NULL THEN $6::timestamptz END
     WHERE shop_id = $1 AND purpose = $2 AND resource = $3 AND status = 'waiting' AND cursor IS NOT DISTINCT FROM $7`,
    shopId, purpose, resource, reason, dueAt === null ? null : formatInstant(dueAt), formatInstant(now), cursor,
  );
}

/** Looks again at once at what waits for an answer of the platform. */
export async function wakePulls(sql: Sql, shopId: string, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE pull SET due_at = $2::timestamptz WHERE shop_id = $1 AND status = 'waiting'`, shopId, formatInstant(now));
}

/** Whether reading the past was ever begun. */
export async function hasBackfill(sql: Sql, shopId: string): Promise<boolean> {
  return (await sql.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM pull WHERE shop_id = $1 AND purpose = 'backfill' LIMIT 1`, shopId)).length > 0;
}

/** Whether the past was read as far as it can be: nothing of it waits any more, and some of it is there. */
export async function isBackfilled(sql: Sql, shopId: string): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<{ over: boolean | null }[]>(`SELECT bool_and(status <> 'waiting') AND bool_or(status = 'done') AS over FROM pull WHERE shop_id = $1 AND purpose = 'backfill'`, shopId);
  return rows[0]?.over ?? false;
}

/** For the admin: all of a shop, in their order. */
export async function listPulls(db: Database, shopId: string): Promise<Pull[]> {
  return (await db.$queryRawUnsafe<Row[]>(`SELECT ${COLUMNS} FROM pull WHERE shop_id = $1 ORDER BY purpose, position`, shopId)).map(toPull);
}

function toPull({ since, until, started_at, ended_at, ...row }: Row): Pull {
  return { ...row, window: { since: since?.getTime() ?? null, until: until.getTime() }, startedAt: started_at.getTime(), endedAt: ended_at?.getTime() ?? null };
}
