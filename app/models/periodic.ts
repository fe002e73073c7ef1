/** When each shop's periodic jobs run next: kept here, so that neither a restart nor a lost Redis forgets or repeats one. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";
import { INSTALLED } from "./shop.ts";

/**
 * Which of these jobs are due, for installed shops; a job that never ran for a shop is. Asked across shops.
 *
 * @param connectedOnly those of them that are for shops we can reach at their platform
 */
export async function findPeriodic<J extends string>(sql: Sql, jobs: readonly J[], now: Instant, connectedOnly: readonly J[] = []): Promise<{ job: J; shopId: string }[]> {
  return sql.$queryRawUnsafe(
    `SELECT j.job, s.id AS "shopId" FROM shop s CROSS JOIN unnest($1::text[]) AS j(job) LEFT JOIN periodic_run r ON r.shop_id = s.id AND r.job = j.job
     WHERE s.uninstalled_at IS NULL AND (r.due_at IS NULL OR r.due_at <= $2::timestamptz)
       AND (j.job <> ALL($3::text[]) OR EXISTS (SELECT FROM connection c WHERE c.shop_id = s.id AND c.status <> 'left'))`,
    jobs, formatInstant(now), connectedOnly,
  );
}

/**
 * Takes a due run in hand, so that no other worker does before `until`: that is when it is tried again if this worker dies.
 *
 * @returns how many tries it takes with this one since it last succeeded; null when it is not due (any more)
 */
export async function claimPeriodic(sql: Sql, shopId: string, job: string, now: Instant, until: Instant): Promise<number | null> {
  const rows = await sql.$queryRawUnsafe<{ attempts: number }[]>(
    `INSERT INTO periodic_run AS r (shop_id, job, due_at, attempts) SELECT $1, $2, $4::timestamptz, 1 WHERE ${INSTALLED}
     ON CONFLICT (shop_id, job) DO UPDATE SET due_at = excluded.due_at, attempts = r.attempts + 1 WHERE r.due_at <= $3::timestamptz RETURNING attempts`,
    shopId, job, formatInstant(now), formatInstant(until),
  );
  return rows[0]?.attempts ?? null;
}

/** Sets when a job runs next; `attempts` is 0 after a success, and after giving up. */
export async function settlePeriodic(sql: Sql, shopId: string, job: string, dueAt: Instant, attempts: number): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE periodic_run SET due_at = $3::timestamptz, attempts = $4 WHERE shop_id = $1 AND job = $2`, shopId, job, formatInstant(dueAt), attempts);
}
