import type { Sql } from "../../models/store/transaction.ts";

/** One parameter should stay well below what a connection likes to carry at once. */
const SLICE = 2_000;

/** Runs a statement over rows, in slices: $1 is the shop, $2 the rows as JSON. */
export async function insertRows(sql: Sql, shopId: string, rows: readonly object[], statement: string): Promise<void> {
  for (let start = 0; start < rows.length; start += SLICE) await sql.$executeRawUnsafe(statement, shopId, JSON.stringify(rows.slice(start, start + SLICE)));
}
