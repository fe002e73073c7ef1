/** Which parts of a definition walks went through, so that a path no test walks is found. */
import { waysOut } from "../core/journey/check.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { SettingValues } from "../core/journey/catalog/catalog.ts";
import type { Shop } from "../core/shop.ts";
import { definitionOf, Scene } from "./testing.ts";

const TIMED_OUT = ": it did not happen in time";

/** Every step, way out, turn, hold, exit, trigger and the goal of a definition, by name. */
export function placesOf(definition: Definition): string[] {
  return [
    ...Object.entries(definition.steps).flatMap(([id, step]) => [`step ${id}`, ...waysOut(step).map((way) => `way ${id}.${way.field}`)]),
    ...definition.turns.map((turn) => `turn ${turn.id}`),
    ...definition.hold.map((hold) => `hold ${hold.id}`),
    ...definition.exit.map((exit) => `exit ${exit.reason}`),
    ...definition.trigger.any.map((trigger) => `trigger ${trigger.id}`),
    ...(definition.goal ? ["goal"] : []),
  ];
}

/** The same, of one walk: read from its trail, which names every stop. */
export function placesIn(definition: Definition, walk: Enrollment): Set<string> {
  const seen = new Set<string>([`trigger ${walk.trigger}`]);
  walk.trail.forEach(({ step: id, note }, index) => {
    seen.add(`step ${id}`);
    const turn = definition.turns.find((one) => one.reason === note);
    const hold = definition.hold.find((one) => one.reason === note);
    if (turn) seen.add(`turn ${turn.id}`);
    if (hold) seen.add(`hold ${hold.id}`);
    const next = walk.trail[index + 1]?.step ?? walk.step;
    if (turn || next === id) return;
    const step = definition.steps[id];
    const ways = step ? waysOut(step).filter((way) => way.to === next) : [];
    // Two ways to one step: what happened tells them apart.
    const told = ways.length > 1 && step?.kind === "waitFor" ? ways.filter((way) => (way.field === "onTimeout") === note.endsWith(TIMED_OUT)) : ways;
    for (const way of told) seen.add(`way ${id}.${way.field}`);
  });
  seen.add(`step ${walk.step}`);
  if (walk.status === "exited" || walk.status === "never_started") for (const exit of definition.exit) if (exit.reason === walk.endReason) seen.add(`exit ${exit.reason}`);
  if (definition.goal && walk.endReason === definition.goal.words) seen.add("goal");
  return seen;
}

/** Scenes of one journey, and what none of them walked. */
export class Coverage {
  readonly #key: string;
  readonly #lived: { readonly definition: Definition; readonly scene: Scene }[] = [];

  constructor(key: string) {
    this.#key = key;
  }

  /** A new shop with this journey, with some settings turned, beside others. */
  scene(values: SettingValues = {}, over: Partial<Shop> = {}, others: readonly Definition[] = []): Scene {
    const definition = definitionOf(this.#key, values);
    const scene = new Scene([definition, ...others], over);
    this.#lived.push({ definition, scene });
    return scene;
  }

  /** Places of the journey, as any of the scenes had it, that nobody came to. */
  get missed(): string[] {
    const seen = new Set<string>();
    for (const { definition, scene } of this.#lived) for (const walk of scene.walks) if (walk.journey === this.#key) for (const place of placesIn(definition, walk)) seen.add(place);
    return [...new Set([definitionOf(this.#key), ...this.#lived.map((one) => one.definition)].flatMap(placesOf))].filter((place) => !seen.has(place));
  }
}
