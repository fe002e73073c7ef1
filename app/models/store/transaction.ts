import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { plainTransaction } from "../plain-sql.ts";
import type { Sql } from "../plain-sql.ts";

export type { Sql } from "../plain-sql.ts";

/** Postgres aborted the work because another was in its way: deadlock, serialization failure, unique race. */
const AGAIN = new Set(["40001", "40P01", "P2034", "23505"]);
/** The database is not there: connection refused, closed, or shutting down. */
const AWAY = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "57P01", "57P02", "57P03", "08006", "08003", "08001", "ECONNREFUSED", "ECONNRESET", "EPIPE"]);
const TRIES = 6;

/** The database cannot be reached; nothing is wrong with the work itself. */
export class DatabaseAway extends Error {
  readonly outage = true;
}

/**
 * Runs work in one transaction, again from the start when another worker was in the way.
 *
 * @throws DatabaseAway when the database cannot be reached
 */
export async function inTransaction<T>(db: PrismaClient, work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await plainTransaction(db, work);
    } catch (error) {
      const codes = codesOf(error);
      if (codes.some((code) => AWAY.has(code))) throw new DatabaseAway("the database cannot be reached", { cause: error });
      if (attempt >= TRIES || !codes.some((code) => AGAIN.has(code))) throw error;
    }
  }
}

/** What Postgres or the connection said, however deep it is wrapped. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const found: string[] = [];
  for (const [key, value] of Object.entries(error)) {
    if ((key === "code" || key === "originalCode") && typeof value === "string") found.push(value);
    else if (typeof value === "object") found.push(...codesOf(value, depth + 1));
  }
  if (error instanceof Error) found.push(...codesOf(error.cause, depth + 1));
  if (error instanceof Error && /Can't reach database server|Connection terminated|ECONNREFUSED|Server has closed the connection|is not queryable|timeout exceeded when trying to connect/.test(error.message)) found.push("P1001");
  return found;
}
