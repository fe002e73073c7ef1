import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../prisma/generated/client.ts";
import { shareConnections } from "./models/plain-sql.ts";

/** An open database. */
export interface Db {
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** How long to wait for a connection, a new one or one that is in use, before the database counts as away. */
const PATIENCE = 30_000;

/** Connects on first use with at most `max` connections. */
export function createDb(url: string, { max = 10 }: { max?: number } = {}): Db {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: PATIENCE, application_name: "afterglow" });
  // A connection that the server closes is replaced at the next use; its statement hears of it, or there is none. Without
  // listeners the error would end the process: on the pool for idle ones, on the client for one that is just changing hands.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  shareConnections(prisma, pool);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, close: () => (closing ??= close()) };
}
