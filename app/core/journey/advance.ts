/**
 * Moves a walk: pure functions from (definition, walk, what happened, world) to the new walk and effects.
 * Durations count from the moment that moved the walk (the delivery, the due time), not from when we heard
 * of it; decisions are taken at `world.now`.
 */
import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Profile } from "../profile/profile.ts";
import { parseDuration } from "../shared/duration.ts";
import type { Instant } from "../shared/instant.ts";
import { consider } from "./consider.ts";
import type { Definition, Step } from "./definition.ts";
import type { Effect } from "./effects.ts";
import { TRAIL_LENGTH } from "./enrollment.ts";
import type { Enrollment } from "./enrollment.ts";
import { look } from "./world.ts";
import type { World } from "./world.ts";

export type Advanced = { readonly walk: Enrollment; readonly profile: Profile; readonly effects: readonly Effect[] };

/** Walks on from `stepId`, entered at the moment `from`, until a step waits or the walk ends. */
export function walkFrom(definition: Definition, start: Enrollment, stepId: string, from: Instant, world: World): Advanced {
  const effects: Effect[] = [];
  let walk = start;
  let { profile } = world;
  let id = stepId;
  let since = from;
  for (;;) {
    const step = stepOf(definition, id);
    walk = { ...walk, step: id, stepAt: since, dueAt: null, waitingFor: [] };
    const here: World = { ...world, profile };
    if (step.kind === "end") return { walk: end(note(walk, world.now, step.label), "completed", step.label, world.now), profile, effects };
    if (step.kind === "message") {
      const considered = consider(id, step, walk, here);
      effects.push(...considered.effects);
      profile = considered.profile;
      const { verdict } = considered.decided;
      if (verdict.kind === "hold") return { walk: { ...note(walk, world.now, verdict.reason), dueAt: verdict.until }, profile, effects };
      walk = note(walk, world.now, verdict.kind === "drop" ? `${step.label}: ${verdict.reason}` : step.label);
      id = verdict.kind === "drop" ? (step.onDrop ?? step.next) : step.next;
    } else if (step.kind === "branch") {
      const taken = step.cases.find((one) => look(one.when, here, walk, null).holds);
      id = taken?.next ?? step.otherwise;
      walk = note(walk, world.now, `${step.label}: ${stepOf(definition, id).label}`);
    } else {
      const moved = waitAt(step, walk, here);
      if (!moved.to) return { walk: moved.walk, profile, effects };
      walk = note(moved.walk, world.now, step.label);
      id = moved.to;
      since = moved.at;
    }
  }
}

/** A waiting step: where it leads if what it waits for is already past, else the walk standing on it. */
function waitAt(step: Extract<Step, { kind: "wait" | "waitFor" | "waitUntil" }>, walk: Enrollment, world: World): { walk: Enrollment; to: string | null; at: Instant } {
  if (step.kind === "waitFor") {
    const already = step.events.map((type) => walk.walk.seen[type]).filter((at) => at !== undefined);
    if (already.length > 0) return { walk, to: step.next, at: Math.min(...already) };
  }
  const due = step.kind === "waitUntil" ? walk.anchorAt + ms(step.sinceStart) : walk.stepAt + ms(step.kind === "wait" ? step.duration : step.atMost);
  if (due > world.now) return { walk: { ...walk, dueAt: due, waitingFor: step.kind === "waitFor" ? step.events : [] }, to: null, at: due };
  return { walk, to: step.kind === "waitFor" ? step.onTimeout : step.next, at: Math.max(due, walk.stepAt) };
}

/** The walk's due time came. Early or ended: nothing happens, so a timer may fire any number of times. */
export function onTimer(definition: Definition, walk: Enrollment, world: World): Advanced {
  if (walk.status !== "active" || walk.dueAt === null || walk.dueAt > world.now) return { walk, profile: world.profile, effects: [] };
  const step = stepOf(definition, walk.step);
  if (step.kind === "message") return walkFrom(definition, walk, walk.step, walk.stepAt, world);
  const to = step.kind === "waitFor" ? step.onTimeout : step.kind === "wait" || step.kind === "waitUntil" ? step.next : walk.step;
  const label = step.kind === "waitFor" ? `${step.label}: it did not happen in time` : step.label;
  return walkFrom(definition, note(walk, world.now, label), to, walk.dueAt, world);
}

/** Something happened to the customer: it may end the walk, be remembered, or be what the step waits for. */
export function onEvent(definition: Definition, walk: Enrollment, event: CanonicalEvent, world: World): Advanced {
  const still: Advanced = { walk, profile: world.profile, effects: [] };
  if (walk.status !== "active") return still;
  const exit = definition.exit.find((one) => one.events.includes(event.type) && look(one.when, world, walk, event).holds);
  if (exit) return leave(walk, exit.reason, exit.keepsTransactional ?? false, world);
  if (!concerns(event, walk)) return still;
  const remembered = remember(walk, event);
  const step = stepOf(definition, remembered.step);
  const awaited = step.kind === "waitFor" && step.events.includes(event.type) && (!step.where || look(step.where, world, remembered, event).holds);
  if (!awaited) return { ...still, walk: remembered };
  return walkFrom(definition, note(remembered, world.now, step.label), step.next, Math.min(event.at, world.now), world);
}

/** Ends a walk early. When nothing of it left, and nothing will, it never started, as far as anyone can tell. */
function leave(walk: Enrollment, reason: string, keepsTransactional: boolean, world: World): Advanced {
  const status = walk.walk.sent === 0 && !keepsTransactional ? "never_started" : "exited";
  const gone = end(note(walk, world.now, reason), status, reason, world.now);
  return { walk: gone, profile: world.profile, effects: [{ kind: "stop_queued", enrollmentId: walk.id, reason, rule: "walk_ended", marketingOnly: keepsTransactional }] };
}

/** An event is about a walk when it is about its order or about one of its messages. */
function concerns(event: CanonicalEvent, walk: Enrollment): boolean {
  if ("enrollmentId" in event.data) return event.data.enrollmentId === walk.id;
  return walk.orderRef !== null && orderRefOf(event) === walk.orderRef;
}

function remember(walk: Enrollment, event: CanonicalEvent): Enrollment {
  const known = walk.walk.seen[event.type];
  const seen = { ...walk.walk.seen, [event.type]: known === undefined ? event.at : Math.min(known, event.at) };
  const sent = walk.walk.sent + (event.type === "message.sent" ? 1 : 0);
  const opened = walk.walk.opened || event.type === "message.opened";
  const clicked = walk.walk.clicked || event.type === "message.clicked";
  return { ...walk, walk: { ...walk.walk, seen, sent, opened, clicked } };
}

function end(walk: Enrollment, status: "completed" | "exited" | "never_started", reason: string, at: Instant): Enrollment {
  return { ...walk, status, dueAt: null, waitingFor: [], endedAt: at, endReason: reason };
}

function note(walk: Enrollment, at: Instant, text: string): Enrollment {
  return { ...walk, trail: [...walk.trail, { step: walk.step, at, note: text }].slice(-TRAIL_LENGTH) };
}

function stepOf(definition: Definition, id: string): Step {
  const step = definition.steps[id];
  if (!step) throw new Error(`journey ${definition.key}: no step ${id}`);
  return step;
}

function ms(duration: string): number {
  return parseDuration(duration) ?? 0;
}
