import { orderRefOf } from "../core/event/canonical-event.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Channel } from "../core/event/snapshot.ts";
import type { Advanced } from "../core/journey/advance.ts";
import { enter, prospects } from "../core/journey/enter.ts";
import { onEvent } from "../core/journey/on-event.ts";
import { applyEvent } from "../core/profile/apply-event.ts";
import type { Profile } from "../core/profile/profile.ts";
import { withScores } from "../core/scoring/scores-of.ts";
import type { Instant } from "../core/shared/instant.ts";
import { stopQueued } from "./stop-queued.ts";
import type { WorkingSet } from "./working-set.ts";
import { worldOf } from "./world-of.ts";

/**
 * One canonical event through the one door: into the profile, past every walk of the customer, and to the
 * triggers of the live journeys; then whatever came of that, by the same door. The caller has made sure that
 * it was not told before.
 */
export function handleEvent(work: WorkingSet, profileId: string, event: CanonicalEvent, now: Instant): void {
  tell(work, profileId, event, now);
  drainOutcomes(work, now);
}

/** Tells what walks and decisions came to. Each event is told once: definitions have no loops, so this ends. */
export function drainOutcomes(work: WorkingSet, now: Instant): void {
  for (let next = work.outcomes.shift(); next; next = work.outcomes.shift()) if (work.isNew(next.event.key)) tell(work, next.profileId, next.event, now);
}

function tell(work: WorkingSet, profileId: string, event: CanonicalEvent, now: Instant): void {
  const id = work.survivor(profileId);
  const before = work.profiles.get(id);
  if (!before) throw new Error(`profile ${id} is not loaded`);
  work.record(id, event);
  const orderRef = orderRefOf(event);
  // A test order is on the timeline, and counts for nothing.
  const isTest = orderRef !== null && work.orders.get(orderRef)?.state.details?.test === true;
  if (!isTest) work.profiles.set(id, scored(work, applyEvent(before, event), now));
  stopUnwanted(work, id, event);
  for (const walk of isTest ? [] : work.openWalks(id)) {
    // An order of years ago, only now taken in, is not what a walk of today waits for.
    if (isPast(work, event) && event.at < walk.enteredAt && (orderRef === null || orderRef !== walk.orderRef)) continue;
    const definition = work.definition(walk.journey, walk.version);
    // An earlier walk of this round may have changed this one's world: it is made anew for each.
    apply(work, onEvent(definition, work.enrollments.get(walk.id) ?? walk, event, worldOf(work, id, walk, now)));
  }
  start(work, id, event, now);
}

/** While the past is read in, nobody asks for scores; the night after works them out. */
function scored(work: WorkingSet, profile: Profile, now: Instant): Profile {
  return work.startsWalks ? withScores(profile, work.shop.models, now) : profile;
}

/** History of before the shop was connected, or read from a file: told for the record. */
function isPast(work: WorkingSet, event: CanonicalEvent): boolean {
  return !work.startsWalks || event.at < (work.shop.journeysFrom ?? -Infinity);
}

function start(work: WorkingSet, profileId: string, event: CanonicalEvent, now: Instant): void {
  if (work.shop.left || isPast(work, event)) return;
  for (const { definition, version } of work.journeys) {
    if (!definition.trigger.any.some((one) => one.events.includes(event.type))) continue;
    const about = worldOf(work, profileId, { orderRef: orderRefOf(event), productRef: null }, now);
    for (const prospect of prospects(definition, event, about)) {
      if (work.enrollmentFor(definition.key, prospect.key)) continue;
      const open = work.openWalks(profileId).filter((walk) => walk.journey === definition.key).map((walk) => walk.trigger);
      const world = prospect.productRef === null ? about : worldOf(work, profileId, prospect, now);
      const entry = enter(definition, version, prospect, event, { ...world, profile: work.profiles.get(profileId) ?? world.profile }, open);
      if (entry.kind === "refused" && entry.decision) work.decide(entry.decision);
      if (entry.kind === "entered") apply(work, entry.advanced);
    }
  }
}

/** What a walk asked for. */
export function apply(work: WorkingSet, { walk, profile, effects }: Advanced): void {
  work.setEnrollment(walk);
  work.profiles.set(profile.id, profile);
  for (const effect of effects) {
    switch (effect.kind) {
      case "decision":
        work.decide(effect.decision);
        break;
      case "message":
        work.messages.push(effect.message);
        break;
      case "action":
        work.actions.push(effect.action);
        // Made again in a later walk, a code stays whose it is.
        if (effect.action.action.do === "referral_code" && effect.action.made !== null && !work.codes.has(effect.action.made)) work.codes.set(effect.action.made, effect.action);
        break;
      case "event":
        work.outcomes.push({ profileId: profile.id, event: effect.event });
        break;
      case "stop_queued":
        stopQueued(work, { enrollmentId: effect.enrollmentId, profileId: null, channel: null, rule: effect.rule, reason: effect.reason, marketingOnly: effect.marketingOnly, remove: walk.status === "never_started" });
    }
  }
}

const UNWANTED = {
  "consent.withdrawn": "The customer unsubscribed.",
  "message.bounced": "Mail to this address came back.",
  "message.complained": "The customer marked a message as spam.",
} as const;

/** An unsubscribe, a dead address or a complaint stops marketing that is already queued by the same channel: a yes to another one stands. */
function stopUnwanted(work: WorkingSet, profileId: string, event: CanonicalEvent): void {
  if (event.type !== "consent.withdrawn" && event.type !== "message.bounced" && event.type !== "message.complained") return;
  if (event.type === "consent.withdrawn" && work.profiles.get(profileId)?.consent[event.data.channel]?.granted) return;
  stopQueued(work, { enrollmentId: null, profileId, channel: event.data.channel as Channel, rule: "suppression", reason: UNWANTED[event.type], marketingOnly: true, remove: false });
}
