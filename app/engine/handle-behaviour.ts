import type { Behaviour } from "../core/behaviour/behaviour.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { orderRefOf } from "../core/event/canonical-event.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import { withoutErased } from "./erased.ts";
import { handleEvent } from "./handle-event.ts";
import type { Needs, Store, Transaction } from "./ports.ts";
import { identitiesOfCall, resolveVisitor } from "./resolve-visitor.ts";
import type { WorkingSet } from "./working-set.ts";

/** Calls in one transaction: it holds their customers meanwhile, and each costs a few locks. */
export const CALLS_TOGETHER = 100;

/**
 * Calls of the tracking API, through the one door, in one transaction: kept when this resolves. A call that was told
 * before, by whichever worker and with whatever content, changes nothing: the first wins.
 *
 * @param calls at most CALLS_TOGETHER
 */
export async function handleBehaviour(store: Store, shopId: string, calls: readonly Behaviour[], now: Instant): Promise<void> {
  if (calls.length === 0) return;
  await store.transaction(shopId, (tx) => recordIn(tx, calls, now));
}

async function recordIn(tx: Transaction, calls: readonly Behaviour[], now: Instant): Promise<void> {
  const work = await tx.load(needsOf(calls));
  if (work.shop.left) return;
  // Asked after the events themselves are held, so that a second worker with the same call waits and then sees it.
  const known = await tx.knownEvents(calls.map((call) => call.key));
  for (const call of await withoutErased(tx, work, calls)) {
    if (known.has(call.key)) continue;
    known.add(call.key);
    handleCall(work, call, now);
  }
  await tx.save(work, now);
}

function handleCall(work: WorkingSet, call: Behaviour, now: Instant): void {
  const { id } = resolveVisitor(work, call, now);
  for (const event of call.events) {
    const profile = work.profiles.get(work.survivor(id)) as Profile;
    if (maySay(event, profile, call.trusted)) handleEvent(work, profile.id, aboutOwn(work, event, profile), now);
  }
}

/** A yes from a page that anyone can imitate does not lift a no. */
function maySay(event: CanonicalEvent, profile: Profile, trusted: boolean): boolean {
  if (event.type !== "consent.granted" || trusted) return true;
  return profile.consent[event.data.channel]?.granted !== false && !profile.suppressed[event.data.channel];
}

/** An order that is not this customer's is not talked about: a journey would write to them about a stranger's. */
function aboutOwn(work: WorkingSet, event: CanonicalEvent, profile: Profile): CanonicalEvent {
  const ref = orderRefOf(event);
  if (ref === null) return event;
  const owner = work.orders.get(ref)?.profileId ?? null;
  return owner !== null && work.survivor(owner) === profile.id ? event : ({ ...event, data: { ...event.data, orderRef: null } } as CanonicalEvent);
}

function needsOf(calls: readonly Behaviour[]): Needs {
  const events = calls.flatMap((call) => call.events);
  const products = events.flatMap((event) => ("productRef" in event.data && event.data.productRef ? [event.data.productRef] : []));
  return {
    orderRefs: unique(events.flatMap((event) => orderRefOf(event) ?? [])),
    productRefs: unique(products),
    accountRefs: [],
    identities: [...new Map(calls.flatMap(identitiesOfCall).map((identity) => [`${identity.kind}:${identity.value}`, identity])).values()],
    profileIds: unique(calls.flatMap((call) => call.carried ?? [])),
    eventKeys: unique(calls.map((call) => call.key)),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
