import { describe, expect, it } from "vitest";
import { contentFor } from "../message/content/catalog.ts";
import { CATALOG } from "./catalog/index.ts";
import { welcome } from "./catalog/welcome.ts";
import { checkDefinition } from "./check.ts";

const keys = Object.values(welcome.steps).flatMap((step) => (step.kind === "message" ? [step.content] : []));

/** The welcome journey with some steps changed. */
const changed = (steps: Record<string, unknown>) => checkDefinition({ ...welcome, steps: { ...welcome.steps, ...steps } }, keys);

describe("journey definitions", () => {
  it.each(CATALOG.map((definition) => [definition.key, definition] as const))("accepts %s from the catalog, and its contents exist", (_key, definition) => {
    expect(checkDefinition(definition, keys)).toMatchObject({ ok: true });
    for (const step of Object.values(definition.steps)) if (step.kind === "message") expect(contentFor(step.content), step.content).toBeTruthy();
  });

  it.each([
    ["a step that does not exist", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "nowhere" } }, { step: "settle_in", field: "next" }],
    ["a duration that is none", { settle_in: { kind: "wait", label: "x", duration: "3 days", next: "howto" } }, { step: "settle_in", field: "duration" }],
    ["a way back", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "until_shipped" } }, { step: "settle_in", field: "next" }],
    ["a step nobody reaches", { lonely: { kind: "end", label: "x" } }, { step: "lonely" }],
    ["an unknown field", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "howto", colour: "red" } }, { step: "settle_in" }],
    ["an unknown content", { howto: { kind: "message", label: "x", channel: "email", class: "marketing", content: "no.such", next: "day_14" } }, { step: "howto", field: "content" }],
    ["an unknown event", { until_delivered: { kind: "waitFor", label: "x", events: ["moon.full"], atMost: "P1D", next: "settle_in", onTimeout: "settle_in" } }, { step: "until_delivered" }],
  ])("refuses %s and names the step and the field", (_name, steps, problem) => {
    const result = changed(steps);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error).toEqual(expect.arrayContaining([expect.objectContaining(problem)]));
  });
});
