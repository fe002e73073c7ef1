/** Small moves of a walk that every part of the journey makes. */
import type { Definition, Step } from "./definition.ts";
import type { Effect } from "./effects.ts";
import { TRAIL_LENGTH } from "./enrollment.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Instant } from "../shared/instant.ts";

/** The walk, over, and the event that says so; a walk that never started says nothing. */
export function ended(walk: Enrollment, status: "completed" | "exited" | "never_started", reason: string, at: Instant, goal: boolean): { walk: Enrollment; effects: Effect[] } {
  const over: Enrollment = { ...walk, status, dueAt: null, waitingFor: [], held: null, endedAt: at, endReason: reason, reachedGoal: goal };
  if (status === "never_started") return { walk: over, effects: [] };
  const about = { journey: walk.journey, enrollmentId: walk.id, orderRef: walk.orderRef };
  const key = `walk:${walk.id}:${status}`;
  const event = status === "completed" ? ({ key, type: "journey.completed", at, data: { ...about, goal } } as const) : ({ key, type: "journey.exited", at, data: { ...about, reason } } as const);
  return { walk: over, effects: [{ kind: "event", event }] };
}

export function noted(walk: Enrollment, at: Instant, text: string): Enrollment {
  return { ...walk, trail: [...walk.trail, { step: walk.step, at, note: text }].slice(-TRAIL_LENGTH) };
}

/** @throws Error when the definition has no such step: none is stored unchecked */
export function stepOf(definition: Definition, id: string): Step {
  const step = definition.steps[id];
  if (!step) throw new Error(`journey ${definition.key}: no step ${id}`);
  return step;
}
