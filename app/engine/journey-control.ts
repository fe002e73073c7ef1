/**
 * What a merchant does to everyone on a journey at once: hold them, let them go on, take them to another
 * version, end them. The first three are moves of one walk as plain functions; a store that does them in bulk
 * must come to the same (models/journey-control.test.ts holds the two together).
 */
import { leave } from "../core/journey/advance.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Instant } from "../core/shared/instant.ts";
import { apply, drainOutcomes } from "./handle-event.ts";
import type { Store } from "./ports.ts";
import { worldOf } from "./world-of.ts";

/** Told on the timeline of everyone whose walk a merchant ended. */
export const STOPPED = "The journey was stopped.";
const STOPPED_RULE = "journey_stopped";

/** Holds a walk where it is: step and due time stay. One that is over is left alone. */
export function pauseWalk(walk: Enrollment): Enrollment {
  return walk.status === "active" ? { ...walk, status: "paused" } : walk;
}

/**
 * Lets a paused walk go on. What may have happened to it meanwhile is looked at at once; a plain wait keeps its time.
 */
export function resumeWalk(definition: Definition, walk: Enrollment, now: Instant): Enrollment {
  if (walk.status !== "paused") return walk;
  const dueAt = mustLookAgain(definition, walk) ? Math.min(walk.dueAt ?? now, now) : walk.dueAt;
  return { ...walk, status: "active", dueAt };
}

/** Steps whose moment may have moved, or whose hold may have ended, while the walk was paused. */
export function looksAgain(kind: string | undefined): boolean {
  return kind === "waitUntil" || kind === "message";
}

function mustLookAgain(definition: Definition, walk: Enrollment): boolean {
  return walk.held !== null || looksAgain(definition.steps[walk.step]?.kind) || walk.waitingFor.some((type) => walk.walk.seen[type] !== undefined);
}

/** The walk on another version of its journey: same step, same due time. Null when that version has no such step of that kind. */
export function moveWalk(from: Definition, to: Definition, version: number, walk: Enrollment): Enrollment | null {
  // Where a turn took it from, it goes back to.
  const stands = [walk.step, ...(walk.walk.left ?? []).map((left) => left.step)];
  if (!stands.every((step) => canMove(from, to, step))) return null;
  const step = to.steps[walk.step];
  const waits = step?.kind === "waitFor" && walk.waitingFor.length > 0;
  return { ...walk, version, waitingFor: waits ? step.events : walk.waitingFor };
}

/** Whether who stands on this step may be moved from one version to another. */
export function canMove(from: Definition, to: Definition, step: string): boolean {
  const there = to.steps[step];
  return there !== undefined && there.kind === from.steps[step]?.kind;
}

/**
 * Ends the walks of journeys that are being stopped, for up to `limit` customers, through the one door: what is
 * queued is stopped and `journey.exited` is told. The store remembers which journeys are being stopped, so this goes
 * on after a crash. Returns how many customers were looked at; 0 when nobody is left.
 */
export async function handleStopping(store: Store, shopId: string, now: Instant, limit: number): Promise<number> {
  return store.transaction(shopId, async (tx) => {
    const { profileIds, journeys } = await tx.claimStopping(limit);
    if (profileIds.length === 0) return 0;
    const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds });
    for (const profileId of profileIds) {
      for (const walk of work.openWalks(work.survivor(profileId))) {
        if (!journeys.includes(walk.journey)) continue;
        // Another walk's end may have ended this one.
        const current = work.enrollments.get(walk.id) ?? walk;
        if (current.status !== "active" && current.status !== "paused") continue;
        apply(work, leave(current, STOPPED, false, worldOf(work, walk.profileId, current, now), STOPPED_RULE));
        drainOutcomes(work, now);
      }
    }
    await tx.save(work, now);
    return profileIds.length;
  });
}
