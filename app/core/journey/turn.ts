import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Definition } from "./definition.ts";
import { noted } from "./enrolled.ts";
import type { Enrollment } from "./enrollment.ts";
import { holds } from "./world.ts";
import type { World } from "./world.ts";

/**
 * The turn a walk takes now, if any: each once, and with where it left from, for the way back.
 *
 * @param event what just happened; null when only time went by: then a turn that waits for events is not taken
 */
export function turnOf(definition: Definition, walk: Enrollment, event: CanonicalEvent | null, world: World): { readonly walk: Enrollment; readonly to: string } | null {
  const turn = definition.turns.find((one) => !walk.walk.turned.includes(one.id) && (one.id === walk.walk.turning || isCalledFor(one, walk, event, world)));
  if (!turn) return null;
  const { turning: _turning, ...rest } = walk.walk;
  const left = [...(walk.walk.left ?? []), { step: walk.step, at: walk.stepAt }];
  return { walk: noted({ ...walk, walk: { ...rest, turned: [...walk.walk.turned, turn.id], left } }, world.now, turn.reason), to: turn.to };
}

/**
 * A paused walk with the turn that this event calls for, to be taken when it goes on: the event comes only once. It is
 * made due, so that it is looked at as soon as the pause is over, wherever it stands.
 */
export function withTurnAhead(definition: Definition, walk: Enrollment, event: CanonicalEvent, world: World): Enrollment {
  if (walk.walk.turning !== undefined) return walk;
  const turn = definition.turns.find((one) => one.events && !walk.walk.turned.includes(one.id) && isCalledFor(one, walk, event, world));
  return turn ? { ...walk, dueAt: Math.min(walk.dueAt ?? world.now, world.now), walk: { ...walk.walk, turning: turn.id } } : walk;
}

function isCalledFor({ events, when }: Definition["turns"][number], walk: Enrollment, event: CanonicalEvent | null, world: World): boolean {
  return (!events || (event !== null && events.includes(event.type))) && holds(when, world, walk, events ? event : null);
}
