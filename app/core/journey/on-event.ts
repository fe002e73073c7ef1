import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { ratingShare } from "../profile/rating.ts";
import { isAwaited, leave, resume, walkFrom } from "./advance.ts";
import type { Advanced } from "./advance.ts";
import type { Definition } from "./definition.ts";
import { ended, noted, stepOf } from "./enrolled.ts";
import type { Enrollment } from "./enrollment.ts";
import { turnOf, withTurnAhead } from "./turn.ts";
import { holds } from "./world.ts";
import type { World } from "./world.ts";

/**
 * Something happened to the customer: it may reach the walk's goal, end it, be remembered, be what the step waits
 * for, or settle what held it. A paused walk remembers and may end; it does not move.
 */
export function onEvent(definition: Definition, walk: Enrollment, event: CanonicalEvent, world: World): Advanced {
  const still: Advanced = { walk, profile: world.profile, effects: [] };
  if (walk.status !== "active" && walk.status !== "paused") return still;
  const { goal } = definition;
  if (goal?.events.includes(event.type) && (!goal.when || holds(goal.when, world, walk, event))) return reach(walk, goal.words, world);
  const exit = definition.exit.find((one) => (!one.events || one.events.includes(event.type)) && holds(one.when, world, walk, one.events ? event : null));
  if (exit) return leave(walk, exit.reason, exit.keepsTransactional ?? false, world);
  const concerned = concerns(event, walk);
  const remembered = concerned ? withMet(definition, remember(walk, event), event, world) : walk;
  if (remembered.status === "paused") return { ...still, walk: withTurnAhead(definition, remembered, event, world) };
  const turn = turnOf(definition, remembered, event, world);
  if (turn) return walkFrom(definition, turn.walk, turn.to, Math.min(event.at, world.now), world);
  const step = stepOf(definition, remembered.step);
  if (remembered.held) return released(definition, remembered, world);
  if (step.kind === "waitFor") {
    if (!concerned || !isAwaited(step, remembered, remembered.stepAt, event, world)) return { ...still, walk: remembered };
    return walkFrom(definition, noted(remembered, world.now, step.label), step.next, Math.max(Math.min(event.at, world.now), step.orEarlier ? 0 : remembered.stepAt), world);
  }
  // A parcel that arrives, a visit or a new order may move the moment that is waited for.
  if (step.kind === "waitUntil") return resume(definition, remembered, world);
  // What a message waits for may just have been settled.
  if (step.kind === "message" && SETTLES.has(event.type)) return walkFrom(definition, remembered, remembered.step, remembered.stepAt, world);
  return { ...still, walk: remembered };
}

/** Events that may end a hold of a message before its time. */
const SETTLES: ReadonlySet<string> = new Set(["ticket.solved", "return.closed", "task.closed", "consent.withdrawn", "message.complained", "message.bounced"]);

function released(definition: Definition, walk: Enrollment, world: World): Advanced {
  const stays = definition.hold.some((one) => holds(one.when, world, walk, null));
  return stays ? { walk, profile: world.profile, effects: [] } : walkFrom(definition, walk, walk.step, walk.stepAt, world);
}

/** The journey did what it is for. Marketing of it that is still queued is no longer needed; news of the order is. */
function reach(walk: Enrollment, words: string, world: World): Advanced {
  const started = walk.walk.sent > 0;
  const done = ended(noted(walk, world.now, words), started ? "completed" : "never_started", words, world.now, started);
  return { walk: done.walk, profile: world.profile, effects: [{ kind: "stop_queued", enrollmentId: walk.id, reason: words, rule: "goal_reached", marketingOnly: started }, ...done.effects] };
}

/** An event is about a walk when it is about its order, about one of its messages, or about the customer and no order at all. */
function concerns(event: CanonicalEvent, walk: Enrollment): boolean {
  if ("enrollmentId" in event.data && event.data.enrollmentId != null) return event.data.enrollmentId === walk.id;
  const orderRef = orderRefOf(event);
  // What the customer did before the walk began is no part of it.
  return orderRef === null ? event.at >= walk.anchorAt : orderRef === walk.orderRef;
}

function remember(walk: Enrollment, event: CanonicalEvent): Enrollment {
  const known = walk.walk.seen[event.type];
  const seen = known !== undefined && known <= event.at ? walk.walk.seen : { ...walk.walk.seen, [event.type]: event.at };
  // What may have arrived counts as sent: the walk has begun for its customer.
  const sent = walk.walk.sent + ((event.type === "message.sent" && !event.data.late) || (event.type === "message.failed" && event.data.unknown) ? 1 : 0);
  const opened = walk.walk.opened || event.type === "message.opened";
  const clicked = walk.walk.clicked || event.type === "message.clicked";
  const rated = ratingIn(event, walk);
  // Unchanged, it is the very same: what is visited a hundred times must not write every walk a hundred times.
  if (seen === walk.walk.seen && sent === walk.walk.sent && opened === walk.walk.opened && clicked === walk.walk.clicked && rated === walk.walk.rated) return walk;
  return { ...walk, walk: { ...walk.walk, seen, sent, opened, clicked, ...(rated ? { rated } : {}) } };
}

/** What a step waits for comes once: a walk that cannot go on from there now (paused, held, on a detour) remembers it. */
function withMet(definition: Definition, walk: Enrollment, event: CanonicalEvent, world: World): Enrollment {
  const here = walk.status === "paused" || walk.held ? [{ step: walk.step, at: walk.stepAt }] : [];
  const known = walk.walk.met ?? {};
  let met = known;
  for (const { step: id, at } of [...here, ...(walk.walk.left ?? [])]) {
    const step = definition.steps[id];
    if (met[id] === undefined && step?.kind === "waitFor" && isAwaited(step, walk, at, event, world)) met = { ...met, [id]: Math.min(Math.max(event.at, at), world.now) };
  }
  return met === known ? walk : { ...walk, walk: { ...walk.walk, met } };
}

/** The newest rating of this order or walk; an older one that comes late changes nothing, and one about anything else is none of its business. */
function ratingIn(event: CanonicalEvent, walk: Enrollment): Enrollment["walk"]["rated"] {
  const known = walk.walk.rated;
  if (known && known.at > event.at) return known;
  const isOurs = orderRefOf(event) === walk.orderRef || ("enrollmentId" in event.data && event.data.enrollmentId === walk.id);
  const share = isOurs ? ratingShare(event) : null;
  return share === null ? known : { share, at: event.at };
}
