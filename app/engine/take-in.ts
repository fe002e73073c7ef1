import { notAhead } from "../core/event/ahead.ts";
import { emptyCustomer, reconcileConsent, reconcileCustomer } from "../core/event/customer-state.ts";
import { compareVersions, emptyOrder, orderRefOfPart } from "../core/event/order-state.ts";
import { reconcile } from "../core/event/reconcile.ts";
import type { Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { findErased } from "./erased.ts";
import { handleSnapshot, needsOf } from "./handle-snapshot.ts";
import type { Store } from "./ports.ts";
import type { WorkingSet } from "./working-set.ts";

/** Keeps a transaction short, so that live work of the same customers does not wait for the past. */
const AT_ONCE = 100;

/**
 * Takes the past in: profiles, orders and events as if we had been there. Told again, it changes nothing.
 *
 * @param journeys "none": nothing of it starts a journey; "since_install": what happened after the shop was connected does,
 *   as it would have by webhook (Shop.journeysFrom)
 */
export async function takeInHistory(store: Store, shopId: string, snapshots: readonly Snapshot[], now: Instant, journeys: "none" | "since_install" = "none"): Promise<void> {
  for (let from = 0; from < snapshots.length; from += AT_ONCE) {
    const part = snapshots.slice(from, from + AT_ONCE);
    await store.transaction(shopId, async (tx) => {
      const work = await tx.load(needsOf(part));
      work.startsWalks = journeys === "since_install" && work.shop.journeysFrom !== undefined;
      if (work.shop.left) return;
      const erased = await findErased(tx, work, part);
      for (const snapshot of part) if (!erased.has(snapshot)) handleSnapshot(work, snapshot, now, now);
      await tx.save(work, now);
    });
  }
}

/** Which of these groups of snapshots say anything that is not stored yet. Changes nothing. */
export async function findNews(store: Store, shopId: string, groups: readonly (readonly Snapshot[])[], now: Instant): Promise<boolean[]> {
  const all = groups.flat();
  if (all.length === 0) return groups.map(() => false);
  return store.transaction(shopId, async (tx) => {
    const work = await tx.load(needsOf(all));
    const erased = await findErased(tx, work, all);
    return groups.map((group) => group.some((snapshot) => !erased.has(snapshot) && isNews(work, snapshot, now)));
  });
}

function isNews(work: WorkingSet, told: Snapshot, now: Instant): boolean {
  const snapshot = notAhead(told, now);
  if (snapshot.kind === "product") {
    const known = work.products.get(snapshot.ref)?.version;
    return !known || compareVersions(snapshot.version, known) > 0;
  }
  if (snapshot.kind === "customer" || snapshot.kind === "consent") {
    const before = work.accounts.get(snapshot.ref) ?? emptyCustomer(snapshot.ref);
    return (snapshot.kind === "customer" ? reconcileCustomer(before, snapshot) : reconcileConsent(before, snapshot)).state !== before;
  }
  const before = work.orders.get(orderRefOfPart(snapshot))?.state ?? emptyOrder(orderRefOfPart(snapshot));
  return reconcile(before, snapshot, now).state !== before;
}
