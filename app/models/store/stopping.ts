import type { Sql } from "./transaction.ts";

/**
 * Customers who still walk on a journey that is being stopped, locked here and skipped by every other worker.
 * When nobody is left on it, the journey is off.
 */
export async function claimStopping(sql: Sql, shopId: string, limit: number): Promise<{ profileIds: string[]; journeys: string[] }> {
  const journeys = (await sql.$queryRawUnsafe<{ key: string }[]>(`SELECT key FROM journey WHERE shop_id = $1 AND status = 'stopping'`, shopId)).map(({ key }) => key);
  if (journeys.length === 0) return { profileIds: [], journeys };
  const open = `enrollment e WHERE e.shop_id = $1 AND e.journey = ANY($2) AND e.status IN ('active', 'paused')`;
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(
    `WITH standing AS (SELECT DISTINCT profile_id FROM (SELECT profile_id FROM ${open} LIMIT $3) AS first)
     SELECT p.id::text FROM profile p JOIN standing ON p.id = standing.profile_id ORDER BY p.id FOR UPDATE OF p SKIP LOCKED`,
    shopId, journeys, limit,
  );
  if (rows.length === 0) {
    await sql.$executeRawUnsafe(`UPDATE journey j SET status = 'off' WHERE shop_id = $1 AND key = ANY($2) AND status = 'stopping' AND NOT EXISTS (SELECT 1 FROM ${open.replace("ANY($2)", "j.key")})`, shopId, journeys);
  }
  return { profileIds: rows.map(({ id }) => id), journeys };
}
