import type { MessageClass } from "../message/message.ts";
import { fail, ok } from "../shared/result.ts";
import type { Result } from "../shared/result.ts";
import { checkConditions } from "./check-conditions.ts";
import { definitionSchema } from "./definition.ts";
import type { Definition, Step } from "./definition.ts";

/** What is wrong with a definition, naming the step and the field. */
export type DefinitionProblem = { readonly step: string | null; readonly field: string; readonly problem: string };

/** Steps a step may lead to, with the field that says so. */
export function waysOut(step: Step): { field: string; to: string }[] {
  const next = (to: string): { field: string; to: string } => ({ field: "next", to });
  switch (step.kind) {
    case "message":
      return [next(step.next), ...(step.onDrop ? [{ field: "onDrop", to: step.onDrop }] : [])];
    case "wait":
    case "action":
      return [next(step.next)];
    case "waitUntil":
      return [next(step.next), ...(step.onTimeout ? [{ field: "onTimeout", to: step.onTimeout }] : [])];
    case "waitFor":
      return [next(step.next), { field: "onTimeout", to: step.onTimeout }];
    case "branch":
      return [...step.cases.map((one, index) => ({ field: `cases.${index}.next`, to: one.next })), { field: "otherwise", to: step.otherwise }];
    case "split":
      return [...step.arms.map((one, index) => ({ field: `arms.${index}.next`, to: one.next })), ...(step.holdout ? [{ field: "holdout.next", to: step.holdout.next }] : [])];
    case "back":
    case "end":
      return [];
  }
}

/**
 * Reads and checks a definition: its shape, that every reference exists, that every step can be reached,
 * that every way ends, that no way comes back (the language has no loops), and that conditions ask only what
 * can be known where they stand.
 *
 * @param contentKeys keys of the contents that a message step may name
 * @param classOf class of a content: marketing cannot be sent as news of an order, where nobody could unsubscribe from it
 */
export function checkDefinition(input: unknown, contentKeys: readonly string[], classOf: (content: string) => MessageClass | null = () => null): Result<Definition, DefinitionProblem[]> {
  const parsed = definitionSchema.safeParse(input);
  if (!parsed.success) {
    return fail(parsed.error.issues.map((issue) => {
      const inStep = issue.path[0] === "steps" && typeof issue.path[1] === "string";
      return { step: inStep ? String(issue.path[1]) : null, field: issue.path.slice(inStep ? 2 : 0).join("."), problem: issue.message };
    }));
  }
  const definition = parsed.data;
  const problems = [...missing(definition, contentKeys), ...unreachable(definition), ...loops(definition), ...detours(definition), ...endless(definition), ...repeated(definition), ...misclassed(definition, classOf), ...checkConditions(definition)];
  return problems.length > 0 ? fail(problems) : ok(definition);
}

function missing({ start, steps, turns }: Definition, contentKeys: readonly string[]): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  for (const { field, to } of [{ field: "start", to: start }, ...turns.map((turn, index) => ({ field: `turns.${index}.to`, to: turn.to }))]) {
    if (!Object.hasOwn(steps, to)) problems.push({ step: null, field, problem: `there is no step "${to}"` });
  }
  for (const [id, step] of Object.entries(steps)) {
    for (const way of waysOut(step)) if (!Object.hasOwn(steps, way.to)) problems.push({ step: id, field: way.field, problem: `there is no step "${way.to}"` });
    if (step.kind === "message" && !contentKeys.includes(step.content)) problems.push({ step: id, field: "content", problem: `there is no content "${step.content}"` });
    if (step.kind === "waitFor" && step.orEarlier && step.where) problems.push({ step: id, field: "orEarlier", problem: "of what came earlier only the kind is known: leave out either this or the condition" });
    if (step.kind === "waitUntil" && step.onTimeout && !step.atMost) problems.push({ step: id, field: "atMost", problem: "a way out by time needs the time" });
  }
  return problems;
}

function misclassed({ steps }: Definition, classOf: (content: string) => MessageClass | null): DefinitionProblem[] {
  const wrong = Object.entries(steps).filter(([, step]) => step.kind === "message" && step.class === "transactional" && classOf(step.content) === "marketing");
  return wrong.map(([step]) => ({ step, field: "class", problem: "its content is marketing, and so the step must be" }));
}

function unreachable({ start, steps, turns }: Definition): DefinitionProblem[] {
  const seen = reachable(steps, [start, ...turns.map((turn) => turn.to)]);
  return Object.keys(steps).filter((id) => !seen.has(id)).map((id) => ({ step: id, field: "", problem: "no way leads to this step" }));
}

/** Every step that these lead to, themselves included. */
function reachable(steps: Definition["steps"], from: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    open.push(...waysOut(step).map((way) => way.to));
  }
  return seen;
}

/**
 * A turn goes where the walk has not been: a message on both ways could be decided twice in one walk, and the second
 * would be taken for the first. A way back needs a turn that left from somewhere.
 */
function detours({ start, steps, turns }: Definition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const main = reachable(steps, [start]);
  const turned = turns.map((turn) => reachable(steps, [turn.to]));
  for (const [id, step] of Object.entries(steps)) {
    if (step.kind === "back" && main.has(id)) problems.push({ step: id, field: "", problem: "goes back to where a turn left, and can be reached without one" });
    const ways = (main.has(id) ? 1 : 0) + turned.filter((seen) => seen.has(id)).length;
    if ((step.kind === "message" || step.kind === "action") && ways > 1) problems.push({ step: id, field: "", problem: "can be reached twice in one walk, by a turn and without it: lead the turn to steps of its own" });
  }
  return problems;
}

/** Moments that may never be known: a walk must not stand there for ever with nothing to look at. */
function endless({ steps }: Definition): DefinitionProblem[] {
  return Object.entries(steps).flatMap(([id, step]) =>
    step.kind === "waitUntil" && !step.atMost && !("sinceStart" in step.moment) && !("bestHour" in step.moment) ? [{ step: id, field: "atMost", problem: "this moment may never be known: say how long to wait for it at most" }] : [],
  );
}

/** Every finite graph without a loop ends; each turn is taken once, and each way back uses one up: this is also the proof that every walk ends. */
function loops({ steps }: Definition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    const step = steps[id];
    if (!step || done.has(id)) return;
    for (const way of waysOut(step)) {
      if (path.includes(way.to) || way.to === id) problems.push({ step: id, field: way.field, problem: `leads back to "${way.to}": a walk could go round for ever` });
      else visit(way.to, [...path, id]);
    }
    done.add(id);
  };
  for (const id of Object.keys(steps)) visit(id, []);
  return problems;
}

/** Names that must be told apart. */
function repeated(definition: Definition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const twice = (ids: readonly string[], field: string, step: string | null): void => {
    const again = ids.find((id, index) => ids.indexOf(id) !== index);
    if (again !== undefined) problems.push({ step, field, problem: `"${again}" is there twice` });
  };
  twice(definition.trigger.any.map((one) => one.id), "trigger.any", null);
  twice(definition.hold.map((one) => one.id), "hold", null);
  twice(definition.turns.map((one) => one.id), "turns", null);
  for (const [id, step] of Object.entries(definition.steps)) if (step.kind === "split") twice(step.arms.map((arm) => arm.id), "arms", id);
  return problems;
}
