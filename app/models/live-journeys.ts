import type { LiveJourney } from "../engine/working-set.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Sql } from "./store/transaction.ts";

/** The journeys of a shop that start new walks, with the versions they start on. */
export async function liveJourneys(sql: Sql, shopId: string): Promise<LiveJourney[]> {
  return sql.$queryRawUnsafe<{ version: number; definition: Definition }[]>(
    `SELECT v.version, v.definition FROM journey j JOIN journey_version v ON v.shop_id = j.shop_id AND v.key = j.key AND v.version = j.version
     WHERE j.shop_id = $1 AND j.status = 'live' ORDER BY j.key`, shopId,
  );
}

/** The version of a journey that new walks start, or would start, on; null when the shop has no such journey. */
export async function currentJourney(sql: Sql, shopId: string, key: string): Promise<LiveJourney | null> {
  const rows = await sql.$queryRawUnsafe<{ version: number; definition: Definition }[]>(
    `SELECT v.version, v.definition FROM journey j JOIN journey_version v ON v.shop_id = j.shop_id AND v.key = j.key AND v.version = j.version WHERE j.shop_id = $1 AND j.key = $2`, shopId, key,
  );
  return rows[0] ?? null;
}
