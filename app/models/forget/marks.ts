import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Marks } from "../../core/profile/erased.ts";
import type { Sql } from "../plain-sql.ts";

/** Which of these marks there are, and since when. */
export async function readMarks(sql: Sql, shopId: string, marks: readonly string[]): Promise<Marks> {
  if (marks.length === 0) return new Map();
  const rows = await sql.$queryRawUnsafe<{ mark: string; at: Date }[]>(`SELECT mark::text, at FROM erasure WHERE shop_id = $1 AND mark = ANY($2::uuid[])`, shopId, marks);
  return new Map(rows.map((row) => [row.mark, row.at.getTime()]));
}

/** Keeps marks as of `at`; an erasure later is the one that counts. */
export async function keepMarks(sql: Sql, shopId: string, marks: readonly string[], at: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `INSERT INTO erasure AS e (shop_id, mark, at) SELECT $1, mark, $3::timestamptz FROM unnest($2::uuid[]) AS mark
     ON CONFLICT (shop_id, mark) DO UPDATE SET at = greatest(e.at, excluded.at)`, shopId, [...new Set(marks)], formatInstant(at),
  );
}
