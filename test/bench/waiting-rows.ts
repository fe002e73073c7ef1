/** A million customers who wait: one is made by the engine itself, the others are copies of its rows with their own ids. */
import type pg from "pg";
import { createDb } from "#app/db.server.ts";
import { orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "#app/core/event/testing.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { handleSnapshot, needsOf } from "#app/engine/handle-snapshot.ts";
import { postgresStore } from "#app/models/store/index.ts";

/** The journey whose next message they wait for. */
export const JOURNEY = "welcome";
/** Each falls due so much later than the one before. */
const APART_MS = 10_000;
const REF = "waiting-order";
const EMAIL = "waiting@example.com";

/**
 * @param complete how many have a profile and an order of their own beside the walk: those that will be moved
 * @returns the moment at which so many of them are due
 */
export async function insertWaiting(databaseUrl: string, sql: pg.Client, shopId: string, total: number, complete: number): Promise<(count: number) => number> {
  const db = createDb(databaseUrl, { max: 2 });
  const snapshots = [orderSnapshot({ ref: REF, customer: { ...orderSnapshot().customer, email: EMAIL } }), shipmentSnapshot({ orderRef: REF }), scanSnapshot({ orderRef: REF })];
  await postgresStore(db.prisma).transaction(shopId, async (tx) => {
    const work = await tx.load(needsOf(snapshots));
    for (const snapshot of snapshots) handleSnapshot(work, snapshot, T0 + 4 * DAY, T0 + 4 * DAY);
    await tx.save(work, T0 + 4 * DAY);
  });
  await db.close();
  const { rows } = await sql.query<{ id: string; profile_id: string; due: string; due_ms: string }>(
    `SELECT id, profile_id, to_jsonb(e)->>'due_at' AS due, (extract(epoch FROM due_at) * 1000)::bigint::text AS due_ms FROM enrollment e
     WHERE shop_id = $1 AND journey = $2 AND status = 'active' AND due_at IS NOT NULL`,
    [shopId, JOURNEY],
  );
  const walk = rows[0];
  if (rows.length !== 1 || !walk) throw new Error(`${rows.length} walks wait after a delivery, not one`);
  await sql.query("DELETE FROM enrollment WHERE shop_id = $1 AND id <> $2", [shopId, walk.id]);
  const tokens = [walk.id, walk.profile_id, REF, EMAIL, walk.due, walk.due_ms];
  for (const [table, count] of [["enrollment", total], ["profile", complete], ['"order"', complete]] as const) {
    const own = table === '"order"' ? (await sql.query<{ id: string }>(`SELECT id FROM "order" WHERE shop_id = $1`, [shopId])).rows[0]?.id : "no other id";
    await sql.query(
      `INSERT INTO ${table} SELECT r.* FROM (SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE shop_id = $1 LIMIT 1) AS one, generate_series(1, $2::int) AS n,
       LATERAL jsonb_populate_record(NULL::${table}, replace(replace(replace(replace(replace(replace(replace(one.row, $3, md5('walk' || n)::uuid::text), $4, md5('profile' || n)::uuid::text), $5, 'w' || n),
         $6, 'w' || n || '@example.com'), $7, to_jsonb(to_timestamp(($8::text::bigint + n::bigint * ${APART_MS}) / 1000.0))#>>'{}'), $8::text, ($8::text::bigint + n::bigint * ${APART_MS})::text), $9, md5('own' || n)::uuid::text)::jsonb) AS r`,
      [shopId, count, ...tokens, own],
    );
  }
  await sql.query(`DELETE FROM enrollment WHERE id = $1`, [walk.id]);
  await sql.query("VACUUM ANALYZE enrollment, profile, \"order\"");
  return (count) => Number(walk.due_ms) + count * APART_MS;
}
