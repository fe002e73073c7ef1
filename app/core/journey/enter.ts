import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Decision } from "../decision/decision.ts";
import { derivedId } from "../shared/keyed.ts";
import { walkFrom } from "./advance.ts";
import type { Advanced } from "./advance.ts";
import type { Definition } from "./definition.ts";
import type { Enrollment } from "./enrollment.ts";
import { look } from "./world.ts";
import type { World } from "./world.ts";

export type Entry =
  | { readonly kind: "none" }
  /** It did not start; the decision says why. Null where the reason is not worth a row (history). */
  | { readonly kind: "refused"; readonly decision: Decision | null }
  | { readonly kind: "entered"; readonly advanced: Advanced };

/**
 * Whether an event starts a walk. One walk per journey and order: the caller asks only when there is none yet.
 */
export function enter(definition: Definition, version: number, event: CanonicalEvent, world: World): Entry {
  const orderRef = orderRefOf(event);
  if (!definition.trigger.events.includes(event.type) || orderRef === null) return { kind: "none" };
  const facts: Record<string, unknown> = {};
  for (const requirement of definition.trigger.requires) {
    const seen = look(requirement.when, world, null, event);
    Object.assign(facts, seen.facts);
    if (seen.holds) continue;
    const logged = !requirement.silent && event.type === definition.trigger.events[0];
    return { kind: "refused", decision: logged ? refusal(definition, requirement, orderRef, facts, world) : null };
  }
  const id = derivedId(world.shop, "enrollment", definition.key, orderRef);
  const walk: Enrollment = {
    id,
    journey: definition.key,
    version,
    profileId: world.profile.id,
    key: orderRef,
    orderRef,
    status: "active",
    step: definition.start,
    stepAt: event.at,
    anchorAt: event.at,
    dueAt: null,
    waitingFor: [],
    enteredAt: world.now,
    endedAt: null,
    endReason: null,
    walk: { firstTime: look(definition.trigger.firstTime, world, null, event).holds, sent: 0, opened: false, clicked: false, seen: { [event.type]: event.at } },
    trail: [],
  };
  return { kind: "entered", advanced: walkFrom(definition, walk, definition.start, event.at, world) };
}

function refusal(definition: Definition, requirement: { id: string; otherwise: string }, orderRef: string, facts: Record<string, unknown>, world: World): Decision {
  return {
    id: derivedId(world.shop, "refusal", definition.key, orderRef),
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
    facts: { orderRef, ...facts },
    probability: 1,
    messageId: null,
  };
}
