import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../prisma/generated/client.ts";

/** An open database. */
export interface Db {
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Connects on first use with at most `max` connections. */
export function createDb(url: string, { max = 10 }: { max?: number } = {}): Db {
  const adapter = new PrismaPg({ connectionString: url, max, application_name: "afterglow" });
  const prisma = new PrismaClient({ adapter });
  return { prisma, close: () => prisma.$disconnect() };
}
