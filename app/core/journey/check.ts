import { fail, ok } from "../shared/result.ts";
import type { Result } from "../shared/result.ts";
import { definitionSchema } from "./definition.ts";
import type { Definition, Step } from "./definition.ts";

/** What is wrong with a definition, naming the step and the field. */
export type DefinitionProblem = { readonly step: string | null; readonly field: string; readonly problem: string };

/** Steps a step may lead to, with the field that says so. */
export function waysOut(step: Step): { field: string; to: string }[] {
  switch (step.kind) {
    case "message":
      return [{ field: "next", to: step.next }, ...(step.onDrop ? [{ field: "onDrop", to: step.onDrop }] : [])];
    case "wait":
    case "waitUntil":
      return [{ field: "next", to: step.next }];
    case "waitFor":
      return [{ field: "next", to: step.next }, { field: "onTimeout", to: step.onTimeout }];
    case "branch":
      return [...step.cases.map((one, index) => ({ field: `cases.${index}.next`, to: one.next })), { field: "otherwise", to: step.otherwise }];
    case "end":
      return [];
  }
}

/**
 * Reads and checks a definition: its shape, that every reference exists, that every step can be reached,
 * that every way ends, and that no way comes back (this version of the language has no loops).
 *
 * @param contentKeys keys of the contents that a message step may name
 */
export function checkDefinition(input: unknown, contentKeys: readonly string[]): Result<Definition, DefinitionProblem[]> {
  const parsed = definitionSchema.safeParse(input);
  if (!parsed.success) {
    return fail(parsed.error.issues.map((issue) => {
      const inStep = issue.path[0] === "steps" && typeof issue.path[1] === "string";
      return { step: inStep ? String(issue.path[1]) : null, field: issue.path.slice(inStep ? 2 : 0).join("."), problem: issue.message };
    }));
  }
  const definition = parsed.data;
  const problems = [...missing(definition, contentKeys), ...unreachable(definition), ...loops(definition)];
  return problems.length > 0 ? fail(problems) : ok(definition);
}

function missing({ start, steps }: Definition, contentKeys: readonly string[]): DefinitionProblem[] {
  const problems: DefinitionProblem[] = steps[start] ? [] : [{ step: null, field: "start", problem: `there is no step "${start}"` }];
  for (const [id, step] of Object.entries(steps)) {
    for (const way of waysOut(step)) if (!steps[way.to]) problems.push({ step: id, field: way.field, problem: `there is no step "${way.to}"` });
    if (step.kind === "message" && !contentKeys.includes(step.content)) problems.push({ step: id, field: "content", problem: `there is no content "${step.content}"` });
  }
  return problems;
}

function unreachable({ start, steps }: Definition): DefinitionProblem[] {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    open.push(...waysOut(step).map((way) => way.to));
  }
  return Object.keys(steps).filter((id) => !seen.has(id)).map((id) => ({ step: id, field: "", problem: "no way leads to this step" }));
}

/** Every finite graph without a way back ends, so this is also the proof that every walk does. */
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
