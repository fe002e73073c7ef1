/** What a walk will do next and what would end it, read from the version it started with. */
import type { Definition, Step } from "../../core/journey/definition.ts";
import type { Enrollment } from "../../core/journey/enrollment.ts";
import { eventTypeWords } from "./event-type-words.ts";

export type NextWords = {
  readonly journey: string;
  readonly now: string;
  /** What may come before the due time. */
  readonly waitsFor: string | null;
  readonly then: readonly string[];
  readonly stops: readonly string[];
  readonly held: boolean;
};

export function nextWords(definition: Definition, walk: Pick<Enrollment, "step" | "waitingFor">): NextWords {
  const step = definition.steps[walk.step];
  const awaited = walk.waitingFor.map(eventTypeWords);
  const marketing = step ? ahead(definition, step).some((label) => label.marketing) || (step.kind === "message" && step.class === "marketing") : false;
  return {
    journey: definition.name,
    now: step?.label ?? walk.step,
    waitsFor: awaited.length > 0 ? awaited.join(", or ") : null,
    then: step ? ahead(definition, step).map((one) => one.words) : [],
    stops: [...definition.exit.map((exit) => exit.reason), ...(marketing ? ["The customer unsubscribes (marketing messages only)."] : [])],
    held: step?.kind === "message",
  };
}

type Ahead = { readonly words: string; readonly marketing: boolean };

/** The next stops on each way out of a step, as far as the first message. */
function ahead(definition: Definition, step: Step): Ahead[] {
  const found = waysOut(step).flatMap((id) => follow(definition, id, 0));
  return found.filter((one, index) => found.findIndex((other) => other.words === one.words) === index).slice(0, 4);
}

function follow(definition: Definition, id: string, depth: number): Ahead[] {
  const step = definition.steps[id];
  if (!step || depth > 8) return [];
  if (step.kind === "message") return [{ words: `Message: ${step.label}`, marketing: step.class === "marketing" }];
  if (step.kind === "end") return [{ words: `End: ${step.label}`, marketing: false }];
  if (step.kind === "branch") return waysOut(step).flatMap((next) => follow(definition, next, depth + 1));
  return [{ words: step.label, marketing: false }];
}

function waysOut(step: Step): string[] {
  switch (step.kind) {
    case "message":
    case "wait":
    case "waitUntil":
      return [step.next];
    case "waitFor":
      return [step.next, step.onTimeout];
    case "branch":
      return [...step.cases.map((one) => one.next), step.otherwise];
    case "end":
      return [];
  }
}
