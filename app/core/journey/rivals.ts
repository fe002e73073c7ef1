import type { Definition } from "./definition.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Rival } from "./world.ts";

/** The marketing message a walk stands before, if it does: one that is held, or one right after the wait it stands in. */
export function rivalOf(definition: Definition, walk: Enrollment): Rival | null {
  if (walk.dueAt === null || walk.held) return null;
  const step = definition.steps[walk.step];
  const ahead = step?.kind === "wait" || step?.kind === "waitUntil" ? definition.steps[step.next] : step;
  if (ahead?.kind !== "message" || ahead.class !== "marketing") return null;
  return { enrollmentId: walk.id, journey: definition.key, name: definition.name, priority: definition.priority, at: walk.dueAt };
}
