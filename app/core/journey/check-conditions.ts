/** Whether conditions ask only what can be known where they stand, and compare like with like. */
import { leavesOf } from "./condition.ts";
import type { Condition, Leaf } from "./condition.ts";
import type { DefinitionProblem } from "./check.ts";
import type { Definition } from "./definition.ts";
import { FACTS } from "./facts.ts";
import type { FactSource } from "./facts.ts";

/** Problems of every condition of a definition. */
export function checkConditions(definition: Definition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const about: FactSource[] = ["profile", "order", ...(definition.per === "product" ? ["product" as const] : [])];
  const check = (step: string | null, field: string, condition: Condition | undefined, known: readonly FactSource[]): void => {
    if (!condition) return;
    for (const leaf of leavesOf(condition)) for (const problem of problemsOf(leaf, known)) problems.push({ step, field, problem });
  };
  const entry: FactSource[] = [...about, "event", "walk"];
  definition.trigger.any.forEach((one, index) => check(null, `trigger.any.${index}.where`, one.where, entry));
  definition.trigger.requires.forEach((one, index) => check(null, `trigger.requires.${index}.when`, one.when, entry));
  check(null, "trigger.firstTime", definition.trigger.firstTime, entry);
  check(null, "goal.when", definition.goal?.when, [...about, "walk", "event"]);
  for (const field of ["exit", "turns"] as const) {
    definition[field].forEach((one, index) => check(null, `${field}.${index}.when`, one.when, [...about, "walk", ...(one.events ? ["event" as const] : [])]));
  }
  definition.hold.forEach((one, index) => check(null, `hold.${index}.when`, one.when, [...about, "walk"]));
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind === "waitFor") check(id, "where", step.where, [...about, "walk", "event"]);
    if (step.kind === "branch") step.cases.forEach((one, index) => check(id, `cases.${index}.when`, one.when, [...about, "walk"]));
    if (step.kind === "waitUntil" && "runOut" in step.moment && definition.per !== "product") problems.push({ step: id, field: "moment", problem: 'only a journey per "product" knows when a product runs out' });
  }
  return problems;
}

/** What is wrong with one comparison; `known` are the sources that exist where it stands. */
export function problemsOf(leaf: Leaf, known: readonly FactSource[]): string[] {
  if ("happened" in leaf) {
    const needsWalk = !("last" in leaf.window);
    return needsWalk && !known.includes("walk") ? [`"${leaf.happened}" is counted from a moment of a walk, and there is none here`] : [];
  }
  const { type, of } = FACTS[leaf.fact];
  if (!known.includes(of)) return [`"${leaf.fact}" is not known here: there is no ${of}`];
  if (leaf.op === "in") return type === "text" ? [] : [`"${leaf.fact}" is a ${type}: "in" compares texts`];
  if (leaf.op !== "is" && type !== "number") return [`"${leaf.fact}" is a ${type}: it can only be compared with "is"`];
  const wanted = type === "text" ? "string" : type;
  return typeof leaf.value === wanted ? [] : [`"${leaf.fact}" is a ${type}, and is compared with a ${typeof leaf.value}`];
}
