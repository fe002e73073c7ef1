/**
 * SQL on Prisma's own connections but past its layers, for the way that every delivery takes: Prisma carries
 * each value, and each byte of a body, through JSON and a compiler, which costs more than the statement does.
 */
import type { Pool, PoolClient } from "pg";
import type { PrismaClient } from "../../prisma/generated/client.ts";

/** What raw SQL runs on: Prisma's client, a transaction of it, or a plain connection. */
export type Sql = {
  $queryRawUnsafe<T>(statement: string, ...values: unknown[]): Promise<T>;
  /** How many rows it changed. */
  $executeRawUnsafe(statement: string, ...values: unknown[]): Promise<number>;
};

const pools = new WeakMap<PrismaClient, Pool>();

/** Remembers which connections `db` runs on. */
export function shareConnections(db: PrismaClient, pool: Pool): void {
  pools.set(db, pool);
}

/** Statements of their own, each on any connection. */
export function plainSql(db: PrismaClient): Sql {
  return sqlOn(poolOf(db));
}

/** Runs `work` in one transaction on one connection. */
export async function plainTransaction<T>(db: PrismaClient, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(sqlOn(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((rollback: Error) => (broken = rollback));
    throw error;
  } finally {
    client.release(broken);
  }
}

function poolOf(db: PrismaClient): Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error("this database was not opened by createDb");
  return pool;
}

function sqlOn(connection: Pool | PoolClient): Sql {
  return {
    $queryRawUnsafe: async <T>(statement: string, ...values: unknown[]) => (await connection.query(statement, values)).rows as T,
    $executeRawUnsafe: async (statement, ...values) => (await connection.query(statement, values)).rowCount ?? 0,
  };
}
