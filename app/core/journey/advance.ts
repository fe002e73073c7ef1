/**
 * Moves a walk: pure functions from (definition, walk, what happened, world) to the new walk and effects.
 * Durations count from the moment that moved the walk (the delivery, the due time), not from when we heard
 * of it; decisions are taken at `world.now`.
 */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Profile } from "../profile/profile.ts";
import { parseDuration } from "../shared/duration.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { act } from "./act.ts";
import { consider, waitOf } from "./consider.ts";
import type { Definition, Step } from "./definition.ts";
import { drawArm } from "./draw-arm.ts";
import type { Effect } from "./effects.ts";
import { ended, noted, stepOf } from "./enrolled.ts";
import type { Enrollment } from "./enrollment.ts";
import { momentOf } from "./moments.ts";
import { turnOf } from "./turn.ts";
import { holds, scoresRead } from "./world.ts";
import type { World } from "./world.ts";

export type Advanced = { readonly walk: Enrollment; readonly profile: Profile; readonly effects: readonly Effect[] };

/** While a journey's own hold lasts, the walk is looked at again after this long, besides whenever something happens. */
const LOOK_AGAIN = DAY;
/** A shop's figures change every week (core/scoring/shop-figures). */
const FIGURES_CHANGE = 7 * DAY;

/** Walks on from `stepId`, entered at the moment `from`, until a step waits or the walk ends. */
export function walkFrom(definition: Definition, start: Enrollment, stepId: string, from: Instant, world: World): Advanced {
  const effects: Effect[] = [];
  let walk = start;
  let { profile } = world;
  let id = stepId;
  let since = from;
  // The moment of a message begins anew when a hold ends or a detour is over: it was not the message that waited.
  let freed = start.held ? world.now : -Infinity;
  for (;;) {
    const step = stepOf(definition, id);
    walk = { ...walk, step: id, stepAt: step.kind === "message" ? Math.max(since, freed) : since, dueAt: null, waitingFor: [] };
    const here: World = { ...world, profile };
    const hold = definition.hold.find((one) => holds(one.when, here, walk, null));
    if (hold && step.kind !== "end") {
      const known = walk.held?.id === hold.id ? walk.held : { id: hold.id, reason: hold.reason, since: world.now };
      return { walk: { ...(walk.held ? walk : noted(walk, world.now, hold.reason)), held: known, dueAt: world.now + LOOK_AGAIN }, profile, effects };
    }
    walk = { ...walk, held: null };
    switch (step.kind) {
      case "end": {
        const over = ended(noted(walk, world.now, step.label), "completed", step.label, world.now, step.goal ?? false);
        return { walk: over.walk, profile, effects: [...effects, ...over.effects] };
      }
      case "back": {
        const left = walk.walk.left ?? [];
        const place = left.at(-1);
        walk = noted({ ...walk, walk: { ...walk.walk, left: left.slice(0, -1) } }, world.now, step.label);
        // Moved to a version without that step, there is nothing to go back to.
        if (!place || !definition.steps[place.step]) {
          const over = ended(walk, "completed", step.label, world.now, false);
          return { walk: over.walk, profile, effects: [...effects, ...over.effects] };
        }
        id = place.step;
        since = place.at;
        freed = world.now;
        break;
      }
      case "message": {
        const considered = consider(definition, id, step, walk, here);
        effects.push(...considered.effects);
        profile = considered.profile;
        if (considered.said.length > 0) walk = { ...walk, walk: { ...walk.walk, said: { ...walk.walk.said, ...Object.fromEntries(considered.said.map((what) => [what, world.now])) } } };
        const { verdict } = considered.decided;
        if (verdict.kind === "hold") {
          const wait = waitOf(id, considered.decided);
          const known = walk.walk.waited.includes(wait);
          const waiting = known ? walk : noted({ ...walk, walk: { ...walk.walk, waited: [...walk.walk.waited, wait] } }, world.now, verdict.reason);
          return { walk: { ...waiting, dueAt: verdict.until }, profile, effects };
        }
        walk = noted(walk, world.now, verdict.kind === "drop" ? `${step.label}: ${verdict.reason}` : step.label);
        id = verdict.kind === "drop" ? (step.onDrop ?? step.next) : step.next;
        // What comes after a message counts from when it really was decided, not from when it was first considered.
        since = Math.max(since, verdict.kind === "pass" ? world.now : since);
        break;
      }
      case "branch": {
        const taken = step.cases.find((one) => holds(one.when, here, walk, null));
        id = taken?.next ?? step.otherwise;
        walk = noted(walk, world.now, `${step.label}: ${stepOf(definition, id).label}${scoresRead(step.cases.map((one) => one.when), here)}`);
        break;
      }
      case "split": {
        const drawn = drawArm(definition.key, id, step, walk, world.shop);
        walk = noted({ ...walk, chance: walk.chance * drawn.chance, walk: { ...walk.walk, arms: { ...walk.walk.arms, [id]: { arm: drawn.arm, chance: drawn.chance } } } }, world.now, `${step.label}: ${drawn.label}`);
        id = drawn.next;
        break;
      }
      case "action": {
        const done = act(id, step, walk, here);
        effects.push(...done.effects);
        walk = noted(done.walk, world.now, step.label);
        id = step.next;
        break;
      }
      default: {
        const moved = waitAt(step, walk, here);
        if (!moved.to) return { walk: moved.walk, profile, effects };
        walk = noted(moved.walk, world.now, step.label);
        id = moved.to;
        since = moved.at;
      }
    }
  }
}

type WaitStep = Extract<Step, { kind: "wait" | "waitFor" | "waitUntil" }>;

/** A waiting step: where it leads if what it waits for is already past, else the walk standing on it. */
function waitAt(step: WaitStep, walk: Enrollment, world: World): { walk: Enrollment; to: string | null; at: Instant } {
  const already = walk.walk.met?.[walk.step] ?? (step.kind === "waitFor" && step.orEarlier ? alreadySeen(step, walk) : null);
  if (already !== null) return { walk, to: step.next, at: already };
  const due = dueOf(step, walk, world);
  if (due.at === null || due.at > world.now) return { walk: { ...walk, dueAt: due.at, waitingFor: step.kind === "waitFor" ? step.events : [] }, to: null, at: world.now };
  return { walk, to: due.to, at: Math.max(due.at, walk.stepAt) };
}

/** Whether an event about the walk is what a step that began at `since` waits for. */
export function isAwaited(step: Extract<Step, { kind: "waitFor" }>, walk: Enrollment, since: Instant, event: CanonicalEvent, world: World): boolean {
  return step.events.includes(event.type) && (event.at >= since || step.orEarlier === true) && (!step.where || holds(step.where, world, walk, event));
}

/** When what a step waits for first happened, if that counts for it; what it must be like is known only of the event itself. */
function alreadySeen(step: Extract<Step, { kind: "waitFor" }>, walk: Enrollment): Instant | null {
  const seen = step.events.map((type) => walk.walk.seen[type]).filter((at) => at !== undefined);
  const counting = step.orEarlier ? seen : step.where ? [] : seen.filter((at) => at >= walk.stepAt);
  return counting.length > 0 ? Math.min(...counting) : null;
}

/** When a waiting step is over by itself, and where it then leads. */
function dueOf(step: WaitStep, walk: Enrollment, world: World): { at: Instant | null; to: string } {
  if (step.kind === "wait") return { at: walk.stepAt + ms(step.duration), to: step.next };
  if (step.kind === "waitFor") return { at: walk.stepAt + ms(step.atMost), to: step.onTimeout };
  const moment = momentOf(step.moment, walk, world);
  const limit = step.atMost === undefined ? null : walk.stepAt + ms(step.atMost);
  // Learnt long after it was: what follows counts from now, or a whole journey would pass in a moment.
  if (moment !== null && (limit === null || moment <= limit)) return { at: moment < world.now - DAY ? world.now : moment, to: step.next };
  const over = { at: limit, to: step.onTimeout ?? step.next };
  if (moment !== null || !byFigures(step) || (limit !== null && limit <= world.now)) return over;
  // Nothing happens to a silent customer that would make the walk look again, but the shop's figures come to tell more.
  // A look that is planned already is not put off by every event.
  const again = Math.min(walk.dueAt !== null && walk.dueAt > world.now ? walk.dueAt : Infinity, world.now + FIGURES_CHANGE);
  return limit !== null && limit < again ? over : { at: again, to: step.next };
}

/** Whether a moment rests on the shop's figures, and may become known without any event. */
function byFigures(step: Extract<Step, { kind: "waitUntil" }>): boolean {
  return "drift" in step.moment || "runOut" in step.moment;
}

/** The walk's due time came. Early or ended: nothing happens, so a timer may fire any number of times. */
export function onTimer(definition: Definition, walk: Enrollment, world: World): Advanced {
  if (walk.status !== "active" || walk.dueAt === null || walk.dueAt > world.now) return { walk, profile: world.profile, effects: [] };
  // A watched state may have come about by time alone.
  const exit = definition.exit.find((one) => !one.events && holds(one.when, world, walk, null));
  if (exit) return leave(walk, exit.reason, exit.keepsTransactional ?? false, world);
  const turn = turnOf(definition, walk, null, world);
  return turn ? walkFrom(definition, turn.walk, turn.to, world.now, world) : resume(definition, walk, world);
}

/** Goes on from where the walk stands: a message is considered again, a hold is looked at again, a wait that is over leads on. */
export function resume(definition: Definition, walk: Enrollment, world: World): Advanced {
  const step = stepOf(definition, walk.step);
  if (walk.held || (step.kind !== "wait" && step.kind !== "waitFor" && step.kind !== "waitUntil")) return walkFrom(definition, walk, walk.step, walk.stepAt, world);
  // It came while the walk was paused, and a paused walk only remembers.
  const missed = walk.walk.met?.[walk.step] ?? (step.kind === "waitFor" ? alreadySeen(step, walk) : null);
  if (missed !== null) return walkFrom(definition, noted(walk, world.now, step.label), step.next, missed, world);
  const due = dueOf(step, walk, world);
  // The moment has moved on since (the parcel arrived later, another order changed the rhythm).
  if (due.at === null || due.at > world.now) return { walk: due.at === walk.dueAt ? walk : { ...walk, dueAt: due.at }, profile: world.profile, effects: [] };
  const label = step.kind === "waitFor" ? `${step.label}: it did not happen in time` : step.label;
  return walkFrom(definition, noted(walk, world.now, label), due.to, Math.max(due.at, walk.stepAt), world);
}

/** Ends a walk early. When nothing of it left, and nothing will, it never started, as far as anyone can tell. */
export function leave(walk: Enrollment, reason: string, keepsTransactional: boolean, world: Pick<World, "now" | "profile">, rule = "walk_ended"): Advanced {
  const status = walk.walk.sent === 0 && !keepsTransactional ? "never_started" : "exited";
  const gone = ended(noted(walk, world.now, reason), status, reason, world.now, false);
  const stop: Effect = { kind: "stop_queued", enrollmentId: walk.id, reason, rule, marketingOnly: keepsTransactional };
  return { walk: gone.walk, profile: world.profile, effects: [stop, ...gone.effects] };
}

function ms(duration: string): number {
  return parseDuration(duration) ?? 0;
}
