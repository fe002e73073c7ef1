import { emptyCustomer, reconcileCustomer } from "../core/event/customer-state.ts";
import { emptyOrder, orderRefOfPart } from "../core/event/order-state.ts";
import type { OrderPart } from "../core/event/order-state.ts";
import { reconcile } from "../core/event/reconcile.ts";
import type { CustomerSnapshot, Snapshot } from "../core/event/snapshot.ts";
import { identitiesOf } from "../core/profile/identity.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleEvent } from "./handle-event.ts";
import type { Needs } from "./ports.ts";
import { resolveProfile } from "./resolve-profile.ts";
import type { WorkingSet } from "./working-set.ts";

/** One snapshot: into what is stored, and every event that follows through the one door, oldest first. */
export function handleSnapshot(work: WorkingSet, snapshot: Snapshot, receivedAt: Instant, now: Instant): void {
  if (snapshot.kind === "customer") handleCustomer(work, snapshot, now);
  else handleOrderPart(work, snapshot, receivedAt, now);
}

function handleOrderPart(work: WorkingSet, part: OrderPart, receivedAt: Instant, now: Instant): void {
  const ref = orderRefOfPart(part);
  const stored = work.orders.get(ref);
  const before = stored?.state ?? emptyOrder(ref);
  const { state, events } = reconcile(before, part, receivedAt);
  if (state === before) return;
  const details = state.details;
  // A parcel or refund whose order we do not know, and a draft, have no customer yet.
  if (!details || details.draft) return work.orders.set(ref, { state, profileId: stored?.profileId ?? null });
  const hasNewDetails = details !== before.details;
  const resolved = hasNewDetails || !stored?.profileId ? resolveProfile(work, details.customer, ref, details.version.at, now).id : stored.profileId;
  // An order stays with the customer it was first seen with: an edited e-mail address must not move its history.
  const owner = stored?.profileId ? work.survivor(stored.profileId) : resolved;
  work.orders.set(ref, { state, profileId: owner });
  for (const event of events) handleEvent(work, owner, event, now);
}

function handleCustomer(work: WorkingSet, snapshot: CustomerSnapshot, now: Instant): void {
  const before = work.accounts.get(snapshot.ref) ?? emptyCustomer(snapshot.ref);
  const { state, events } = reconcileCustomer(before, snapshot);
  if (state === before) return;
  work.accounts.set(snapshot.ref, state);
  const profile = resolveProfile(work, { ...snapshot.customer, ref: snapshot.ref }, null, snapshot.version.at, now);
  for (const event of events) handleEvent(work, profile.id, event, now);
}

/** The part of the shop's state that these snapshots touch. */
export function needsOf(snapshots: Iterable<Snapshot>): Needs {
  const orderRefs = new Set<string>();
  const accountRefs = new Set<string>();
  const identities = new Map<string, Identity>();
  const add = (found: readonly Identity[]): void => found.forEach((identity) => identities.set(`${identity.kind}:${identity.value}`, identity));
  for (const snapshot of snapshots) {
    if (snapshot.kind === "customer") {
      accountRefs.add(snapshot.ref);
      add(identitiesOf({ ...snapshot.customer, ref: snapshot.ref }, null));
      continue;
    }
    orderRefs.add(orderRefOfPart(snapshot));
    if (snapshot.kind === "order") add(identitiesOf(snapshot.customer, snapshot.ref));
  }
  return { orderRefs: [...orderRefs], accountRefs: [...accountRefs], identities: [...identities.values()], profileIds: [] };
}
