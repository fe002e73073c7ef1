/**
 * Every unit of work shares a shop's journeys; whoever holds, moves or stops everyone on one has them alone for a
 * moment. So no worker writes back a walk it read before, and nobody enters a journey that was just paused.
 * Taken before any other lock of a transaction. Class 2 of the advisory locks with two numbers is this one's.
 */
import type { Sql } from "./transaction.ts";

export async function shareJourneys(sql: Sql, shopId: string): Promise<void> {
  await sql.$executeRawUnsafe(`SELECT pg_advisory_xact_lock_shared(2, hashtext($1))`, shopId);
}

export async function holdJourneys(sql: Sql, shopId: string): Promise<void> {
  await sql.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(2, hashtext($1))`, shopId);
}
