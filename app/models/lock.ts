import { plainTransaction } from "./plain-sql.ts";
import type { Database } from "./database.ts";

/**
 * Runs `work` alone among all processes that ask for the same shop and name. Waits for its turn; a holder that
 * dies gives it back with its connection.
 */
export function alone<T>(db: Database, shopId: string, name: string, work: () => Promise<T>): Promise<T> {
  return plainTransaction(db, async (sql) => {
    await sql.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, `${name}:${shopId}`);
    return work();
  });
}
