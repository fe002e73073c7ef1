import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Decision } from "../decision/decision.ts";
import type { Profile } from "../profile/profile.ts";
import { parseDuration } from "../shared/duration.ts";
import { derivedId } from "../shared/keyed.ts";
import { leave, walkFrom } from "./advance.ts";
import type { Advanced } from "./advance.ts";
import type { Definition } from "./definition.ts";
import type { Enrollment } from "./enrollment.ts";
import { memoryKey } from "./memory-key.ts";
import { holds, look } from "./world.ts";
import type { World } from "./world.ts";

/** A walk that an event might start. */
export type Prospect = { readonly key: string; readonly trigger: string; readonly orderRef: string | null; readonly productRef: string | null };

export type Entry =
  | { readonly kind: "none" }
  /** It did not start; the decision says why. Null where the reason is not worth a row (history). */
  | { readonly kind: "refused"; readonly decision: Decision | null }
  | { readonly kind: "entered"; readonly advanced: Advanced };

/** Products of one order that may each start a walk: an order of hundreds of lines is a reseller's. */
const PRODUCTS_PER_ORDER = 20;

/** The walks this event might start: one per order, customer or reason, or one per product of the order. */
export function prospects(definition: Definition, event: CanonicalEvent, world: World): Prospect[] {
  const trigger = definition.trigger.any.find((one) => one.events.includes(event.type));
  if (!trigger) return [];
  const orderRef = orderRefOf(event);
  switch (definition.per) {
    case "order":
      return orderRef === null ? [] : [{ key: orderRef, trigger: trigger.id, orderRef, productRef: null }];
    case "product": {
      if (orderRef === null) return [];
      const refs = new Set((world.order?.details?.lines ?? []).map((line) => line.productRef).filter((ref) => ref !== null));
      return [...refs].slice(0, PRODUCTS_PER_ORDER).map((productRef) => ({ key: `${orderRef}|${productRef}`, trigger: trigger.id, orderRef, productRef }));
    }
    case "customer":
    case "reason":
      // The event names the walk: told again, it is the same walk.
      return [{ key: event.key, trigger: trigger.id, orderRef, productRef: null }];
  }
}

/**
 * Whether an event starts this walk. The caller asks only when there is none of this key, and tells whether
 * another one of the journey is open for the customer.
 */
export function enter(definition: Definition, version: number, prospect: Prospect, event: CanonicalEvent, world: World, openTriggers: readonly string[]): Entry {
  const walk = firstStep(definition, version, prospect, event, world);
  const trigger = definition.trigger.any.find((one) => one.events.includes(event.type) && (!one.where || holds(one.where, world, walk, event)));
  if (!trigger) return { kind: "none" };
  const begun: Enrollment = { ...walk, trigger: trigger.id };
  if (definition.per === "customer" && openTriggers.length > 0) return { kind: "none" };
  if (definition.per === "reason" && openTriggers.includes(trigger.id)) return { kind: "none" };
  const again = tooSoon(definition, trigger.id, world.profile, world);
  const facts: Record<string, unknown> = {};
  const refusal = again ?? unmet(definition, begun, event, world, facts);
  if (refusal) {
    const logged = !refusal.silent && !trigger.quiet;
    return { kind: "refused", decision: logged ? refused(definition, prospect, refusal, facts, world) : null };
  }
  const first = definition.trigger.firstTime ? holds(definition.trigger.firstTime, world, begun, event) : false;
  const started = { ...begun, id: derivedId(world.shop, "enrollment", definition.key, prospect.key), walk: { ...begun.walk, firstTime: first } };
  // What would end it at once must not begin it: an order that is already cancelled.
  const exit = definition.exit.find((one) => !one.events && holds(one.when, world, started, null));
  if (exit) return { kind: "entered", advanced: leave(started, exit.reason, false, world) };
  return { kind: "entered", advanced: walkFrom(definition, started, definition.start, event.at, world) };
}

type Refusal = { readonly id: string; readonly otherwise: string; readonly silent?: boolean | undefined };

function unmet(definition: Definition, walk: Enrollment, event: CanonicalEvent, world: World, facts: Record<string, unknown>): Refusal | null {
  for (const requirement of definition.trigger.requires) {
    const seen = look(requirement.when, world, walk, event);
    Object.assign(facts, seen.facts);
    if (!seen.holds) return requirement;
  }
  return null;
}

function tooSoon(definition: Definition, trigger: string, profile: Profile, { now }: World): Refusal | null {
  if (definition.per === "order" || definition.per === "product") return null;
  const earlier = profile.walks[memoryKey(definition, trigger)];
  if (!earlier) return null;
  if (definition.reentry === "once") return { id: "only_once", otherwise: "the customer has been through it for this reason before." };
  const after = parseDuration(definition.reentry.after) ?? 0;
  return now - earlier.lastAt < after ? { id: "too_soon", otherwise: "the customer went through it not long ago." } : null;
}

function firstStep(definition: Definition, version: number, prospect: Prospect, event: CanonicalEvent, world: World): Enrollment {
  return {
    // Given to the walk that begins: most events begin none, and no condition reads it.
    id: "",
    journey: definition.key,
    version,
    profileId: world.profile.id,
    key: prospect.key,
    orderRef: prospect.orderRef,
    productRef: prospect.productRef,
    trigger: prospect.trigger,
    status: "active",
    step: definition.start,
    stepAt: event.at,
    anchorAt: definition.per === "order" ? (world.order?.details?.placedAt ?? event.at) : event.at,
    dueAt: null,
    waitingFor: [],
    held: null,
    enteredAt: world.now,
    endedAt: null,
    endReason: null,
    reachedGoal: false,
    chance: 1,
    walk: { firstTime: false, sent: 0, opened: false, clicked: false, seen: { [event.type]: event.at }, arms: {}, waited: [], turned: [], made: definition.texts ?? {} },
    trail: [],
  };
}

function refused(definition: Definition, { key, orderRef, productRef }: Prospect, requirement: Refusal, facts: Record<string, unknown>, world: World): Decision {
  return {
    id: derivedId(world.shop, "refusal", definition.key, key),
    profileId: world.profile.id,
    enrollmentId: null,
    journey: definition.key,
    step: null,
    content: null,
    channel: null,
    class: null,
    at: world.now,
    outcome: "refuse",
    rule: requirement.id,
    reason: `${definition.name} did not start: ${requirement.otherwise}`,
    heldUntil: null,
    facts: { orderRef, ...(productRef === null ? {} : { productRef }), ...facts },
    probability: 1,
    messageId: null,
  };
}
