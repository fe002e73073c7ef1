import type { Referral } from "../../core/referral/referral.ts";
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { derivedId } from "../../core/shared/keyed.ts";
import type { Needs } from "../../engine/ports.ts";
import type { WorkingSet } from "../../engine/working-set.ts";
import type { Sql } from "./transaction.ts";

type Row = { readonly profile_id: string; readonly friend_id: string; readonly state: Referral };

/** A customer whom very many follow: their own news is weighed against their newest recommendations only. */
const MOST = 200;

/**
 * The recommendations a unit of work may bear on, and whose its codes are. Adds the customers of both sides to
 * `profileIds`, so that all are locked together, in one order. What is refused stays so: it counts at its door, and
 * its customers are left alone.
 */
export async function loadReferrals(sql: Sql, work: WorkingSet, needs: Needs, profileIds: Set<string>): Promise<void> {
  if (!needs.referrals) return;
  const { codes, places } = needs.referrals;
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `SELECT profile_id::text, friend_id::text, state FROM referral WHERE shop_id = $1 AND (order_ref = ANY($2) OR friend_id = ANY($3::uuid[]) OR (place = ANY($4) AND status <> 'refused'))
     UNION (SELECT profile_id::text, friend_id::text, state FROM referral WHERE shop_id = $1 AND profile_id = ANY($3::uuid[]) AND status <> 'refused' ORDER BY ${PLACED} DESC, order_ref DESC LIMIT ${MOST})
     UNION (SELECT DISTINCT ON (place) profile_id::text, friend_id::text, state FROM referral WHERE shop_id = $1 AND place = ANY($4) ORDER BY place, ${PLACED}, order_ref COLLATE "C")`,
    work.shop.id, needs.orderRefs, [...profileIds], places,
  );
  for (const { profile_id: recommenderId, friend_id: friendId, state } of rows) {
    work.referrals.load({ ...state, recommenderId, friendId });
    if (state.status !== "refused") profileIds.add(recommenderId).add(friendId);
  }
  if (codes.length === 0) return;
  const makers = await sql.$queryRawUnsafe<{ made: string; profile_id: string; enrollment_id: string }[]>(
    `SELECT DISTINCT ON (made) made, profile_id::text, enrollment_id::text FROM action WHERE shop_id = $1 AND kind = 'referral_code' AND made = ANY($2) ORDER BY made, created_at, id`, work.shop.id, codes,
  );
  for (const maker of makers) {
    work.codes.set(maker.made, { profileId: maker.profile_id, enrollmentId: maker.enrollment_id });
    profileIds.add(maker.profile_id);
  }
}

const PLACED = "(state #>> '{order,placedAt}')::bigint";

/** Writes recommendations and what they earn: a reward for either side while they count, none once they do not. */
export async function saveReferrals(sql: Sql, work: WorkingSet, now: Instant): Promise<void> {
  const changed = work.referrals.changes().map((one) => ({ ...one, recommenderId: work.survivor(one.recommenderId), friendId: work.survivor(one.friendId) }));
  if (changed.length === 0) return;
  await sql.$executeRawUnsafe(
    `INSERT INTO referral (shop_id, order_ref, code, profile_id, friend_id, place, status, reason, state)
     SELECT $1, order_ref, code, profile_id, friend_id, place, status, reason, state FROM jsonb_to_recordset($2::jsonb)
       AS x(order_ref text, code text, profile_id uuid, friend_id uuid, place text, status text, reason text, state jsonb)
     ON CONFLICT (shop_id, order_ref) DO UPDATE SET profile_id = excluded.profile_id, friend_id = excluded.friend_id, place = excluded.place,
       status = excluded.status, reason = excluded.reason, state = excluded.state`,
    work.shop.id,
    JSON.stringify(changed.map((one) => ({
      order_ref: one.orderRef, code: one.code, profile_id: one.recommenderId, friend_id: one.friendId, place: one.order.place, status: one.status, reason: one.reason, state: one,
    }))),
  );
  const earned = changed.filter((one) => one.status === "converted").flatMap((one) => rewardRows(work, one, now));
  if (earned.length > 0) {
    await sql.$executeRawUnsafe(
      `INSERT INTO action (id, shop_id, profile_id, enrollment_id, order_ref, kind, detail, status, created_at)
       SELECT id, $1, profile_id, enrollment_id, order_ref, 'reward', detail, 'pending', created_at FROM jsonb_to_recordset($2::jsonb)
         AS x(id uuid, profile_id uuid, enrollment_id uuid, order_ref text, detail jsonb, created_at timestamptz)
       ON CONFLICT (id) DO NOTHING`,
      work.shop.id, JSON.stringify(earned),
    );
  }
  const lost = changed.filter((one) => one.status === "refused");
  if (lost.length === 0) return;
  // What was granted by then stays granted, and the reason stands beside it.
  await sql.$executeRawUnsafe(
    `UPDATE action a SET status = CASE a.status WHEN 'pending' THEN 'failed' ELSE a.status END, reason = x.reason, done_at = coalesce(a.done_at, $3::timestamptz)
     FROM jsonb_to_recordset($2::jsonb) AS x(order_ref text, reason text) WHERE a.shop_id = $1 AND a.kind = 'reward' AND a.order_ref = x.order_ref AND a.reason IS NULL`,
    work.shop.id, JSON.stringify(lost.map((one) => ({ order_ref: one.orderRef, reason: one.reason }))), formatInstant(now),
  );
}

function rewardRows(work: WorkingSet, { code, orderRef, recommenderId, friendId, enrollmentId }: Referral, now: Instant): object[] {
  return (["recommender", "friend"] as const).map((side) => ({
    id: derivedId(work.shop, "reward", code, orderRef, side), profile_id: side === "friend" ? friendId : recommenderId, enrollment_id: enrollmentId, order_ref: orderRef,
    detail: { do: "reward", side, code, orderRef }, created_at: formatInstant(now),
  }));
}
