import { expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW } from "#test/door.ts";
import { DAY } from "../core/shared/instant.ts";
import { claimDue } from "./store/due.ts";
import type { Sql } from "./store/transaction.ts";
import { sampleOrder, takeIn } from "./testing.ts";
import { findWork, nextDue } from "./work.ts";

const WAITING = 20_000;
type Node = { readonly "Node Type": string; readonly "Relation Name"?: string; readonly "Actual Rows": number; readonly "Rows Removed by Filter"?: number; readonly Plans?: readonly Node[] };

test("walks that wait for later are not looked at one by one: neither to find work, nor to claim it, nor to know when there will be some", async () => {
  const { prisma: db } = await testDatabase();
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW)], NOW);
  await db.$executeRawUnsafe(
    `INSERT INTO enrollment SELECT walk.* FROM (SELECT * FROM enrollment LIMIT 1) e, generate_series(1, ${WAITING}) n,
     jsonb_populate_record(NULL::enrollment, to_jsonb(e) || jsonb_build_object('id', gen_random_uuid(), 'key', 'walk-' || n, 'status', 'active', 'due_at', $1::timestamptz + n * interval '1 minute')) walk`,
    new Date(NOW + DAY),
  );
  await db.$executeRawUnsafe(`ANALYZE enrollment`);
  const looked: number[] = [];
  /** Asks what the question would cost in place of asking it. */
  const asking = {
    $queryRawUnsafe: async (query: string, ...values: unknown[]) => {
      const [row] = await db.$queryRawUnsafe<[{ "QUERY PLAN": [{ Plan: Node }] }]>(`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`, ...values);
      looked.push(rowsOfWalks(row["QUERY PLAN"][0].Plan));
      return [];
    },
  } as unknown as Sql;
  await findWork(asking, NOW);
  await nextDue(asking);
  await claimDue(asking, "a", NOW, 100);
  expect(looked).toHaveLength(3);
  // What stands there besides: the sample's own walks.
  expect(Math.max(...looked)).toBeLessThan(10);
});

/** How many walks were read, kept or not. */
function rowsOfWalks(node: Node): number {
  const own = node["Relation Name"] === "enrollment" ? node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) : 0;
  return own + (node.Plans ?? []).reduce((sum, plan) => sum + rowsOfWalks(plan), 0);
}
