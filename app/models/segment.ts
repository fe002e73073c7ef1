/** Customers a condition holds for. */
import type { Condition } from "../core/journey/condition.ts";
import type { Instant } from "../core/shared/instant.ts";
import { conditionSql } from "./condition-sql.ts";
import { NO_ID } from "./no-id.ts";
import type { Sql } from "./store/transaction.ts";

/** How many customers of a shop a condition holds for at `now`. @throws NotAboutProfiles */
export async function countSegment(sql: Sql, shopId: string, condition: Condition, now: Instant): Promise<number> {
  const { text, values } = conditionSql(condition, now, 2);
  const rows = await sql.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM profile p WHERE p.shop_id = $1 AND p.merged_into IS NULL AND ${text}`, shopId, ...values);
  return rows[0]?.n ?? 0;
}

/** Their ids in order, after `after`. @throws NotAboutProfiles */
export async function findSegment(sql: Sql, shopId: string, condition: Condition, now: Instant, { after = NO_ID, limit = 1_000 } = {}): Promise<string[]> {
  const { text, values } = conditionSql(condition, now, 4);
  const rows = await sql.$queryRawUnsafe<{ id: string }[]>(
    `SELECT p.id::text FROM profile p WHERE p.shop_id = $1 AND p.merged_into IS NULL AND p.id > $2::uuid AND ${text} ORDER BY p.id LIMIT $3`, shopId, after, limit, ...values,
  );
  return rows.map((row) => row.id);
}
