import type { Database } from "./database.ts";
import type { Sql } from "./plain-sql.ts";

/** Everyone on a journey of a million is moved in one go; nothing that a page asks for takes longer. */
const LONGEST_MS = 120_000;
/** Until a connection is free. */
const PATIENCE_MS = 10_000;

/**
 * One transaction of Prisma's own, for what pages change: their build has its own copy of every module, and so
 * knows nothing of the plain connections that workers use (plain-sql.ts).
 */
export function oneTransaction<T>(db: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return db.$transaction((sql) => work(sql), { timeout: LONGEST_MS, maxWait: PATIENCE_MS });
}
