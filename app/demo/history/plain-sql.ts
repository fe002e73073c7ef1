import pg from "pg";
import type { Sql } from "../../models/store/transaction.ts";

/**
 * One transaction on a connection of its own, without Prisma between: its compiler copies every parameter
 * several times, which a past of megabytes feels.
 */
export async function inPlainTransaction<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN");
    const result = await work(sqlOn(client));
    await client.query("COMMIT");
    return result;
  } finally {
    // Without the COMMIT, closing rolls back.
    await client.end();
  }
}

function sqlOn(client: pg.Client): Sql {
  const execute = async (text: string, ...values: unknown[]): Promise<number> => (await client.query(text, values)).rowCount ?? 0;
  const query = async (text: string, ...values: unknown[]): Promise<unknown> => (await client.query(text, values)).rows;
  return { $executeRawUnsafe: execute, $queryRawUnsafe: query } as unknown as Sql;
}
