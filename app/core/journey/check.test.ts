import { describe, expect, it } from "vitest";
import { classOfContent, contentFor, CONTENTS } from "../message/content/catalog.ts";
import { defaultDefinitions } from "./catalog/index.ts";
import { welcome as catalogWelcome } from "./catalog/welcome.ts";
import { checkDefinition } from "./check.ts";

const welcome = catalogWelcome.define({});
const keys = Object.values(welcome.steps).flatMap((step) => (step.kind === "message" ? [step.content] : []));

/** The welcome journey with some steps changed. */
const changed = (steps: Record<string, unknown>) => checkDefinition({ ...welcome, steps: { ...welcome.steps, ...steps } }, keys);

describe("journey definitions", () => {
  it.each(defaultDefinitions().map((definition) => [definition.key, definition] as const))("accepts %s from the catalog, and its contents exist", (_key, definition) => {
    expect(checkDefinition(definition, CONTENTS.map((content) => content.key))).toMatchObject({ ok: true });
    for (const step of Object.values(definition.steps)) if (step.kind === "message") expect(contentFor(step.content), step.content).toBeTruthy();
  });

  it.each([
    ["a step that does not exist", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "nowhere" } }, { step: "settle_in", field: "next" }],
    ["a duration that is none", { settle_in: { kind: "wait", label: "x", duration: "3 days", next: "howto" } }, { step: "settle_in", field: "duration" }],
    ["a way back", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "until_shipped" } }, { step: "settle_in", field: "next" }],
    ["a step nobody reaches", { lonely: { kind: "end", label: "x" } }, { step: "lonely" }],
    ["an unknown field", { settle_in: { kind: "wait", label: "x", duration: "P3D", next: "howto", colour: "red" } }, { step: "settle_in" }],
    ["an unknown content", { howto: { kind: "message", label: "x", channels: ["email"], class: "marketing", content: "no.such", next: "day_14" } }, { step: "howto", field: "content" }],
    ["an unknown event", { until_delivered: { kind: "waitFor", label: "x", events: ["moon.full"], atMost: "P1D", next: "settle_in", onTimeout: "settle_in" } }, { step: "until_delivered" }],
    ["a way back that needs no turn", { settle_in: { kind: "back", label: "x" } }, { step: "settle_in" }],
    ["a message that a turn would decide twice", { go_on: { kind: "wait", label: "x", duration: "P1D", next: "howto" } }, { step: "howto" }],
    ["a wait for what may never be known", { day_14: { kind: "waitUntil", label: "x", moment: { delivered: "P3D" }, next: "did_they_read" } }, { step: "day_14", field: "atMost" }],
  ])("refuses %s and names the step and the field", (_name, steps, problem) => {
    const result = changed(steps);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error).toEqual(expect.arrayContaining([expect.objectContaining(problem)]));
  });

  it("refuses marketing that would be sent as news of an order", () => {
    const result = checkDefinition({ ...welcome, steps: { ...welcome.steps, howto: { ...welcome.steps["howto"], class: "transactional" } } }, keys, classOfContent);
    expect(result).toMatchObject({ ok: false, error: [{ step: "howto", field: "class" }] });
  });
});
