import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONTENTS, contentFor } from "../../message/content/catalog.ts";
import { checkDefinition } from "../check.ts";
import { readSettingValues } from "./catalog.ts";
import type { CatalogJourney, Setting, SettingValue } from "./catalog.ts";
import { CATALOG, defaultDefinitions } from "./index.ts";

const KEYS = CONTENTS.map((content) => content.key);
const all = CATALOG.map((journey) => [journey.key, journey] as const);

function anyValue(setting: Setting): fc.Arbitrary<SettingValue> {
  switch (setting.kind) {
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...(setting.options ?? []).map((option) => option.value));
    case "text":
      return fc.constantFrom("", "BACK15", "10% off, ünicode & {{ braces }}");
    case "number":
      return fc.integer({ min: setting.min ?? 0, max: setting.max ?? 1000 });
  }
}

const anySettings = (journey: CatalogJourney) => fc.record(Object.fromEntries(journey.settings.map((setting) => [setting.id, anyValue(setting)])), { requiredKeys: [] });

describe.each(all)("%s", (_key, journey) => {
  it("makes a definition that is right, whatever a merchant turns", () => {
    fc.assert(fc.property(anySettings(journey), (input) => {
      const values = readSettingValues(journey, input);
      expect(values.ok).toBe(true);
      if (values.ok) expect(checkDefinition(journey.define(values.value), KEYS)).toMatchObject({ ok: true });
    }), { numRuns: 60 });
  });

  it("says everything in words, and its defaults are among what may be chosen", () => {
    const defaults = Object.fromEntries(journey.settings.map((setting) => [setting.id, setting.default]));
    expect(readSettingValues(journey, defaults)).toEqual({ ok: true, value: defaults });
    expect(journey.define(defaults)).toEqual(journey.define({}));
    for (const { label, help } of journey.settings) expect([label.length > 3, help.length > 3]).toEqual([true, true]);
    const { about } = journey.define({});
    expect(Object.values(about).every((words) => words.length > 20 && words.endsWith("."))).toBe(true);
  });

  it("sends contents as what they are: promotion as marketing", () => {
    for (const values of [{}, ...(journey.examples ?? []).map((example) => example.values)]) {
      for (const step of Object.values(journey.define(values).steps)) if (step.kind === "message") expect([step.content, contentFor(step.content)?.class]).toEqual([step.content, step.class]);
    }
  });

  it("reaches its examples", () => {
    for (const { values } of journey.examples ?? []) {
      expect(readSettingValues(journey, values)).toEqual({ ok: true, value: values });
      expect(journey.define(values)).not.toEqual(journey.define({}));
    }
  });
});

describe("settings", () => {
  const journey: Pick<CatalogJourney, "settings"> = {
    settings: [
      { id: "days", label: "Days", help: "", kind: "number", default: 3, min: 1, max: 14, unit: "days" },
      { id: "on", label: "On", help: "", kind: "boolean", default: true },
      { id: "way", label: "Way", help: "", kind: "choice", default: "a", options: [{ value: "a", label: "A" }] },
      { id: "code", label: "Code", help: "", kind: "text", default: "", max: 5 },
    ],
  };

  it.each([
    ["a number too small", { days: 0 }, "days", "is at least 1 days"],
    ["a number too large", { days: 15 }, "days", "is at most 14 days"],
    ["part of a number", { days: 1.5 }, "days", "is a whole number"],
    ["a number as text", { days: "3" }, "days", "is a whole number"],
    ["not a number", { days: Number.NaN }, "days", "is a whole number"],
    ["a switch that is neither", { on: "yes" }, "on", "is either on or off"],
    ["an option that is none", { way: "b" }, "way", "is one of: A"],
    ["a text too long", { code: "TOOLONG" }, "code", "has at most 5 characters"],
    ["a text that is none", { code: 5 }, "code", "is a text"],
    ["a setting that is none", { colour: "red" }, "colour", "there is no such setting"],
    ["a name every object has", { constructor: 1 }, "constructor", "there is no such setting"],
  ])("refuses %s and names it", (_name, input, setting, problem) => {
    expect(readSettingValues(journey, input)).toEqual({ ok: false, error: [{ setting, problem }] });
  });

  it.each([null, [], "x", 5])("refuses %j altogether", (input) => {
    expect(readSettingValues(journey, input).ok).toBe(false);
  });

  it("names every problem at once, and keeps what is right", () => {
    expect(readSettingValues(journey, { days: 0, on: 1 })).toMatchObject({ ok: false, error: [{ setting: "days" }, { setting: "on" }] });
    expect(readSettingValues(journey, { days: 2, code: " AB " })).toEqual({ ok: true, value: { days: 2, code: "AB" } });
  });
});

it("gives every shop five journeys, the more important messages first", () => {
  expect(defaultDefinitions().map(({ key, priority }) => [key, priority])).toEqual([["welcome", 60], ["review", 40], ["replenishment", 50], ["winback", 30], ["referral", 20]]);
});
