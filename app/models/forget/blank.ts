import type { Sql } from "../plain-sql.ts";

/** Empties what was kept of these requests; the rows stay, to be counted. */
export async function blankDeliveries(sql: Sql, shopId: string, ids: readonly string[]): Promise<void> {
  await sql.$executeRawUnsafe(`UPDATE delivery SET body = ''::bytea, headers = '{}'::jsonb, resource = NULL WHERE shop_id = $1 AND id = ANY($2::uuid[])`, shopId, ids);
}
