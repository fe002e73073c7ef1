import { notAhead } from "../core/event/ahead.ts";
import { emptyCustomer, reconcileConsent, reconcileCustomer } from "../core/event/customer-state.ts";
import { compareVersions, emptyOrder, orderRefOfPart } from "../core/event/order-state.ts";
import type { OrderDetails, OrderPart } from "../core/event/order-state.ts";
import { reconcile } from "../core/event/reconcile.ts";
import type { ConsentSnapshot, CustomerHint, CustomerSnapshot, OrderLine, ProductSnapshot, Snapshot } from "../core/event/snapshot.ts";
import { identitiesOf } from "../core/profile/identity.ts";
import type { Identity } from "../core/profile/identity.ts";
import { homeOf, withHome } from "../core/referral/home.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleEvent } from "./handle-event.ts";
import type { Needs } from "./ports.ts";
import { refer } from "./refer.ts";
import { resolveProfile } from "./resolve-profile.ts";
import type { WorkingSet } from "./working-set.ts";

/** One snapshot: into what is stored, and every event that follows through the one door, oldest first. */
export function handleSnapshot(work: WorkingSet, told: Snapshot, receivedAt: Instant, now: Instant): void {
  const snapshot = notAhead(told, receivedAt);
  if (snapshot.kind === "customer") handleCustomer(work, snapshot, now);
  else if (snapshot.kind === "consent") handleConsent(work, snapshot, now);
  else if (snapshot.kind === "product") handleProduct(work, snapshot);
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
  for (const line of details.lines) nameProduct(work, line);
  const hasNewDetails = details !== before.details;
  const resolved = hasNewDetails || !stored?.profileId ? resolveProfile(work, details.customer, ref, details.version.at, now).id : stored.profileId;
  // An order stays with the customer it was first seen with: an edited e-mail address must not move its history.
  const owner = stored?.profileId ? work.survivor(stored.profileId) : resolved;
  work.orders.set(ref, { state, profileId: owner });
  if (hasNewDetails && !details.test) settleHome(work, owner, details);
  for (const event of events) handleEvent(work, owner, event, now);
  refer(work, owner, ref, now);
  // Its contact details may have told something of another.
  if (work.survivor(resolved) !== owner) refer(work, resolved, null, now);
}

function settleHome(work: WorkingSet, profileId: string, { ref, place, customer, placedAt }: OrderDetails): void {
  const profile = work.profiles.get(profileId);
  if (profile) work.profiles.set(profileId, { ...profile, homes: withHome(profile.homes, ref, homeOf(place, customer.lastName), placedAt) });
}

/** An order line names a product that the platform has not told of. */
function nameProduct(work: WorkingSet, { productRef, title, sku, imageUrl }: OrderLine): void {
  if (productRef === null || work.products.get(productRef)) return;
  work.products.set(productRef, { ref: productRef, title, sku, imageUrl, price: null, inStock: null, version: null });
}

function handleProduct(work: WorkingSet, snapshot: ProductSnapshot): void {
  const known = work.products.get(snapshot.ref);
  if (known?.version && compareVersions(snapshot.version, known.version) <= 0) return;
  const { kind: _kind, deleted, ...product } = snapshot;
  // A deletion says no more than which product it was.
  if (deleted) work.products.set(product.ref, { ...product, ...known, version: product.version, inStock: false });
  else work.products.set(product.ref, { ...product, title: product.title || (known?.title ?? ""), imageUrl: product.imageUrl ?? known?.imageUrl ?? null });
}

function handleCustomer(work: WorkingSet, snapshot: CustomerSnapshot, now: Instant): void {
  const before = work.accounts.get(snapshot.ref) ?? emptyCustomer(snapshot.ref);
  const { state, events } = reconcileCustomer(before, snapshot);
  if (state === before) return;
  work.accounts.set(snapshot.ref, state);
  const profile = resolveProfile(work, { ...snapshot.customer, ref: snapshot.ref }, null, snapshot.version.at, now);
  for (const event of events) handleEvent(work, profile.id, event, now);
  refer(work, profile.id, null, now);
}

function handleConsent(work: WorkingSet, snapshot: ConsentSnapshot, now: Instant): void {
  const { state, events } = reconcileConsent(work.accounts.get(snapshot.ref) ?? emptyCustomer(snapshot.ref), snapshot);
  const [first] = events;
  if (!first) return;
  work.accounts.set(snapshot.ref, state);
  const profile = resolveProfile(work, hintOf(snapshot), null, first.at, now);
  for (const event of events) handleEvent(work, profile.id, event, now);
}

function hintOf({ ref, email, phone }: ConsentSnapshot): CustomerHint {
  return { ref, email, phone, firstName: null, lastName: null, locale: null, address: null };
}

/** The part of the shop's state that these snapshots touch. */
export function needsOf(snapshots: Iterable<Snapshot>): Needs {
  const orderRefs = new Set<string>();
  const accountRefs = new Set<string>();
  const productRefs = new Set<string>();
  const codes = new Set<string>();
  const places = new Set<string>();
  const identities = new Map<string, Identity>();
  const add = (found: readonly Identity[]): void => found.forEach((identity) => identities.set(`${identity.kind}:${identity.value}`, identity));
  for (const snapshot of snapshots) {
    if (snapshot.kind === "customer" || snapshot.kind === "consent") {
      accountRefs.add(snapshot.ref);
      add(identitiesOf(snapshot.kind === "consent" ? hintOf(snapshot) : { ...snapshot.customer, ref: snapshot.ref }, null));
      continue;
    }
    if (snapshot.kind === "product") {
      productRefs.add(snapshot.ref);
      continue;
    }
    orderRefs.add(orderRefOfPart(snapshot));
    if (snapshot.kind !== "order") continue;
    add(identitiesOf(snapshot.customer, snapshot.ref));
    for (const line of snapshot.lines) if (line.productRef !== null) productRefs.add(line.productRef);
    if (!snapshot.codes?.length) continue;
    for (const code of snapshot.codes) codes.add(code);
    if (snapshot.place) places.add(snapshot.place);
  }
  return { orderRefs: [...orderRefs], accountRefs: [...accountRefs], identities: [...identities.values()], profileIds: [], productRefs: [...productRefs], referrals: { codes: [...codes], places: [...places] } };
}
