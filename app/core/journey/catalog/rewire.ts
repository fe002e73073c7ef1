/** Changing where the ways of a definition lead, and which steps its conditions name. */
import type { Definition, Step } from "../definition.ts";

/** The definition with every way that led to `from` leading to `to`. */
export function rewired(definition: Definition, from: string, to: string): Definition {
  const way = (id: string): string => (id === from ? to : id);
  const steps = Object.fromEntries(Object.entries(definition.steps).map(([id, step]) => [id, withWays(step, way)]));
  return { ...definition, start: way(definition.start), turns: definition.turns.map((turn) => ({ ...turn, to: way(turn.to) })), steps };
}

function withWays(step: Step, way: (id: string) => string): Step {
  switch (step.kind) {
    case "message":
      return { ...step, next: way(step.next), ...(step.onDrop === undefined ? {} : { onDrop: way(step.onDrop) }) };
    case "wait":
    case "action":
      return { ...step, next: way(step.next) };
    case "waitFor":
      return { ...step, next: way(step.next), onTimeout: way(step.onTimeout) };
    case "waitUntil":
      return { ...step, next: way(step.next), ...(step.onTimeout === undefined ? {} : { onTimeout: way(step.onTimeout) }) };
    case "branch":
      return { ...step, cases: step.cases.map((one) => ({ ...one, next: way(one.next) })), otherwise: way(step.otherwise) };
    case "split":
      return { ...step, arms: step.arms.map((arm) => ({ ...arm, next: way(arm.next) })), ...(step.holdout ? { holdout: { ...step.holdout, next: way(step.holdout.next) } } : {}) };
    case "back":
    case "end":
      return step;
  }
}

/** The definition with every condition on a message's step ("event.step") naming the steps that `named` makes of those it named. */
export function renamed(definition: Definition, named: (steps: readonly string[]) => readonly string[]): Definition {
  return renamedIn(definition, named) as Definition;
}

/** Conditions stand in many places, and nothing else of a definition has a "fact". */
function renamedIn(value: unknown, named: (steps: readonly string[]) => readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => renamedIn(one, named));
  if (typeof value !== "object" || value === null) return value;
  const leaf = value as { readonly fact?: unknown; readonly op?: unknown; readonly value?: unknown };
  if (leaf.fact !== "event.step" || (leaf.op !== "is" && leaf.op !== "in")) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, renamedIn(inner, named)]));
  const before = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String);
  const after = [...new Set(named(before))];
  return after.length === 1 ? { ...leaf, op: "is", value: after[0] } : { ...leaf, op: "in", value: after };
}
