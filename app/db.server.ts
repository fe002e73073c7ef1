import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../prisma/generated/client.ts";
import { shareConnections } from "./models/plain-sql.ts";

/** An open database. */
export interface Db {
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Connects on first use with at most `max` connections. */
export function createDb(url: string, { max = 10 }: { max?: number } = {}): Db {
  const pool = new pg.Pool({ connectionString: url, max, application_name: "afterglow" });
  // An idle connection that the server closes is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  shareConnections(prisma, pool);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, close: () => (closing ??= close()) };
}
