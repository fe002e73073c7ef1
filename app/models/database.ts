import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";

/** The connection that every read takes first, and a transaction on it. */
export type Database = PrismaClient;
export type { Prisma };
