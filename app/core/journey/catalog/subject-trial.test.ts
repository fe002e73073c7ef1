import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Subjects } from "../../message/content/own-subject.ts";
import { classOfContent, CONTENTS } from "../../message/content/catalog.ts";
import { checkDefinition, waysOut } from "../check.ts";
import type { Definition, Step } from "../definition.ts";
import { CATALOG } from "./index.ts";
import { rewired } from "./rewire.ts";
import { carryTrials, emailsOf, goalOf, trialsOf, withoutTrial, withSubjects, withTrial } from "./subject-trial.ts";

const KEYS = CONTENTS.map((content) => content.key);
const OTHER: Subjects = { en: "Your parcel and you" };
const THIRD: Subjects = { en: "Hello, {{ customer.firstName }}, hello", hi: "नमस्ते" };

/** Every catalog journey as it comes and as its examples make it. */
const DEFINITIONS = CATALOG.flatMap((journey) => [{}, ...(journey.examples ?? []).map(({ values }) => values)].map((values, index) => [`${journey.key} ${index}`, checked(journey.define(values))] as const));
const EMAILS = DEFINITIONS.flatMap(([name, definition]) => emailsOf(definition).map((step) => [`${name}: ${step}`, definition, step] as const));

function checked(input: unknown): Definition {
  const found = checkDefinition(input, KEYS, classOfContent);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

/** What a walk can say, one line for each way from a step to an end, messages by content. */
function pathsFrom(definition: Definition, id: string, known = new Map<string, Set<string>>()): Set<string> {
  const before = known.get(id);
  if (before) return before;
  const step = definition.steps[id] as Step;
  const here = step.kind === "message" ? step.content : step.kind === "end" ? id : "";
  const after = waysOut(step).flatMap(({ to }) => [...pathsFrom(definition, to, known)]);
  const paths = new Set((after.length > 0 ? after : [""]).map((rest) => [here, rest].filter(Boolean).join(" ")));
  known.set(id, paths);
  return paths;
}
const pathsOf = (definition: Definition): string[] => [definition.start, ...definition.turns.map(({ to }) => to)].flatMap((from) => [...pathsFrom(definition, from)].toSorted());

describe.each(EMAILS)("%s", (_name, definition, step) => {
  it("stays right with a second and a third subject, says the same on every way, and is as it was once they are gone", () => {
    for (const others of [[OTHER], [OTHER, THIRD]]) {
      const tried = withTrial(definition, step, others);
      expect(checkDefinition(tried, KEYS, classOfContent)).toMatchObject({ ok: true });
      expect(pathsOf(tried)).toEqual(pathsOf(definition));
      expect(trialsOf(tried)).toMatchObject([{ step, goal: goalOf(definition), arms: [{ id: "ours", step, subjects: null }, ...others.map((subjects) => ({ subjects }))] }]);
      expect(emailsOf(tried)).toEqual(emailsOf(definition));
      expect(withoutTrial(tried, step)).toEqual(definition);
    }
  });

  it("leaves everybody's step in place: who stands anywhere, stands there with and without the trial", () => {
    const tried = withTrial(definition, step, [OTHER]);
    for (const [id, { kind }] of Object.entries(definition.steps)) expect(tried.steps[id]?.kind).toBe(kind);
  });
});

it("has every e-mail of every journey on trial at once, and takes them along to other settings", () => {
  for (const [, definition] of DEFINITIONS) {
    const all = emailsOf(definition).reduce((made, step) => withTrial(made, step, [OTHER, THIRD]), definition);
    expect(checkDefinition(all, KEYS, classOfContent)).toMatchObject({ ok: true });
    expect(carryTrials(all, definition)).toEqual(all);
  }
  const [welcome] = CATALOG;
  if (!welcome) throw new Error("no catalog");
  const tried = withTrial(withSubjects(withTrial(welcome.define({}), "reassure", [OTHER]), "howto", THIRD), "thanks_first", [OTHER]);
  const carried = carryTrials(tried, welcome.define({ reassurance: false, howtoDays: 9 }));
  expect(checkDefinition(carried, KEYS)).toMatchObject({ ok: true });
  expect(trialsOf(carried).map(({ step }) => step)).toEqual(["thanks_first"]);
  expect(carried.steps["howto"]).toMatchObject({ subjects: THIRD });
  expect(carried.steps["settle_in"]).toMatchObject({ duration: "P9D" });
});

const [, WELCOME] = DEFINITIONS[0] as (typeof DEFINITIONS)[number];

describe("the arms of a trial", () => {
  it("keep their names while their words are the same, whatever else is tried, and get others with other words", () => {
    const armsOf = (definition: Definition) => trialsOf(definition)[0]?.arms.map(({ id, step }) => `${id} ${step}`) ?? [];
    const [first, second] = armsOf(withTrial(WELCOME, "thanks_first", [OTHER]));
    const both = withTrial(WELCOME, "thanks_first", [THIRD, OTHER]);
    expect(armsOf(both)).toEqual([first, expect.anything(), second]);
    expect(armsOf(withTrial(both, "thanks_first", [{ en: `${OTHER.en}!` }]))[1]).not.toBe(second);
    expect(armsOf(withTrial(both, "thanks_first", [OTHER]))).toEqual([first, second]);
    expect(withTrial(both, "thanks_first", [])).toEqual(WELCOME);
  });

  it("leave the subject of the one that is kept, and the next trial measures against that one", () => {
    const trial = trialsOf(withTrial(WELCOME, "thanks_first", [OTHER, THIRD]))[0];
    const keep = trial?.arms[2]?.id ?? "";
    const kept = withoutTrial(withTrial(WELCOME, "thanks_first", [OTHER, THIRD]), "thanks_first", keep);
    expect(kept).toEqual(withSubjects(WELCOME, "thanks_first", THIRD));
    expect(trialsOf(withTrial(kept, "thanks_first", [OTHER]))[0]?.arms[0]).toMatchObject({ id: keep, step: "thanks_first", subjects: THIRD });
    expect(withSubjects(kept, "thanks_first", null)).toEqual(WELCOME);
    expect(withoutTrial(withTrial(kept, "thanks_first", [OTHER]), "thanks_first", trial?.arms[1]?.id).steps["thanks_first"]).toMatchObject({ subjects: OTHER });
  });

  it("have words whatever was typed, and ids that fit", () => {
    const id = "a".repeat(40);
    const { thanks_first: first, ...steps } = rewired(WELCOME, "thanks_first", id).steps;
    const long = { ...WELCOME, steps: { ...steps, [id]: { ...first, label: "L".repeat(200) } as Step } };
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 200, unit: "grapheme" }), (en) => {
      expect(checkDefinition(withTrial(long, id, [{ en: en.slice(0, 200) }, THIRD]), KEYS)).toMatchObject({ ok: true });
    }), { numRuns: 40 });
  });

  it("are refused where there is no such e-mail, or too many of them", () => {
    expect(() => withTrial(WELCOME, "until_shipped", [OTHER])).toThrow('there is no e-mail "until_shipped"');
    expect(() => withTrial(WELCOME, "thanks_first", [OTHER, THIRD, { en: "4" }])).toThrow("at most 2");
  });
});

describe("conditions that name the e-mail's step", () => {
  const named = (value: unknown) => ({ ...WELCOME, exit: [{ events: ["message.clicked"], reason: "They clicked.", when: { all: [{ fact: "event.step", ...(value as object) }, { fact: "walk.sent", op: "above", value: 0 }] } }] }) as Definition;

  it("name every subject's step while it is tried, and it alone afterwards", () => {
    const tried = withTrial(named({ op: "is", value: "thanks_first" }), "thanks_first", [OTHER]);
    const steps = trialsOf(tried)[0]?.arms.map(({ step }) => step);
    expect(checkDefinition(tried, KEYS)).toMatchObject({ ok: true });
    expect(tried.exit).toMatchObject([{ when: { all: [{ fact: "event.step", op: "in", value: steps }, { fact: "walk.sent" }] } }]);
    expect(withoutTrial(tried, "thanks_first").exit).toEqual(named({ op: "is", value: "thanks_first" }).exit);
  });

  it("leave the others as they are", () => {
    const two = named({ op: "in", value: ["howto", "thanks_first"] });
    expect(withTrial(two, "reassure", [OTHER]).exit).toEqual(two.exit);
    expect(withTrial(two, "howto", [OTHER]).exit).toMatchObject([{ when: { all: [{ value: ["howto", "thanks_first", expect.stringMatching(/^howto_s/)] }, {}] } }]);
  });
});

it("hopes for orders where the journey is about one, and for clicks elsewhere", () => {
  expect(Object.fromEntries(CATALOG.map((journey) => [journey.key, goalOf(journey.define({}))]))).toEqual({ welcome: "clicked", review: "clicked", replenishment: "ordered", winback: "ordered", referral: "clicked" });
});

it("takes a hand-made split for what it is", () => {
  const tried = withTrial(WELCOME, "thanks_first", [OTHER]);
  const variant = trialsOf(tried)[0]?.arms[1]?.step ?? "";
  expect(trialsOf({ ...tried, steps: { ...tried.steps, [variant]: { ...tried.steps[variant], content: "welcome.vip" } as Step } })).toEqual([]);
});
