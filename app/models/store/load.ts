import type { CustomerState } from "../../core/event/customer-state.ts";
import type { OrderState } from "../../core/event/order-state.ts";
import type { Enrollment } from "../../core/journey/enrollment.ts";
import type { Profile } from "../../core/profile/profile.ts";
import type { Shop } from "../../core/shop.ts";
import type { Needs } from "../../engine/ports.ts";
import { identityKey, WorkingSet } from "../../engine/working-set.ts";
import type { StoredProduct } from "../../engine/working-set.ts";
import type { JourneyCache } from "./journeys.ts";
import { loadReferrals } from "./referrals.ts";
import type { Sql } from "./transaction.ts";

/**
 * Reads the part of a shop's state that a unit of work needs, holding its customers until the transaction
 * ends. Locks are always taken in the same order, keys before rows and both sorted, so that two workers wait
 * for each other at most one way round. Advisory locks guard what does not exist yet: two workers must not
 * both make the profile of a new e-mail address.
 */
export async function load(sql: Sql, shop: Shop, journeys: JourneyCache, needs: Needs): Promise<WorkingSet> {
  const identityKeys = needs.identities.map(identityKey);
  await lockKeys(sql, shop.id, [...needs.orderRefs.map((ref) => `o:${ref}`), ...needs.accountRefs.map((ref) => `a:${ref}`), ...(needs.referrals?.places ?? []).map((place) => `p:${place}`), ...(needs.eventKeys ?? []).map((key) => `e:${key}`), ...identityKeys]);
  const work = new WorkingSet(shop, await journeys.live(sql, shop.id), (key, version) => journeys.get(shop.id, key, version));
  const profileIds = new Set(needs.profileIds);
  await loadOrders(sql, work, needs.orderRefs, profileIds);
  if (needs.accountRefs.length > 0) {
    const accounts = await sql.$queryRawUnsafe<{ ref: string; state: CustomerState }[]>(`SELECT ref, state FROM account WHERE shop_id = $1 AND ref = ANY($2)`, shop.id, needs.accountRefs);
    for (const account of accounts) work.accounts.load(account.ref, account.state);
  }
  if (needs.identities.length > 0) {
    const found = await sql.$queryRawUnsafe<{ kind: string; value: string; profile_id: string }[]>(
      `SELECT i.kind, i.value, i.profile_id::text FROM identity i JOIN unnest($2::text[], $3::text[]) AS n(kind, value) ON i.kind = n.kind AND i.value = n.value WHERE i.shop_id = $1`,
      shop.id, needs.identities.map((identity) => identity.kind), needs.identities.map((identity) => identity.value),
    );
    for (const row of found) {
      work.identities.load(`${row.kind}:${row.value}`, row.profile_id);
      profileIds.add(row.profile_id);
    }
  }
  await loadReferrals(sql, work, needs, profileIds);
  await loadProfiles(sql, work, [...profileIds]);
  await loadEnrollments(sql, work, needs.orderRefs, journeys);
  await loadProducts(sql, work, needs.productRefs ?? []);
  return work;
}

async function lockKeys(sql: Sql, shopId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql.$queryRawUnsafe(
    `SELECT count(pg_advisory_xact_lock(k)) FROM (SELECT DISTINCT hashtextextended($1 || '|' || x, 0) AS k FROM unnest($2::text[]) AS x ORDER BY 1) AS sorted`,
    shopId, keys,
  );
}

async function loadOrders(sql: Sql, work: WorkingSet, refs: readonly string[], profileIds: Set<string>): Promise<void> {
  if (refs.length === 0) return;
  const rows = await sql.$queryRawUnsafe<{ ref: string; profile_id: string | null; state: OrderState }[]>(
    `SELECT ref, profile_id::text, state FROM "order" WHERE shop_id = $1 AND ref = ANY($2)`, work.shop.id, refs,
  );
  for (const row of rows) {
    work.orders.load(row.ref, { state: row.state, profileId: row.profile_id });
    if (row.profile_id) profileIds.add(row.profile_id);
  }
}

/** Follows a profile that was merged away to its survivor, which must be held as well. */
async function loadProfiles(sql: Sql, work: WorkingSet, ids: readonly string[]): Promise<void> {
  let wanted = [...ids];
  while (wanted.length > 0) {
    const rows = await sql.$queryRawUnsafe<{ id: string; merged_into: string | null; state: Profile }[]>(
      `SELECT id::text, merged_into::text, state FROM profile WHERE shop_id = $1 AND id = ANY($2::uuid[]) ORDER BY profile.id FOR UPDATE`, work.shop.id, wanted,
    );
    wanted = [];
    for (const row of rows) {
      if (!row.merged_into) work.profiles.load(row.id, row.state);
      else {
        work.knownMerge(row.id, row.merged_into);
        if (!work.profiles.get(row.merged_into)) wanted.push(row.merged_into);
      }
    }
  }
}

/** The products at hand: those of the orders and of the walks. */
async function loadProducts(sql: Sql, work: WorkingSet, named: readonly string[]): Promise<void> {
  const refs = new Set(named);
  for (const { state } of work.orders.values()) for (const line of state.details?.lines ?? []) if (line.productRef !== null) refs.add(line.productRef);
  if (refs.size === 0) return;
  const rows = await sql.$queryRawUnsafe<{ ref: string; state: StoredProduct }[]>(`SELECT ref, state FROM product WHERE shop_id = $1 AND ref = ANY($2)`, work.shop.id, [...refs]);
  for (const row of rows) work.products.load(row.ref, row.state);
}

/** Walks of these customers that are not over, and every walk about these orders, so that none starts twice. */
async function loadEnrollments(sql: Sql, work: WorkingSet, orderRefs: readonly string[], journeys: JourneyCache): Promise<void> {
  const profileIds = [...work.profiles.entries()].map(([id]) => id);
  if (profileIds.length === 0 && orderRefs.length === 0) return;
  const rows = await sql.$queryRawUnsafe<{ profile_id: string; state: Enrollment }[]>(
    `SELECT profile_id::text, state FROM enrollment WHERE shop_id = $1 AND status IN ('active', 'paused') AND profile_id = ANY($2::uuid[])
     UNION SELECT profile_id::text, state FROM enrollment WHERE shop_id = $1 AND order_ref = ANY($3)`,
    work.shop.id, profileIds, orderRefs,
  );
  for (const row of rows) work.loadEnrollment({ ...row.state, profileId: row.profile_id });
  await journeys.ensure(sql, work.shop.id, rows.map((row) => row.state));
  const missing = rows.map((row) => row.state.orderRef).filter((ref): ref is string => ref !== null && !work.orders.get(ref));
  await loadOrders(sql, work, [...new Set(missing)], new Set());
}
