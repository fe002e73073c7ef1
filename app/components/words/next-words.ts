/** What a walk will do next and what would end it, read from the version it started with. */
import { waysOut } from "../../core/journey/check.ts";
import type { Definition, Step } from "../../core/journey/definition.ts";
import { HELD_OUT } from "../../core/journey/draw-arm.ts";
import type { Enrollment } from "../../core/journey/enrollment.ts";
import { didWords, eventTypeWords } from "./event-type-words.ts";

export type NextWords = {
  readonly journey: string;
  readonly now: string;
  /** What may come before the due time. */
  readonly waitsFor: string | null;
  readonly then: readonly string[];
  readonly stops: readonly string[];
  readonly held: boolean;
  /** Why it stays where it is, by the journey's own hold or a pause of it. */
  readonly stays: string | null;
  /** Why it began, where a journey has several reasons; and where its splits led. */
  readonly because: string | null;
  readonly arms: readonly { readonly split: string; readonly arm: string }[];
};

type Shown = Pick<Enrollment, "step" | "waitingFor"> & Partial<Pick<Enrollment, "status" | "held" | "trigger" | "walk">>;

export function nextWords(definition: Definition, walk: Shown): NextWords {
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
    stays: walk.status === "paused" ? "You paused this journey." : (walk.held?.reason ?? null),
    because: definition.per === "reason" ? beganWith(definition, walk.trigger) : null,
    arms: Object.entries(walk.walk?.arms ?? {}).map(([id, { arm }]) => armWords(definition, id, arm)),
  };
}

function armWords(definition: Definition, id: string, arm: string): { split: string; arm: string } {
  const step = definition.steps[id];
  const label = step?.kind === "split" ? step.arms.find((one) => one.id === arm)?.label : undefined;
  return { split: step?.label ?? id, arm: label ?? (arm === HELD_OUT ? "comparison group: left out" : arm.replaceAll("_", " ")) };
}

type Ahead = { readonly words: string; readonly marketing: boolean };

/** The next stops on each way out of a step, as far as the first message. */
function ahead(definition: Definition, step: Step): Ahead[] {
  const found = waysOut(step).flatMap(({ to }) => follow(definition, to, 0));
  return found.filter((one, index) => found.findIndex((other) => other.words === one.words) === index).slice(0, 4);
}

function follow(definition: Definition, id: string, depth: number): Ahead[] {
  const step = definition.steps[id];
  if (!step || depth > 8) return [];
  if (step.kind === "message") return [{ words: `Message: ${step.label}`, marketing: step.class === "marketing" }];
  if (step.kind === "end") return [{ words: `End: ${step.label}`, marketing: false }];
  if (step.kind === "branch" || step.kind === "split" || step.kind === "action") return waysOut(step).flatMap(({ to }) => follow(definition, to, depth + 1));
  return [{ words: step.label, marketing: false }];
}

/** What started a walk, as something the customer did. */
function beganWith(definition: Definition, trigger: string | undefined): string | null {
  const event = definition.trigger.any.find((one) => one.id === trigger)?.events[0];
  return event ? `The customer ${didWords(event)}` : null;
}
