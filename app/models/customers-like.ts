/** Customers who are like one: of the same group, with much the same orders, spending and time since the last order. */
import type { Profile } from "../core/profile/profile.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { KNOWN, SEEN } from "./customer-list.ts";
import type { Database } from "./database.ts";
import { sql } from "./sql.ts";

export type CustomerLike = {
  readonly id: string;
  readonly name: string;
  readonly orders: number;
  /** Minor units of the shop's currency. */
  readonly spend: number;
  readonly lastOrderAt: Instant;
};

type Found = { readonly id: string; readonly name: string; readonly orders: number; readonly spend: bigint; readonly last: number };

/** Looked at on either side of the customer in the list of when each was last seen: a group that is rare must not make this a walk through a million. */
const LOOKED_AT = 1_000;
const CANDIDATES = 100;

/**
 * The nearest by √Σ(Δ ln(1 + x))² over days since the last order, orders and spending in units of money. None for a customer who
 * has no group.
 */
export async function customersLike(db: Database, shopId: string, profile: Profile, currency: string, now: Instant, most = 4): Promise<CustomerLike[]> {
  const group = profile.scores.group?.value;
  if (group === undefined || profile.lastOrderAt === null) return [];
  const seen = sql`(${new Date(profile.lastSeenAt ?? 0)}::timestamptz, ${profile.id}::uuid)`;
  const shown = sql`p.id, p.name, p.orders, p.spend, p.traits`;
  const matching = sql`from profile p where p.shop_id = ${shopId} and p.merged_into is null and ${KNOWN}`;
  const found = await db.$queryRaw<Found[]>(sql`
    with around as (
      (select * from (select ${shown} ${matching} and (${SEEN}, p.id) < ${seen} order by ${SEEN} desc, p.id desc limit ${LOOKED_AT}) b where traits->>'score.group' = ${String(group)} limit ${CANDIDATES})
      union all
      (select * from (select ${shown} ${matching} and (${SEEN}, p.id) > ${seen} order by ${SEEN}, p.id limit ${LOOKED_AT}) a where traits->>'score.group' = ${String(group)} limit ${CANDIDATES})
    )
    select id::text, name, orders, spend, (traits->>'profile.daysSinceOrder')::float8 as last from around where orders > 0 and traits->>'profile.daysSinceOrder' is not null`);
  const own = placeOf(profile.counts.orders - profile.counts.cancelled, profile.spend[currency] ?? 0, profile.lastOrderAt, now);
  return found
    .map(({ spend, last, ...row }) => ({ ...row, spend: Number(spend), lastOrderAt: last }))
    .map((row) => ({ row, distance: distance(own, placeOf(row.orders, row.spend, row.lastOrderAt, now)) }))
    .sort((a, b) => a.distance - b.distance || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, most)
    .map(({ row }) => row);
}

type Place = readonly [days: number, orders: number, spend: number];

function placeOf(orders: number, spend: number, lastOrderAt: Instant, now: Instant): Place {
  return [Math.log1p(Math.max(0, (now - lastOrderAt) / DAY)), Math.log1p(Math.max(0, orders)), Math.log1p(Math.max(0, spend) / 100)];
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
