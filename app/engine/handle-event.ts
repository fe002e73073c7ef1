import { orderRefOf } from "../core/event/canonical-event.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { onEvent } from "../core/journey/advance.ts";
import type { Advanced } from "../core/journey/advance.ts";
import { enter } from "../core/journey/enter.ts";
import type { World } from "../core/journey/world.ts";
import { applyEvent } from "../core/profile/apply-event.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import { isStopped } from "./working-set.ts";
import type { WorkingSet } from "./working-set.ts";

/**
 * One canonical event through the one door: into the profile, past every walk of the customer, and to the
 * triggers of the live journeys. The caller has made sure that it was not told before.
 */
export function handleEvent(work: WorkingSet, profileId: string, event: CanonicalEvent, now: Instant): void {
  const id = work.survivor(profileId);
  const before = work.profiles.get(id);
  if (!before) throw new Error(`profile ${id} is not loaded`);
  work.events.push({ profileId: id, event });
  const orderRef = orderRefOf(event);
  // A test order is on the timeline, and counts for nothing.
  const isTest = orderRef !== null && work.orders.get(orderRef)?.state.details?.test === true;
  if (!isTest) work.profiles.set(id, applyEvent(before, event));
  stopUnwanted(work, id, event);
  for (const walk of isTest ? [] : work.activeWalks(id)) {
    const definition = work.definition(walk.journey, walk.version);
    apply(work, onEvent(definition, walk, event, worldOf(work, id, walk.orderRef, now)));
  }
  if (orderRef === null) return;
  for (const { definition, version } of work.journeys) {
    if (work.enrollmentFor(definition.key, orderRef)) continue;
    const entry = enter(definition, version, event, worldOf(work, id, orderRef, now));
    if (entry.kind === "refused" && entry.decision) work.decisions.push(entry.decision);
    if (entry.kind === "entered") apply(work, entry.advanced);
  }
}

/** What a walk asked for. */
export function apply(work: WorkingSet, { walk, profile, effects }: Advanced): void {
  work.setEnrollment(walk);
  work.profiles.set(profile.id, profile);
  for (const effect of effects) {
    if (effect.kind === "decision") work.decisions.push(effect.decision);
    else if (effect.kind === "message") work.messages.push(effect.message);
    else stop(work, { enrollmentId: effect.enrollmentId, profileId: null, rule: effect.rule, reason: effect.reason, marketingOnly: effect.marketingOnly, remove: walk.status === "never_started" });
  }
}

export function worldOf(work: WorkingSet, profileId: string, orderRef: string | null, now: Instant): World {
  const profile = work.profiles.get(profileId) as Profile;
  return { now, shop: work.shop, profile, order: orderRef === null ? null : (work.orders.get(orderRef)?.state ?? null) };
}

const UNWANTED = {
  "consent.withdrawn": "The customer unsubscribed.",
  "message.bounced": "Mail to this address came back.",
  "message.complained": "The customer marked a message as spam.",
} as const;

/** An unsubscribe, a dead address or a complaint stops marketing that is already queued. */
function stopUnwanted(work: WorkingSet, profileId: string, event: CanonicalEvent): void {
  if (event.type !== "consent.withdrawn" && event.type !== "message.bounced" && event.type !== "message.complained") return;
  if (event.type === "consent.withdrawn" && work.profiles.get(profileId)?.consent[event.data.channel]?.granted) return;
  stop(work, { enrollmentId: null, profileId, rule: "suppression", reason: UNWANTED[event.type], marketingOnly: true, remove: false });
}

/** Messages queued in this very unit of work are stopped here; those already stored, when it is saved. */
function stop(work: WorkingSet, order: WorkingSet["stops"][number]): void {
  for (let index = work.messages.length - 1; index >= 0; index--) {
    const message = work.messages[index];
    if (!message || message.status !== "queued" || !isStopped(order, message)) continue;
    if (order.remove) work.messages.splice(index, 1);
    else work.messages[index] = { ...message, status: "stopped", reason: order.reason, sendAt: null };
    const decided = work.decisions.findIndex((decision) => decision.messageId === message.id);
    const decision = work.decisions[decided];
    if (decision) work.decisions[decided] = { ...decision, outcome: "drop", rule: order.rule, reason: order.reason, messageId: order.remove ? null : message.id };
  }
  work.stops.push(order);
}
