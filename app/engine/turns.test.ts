/** Turns and ways back, on definitions made for it. */
import { describe, expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import { checkDefinition } from "../core/journey/check.ts";
import type { Definition } from "../core/journey/definition.ts";
import { DAY } from "../core/shared/instant.ts";
import { pauseWalk, resumeWalk } from "./journey-control.ts";
import { Scene } from "./testing.ts";

const definition = (over: Partial<Definition> = {}): Definition => {
  const checked = checkDefinition({
    schema: 2, key: "test", name: "Test", about: { does: "", who: "", never: "" }, priority: 50,
    trigger: { any: [{ id: "ordered", events: ["order.placed"] }], requires: [] }, per: "order", reentry: "once", exit: [],
    turns: [
      { id: "rated", when: { fact: "walk.rating", op: "atLeast", value: 0 }, reason: "Rated.", to: "rating" },
      { id: "looked", events: ["page.viewed"], when: { all: [] }, reason: "Looked.", to: "looking" },
    ],
    texts: { code: "BACK10" },
    start: "week",
    steps: {
      week: { kind: "wait", label: "A week", duration: "P7D", next: "note" },
      note: { kind: "message", label: "A note", channels: ["email"], class: "marketing", content: "welcome.howto", next: "end" },
      end: { kind: "end", label: "Done", goal: true },
      rating: { kind: "wait", label: "A day for the rating", duration: "P1D", next: "back_from_rating" },
      back_from_rating: { kind: "back", label: "Back" },
      looking: { kind: "wait", label: "Two days for the look", duration: "P2D", next: "back_from_looking" },
      back_from_looking: { kind: "back", label: "Back" },
    },
    ...over,
  }, ["welcome.howto"]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value;
};

async function started(): Promise<Scene> {
  const scene = new Scene([definition()]);
  await scene.see(orderSnapshot());
  await scene.day(1);
  return scene;
}

describe("a turn", () => {
  it("leads back to where it left, and the time that went by counts", async () => {
    const scene = await started();
    await scene.view("faq");
    expect(scene.walk?.step).toBe("looking");
    await scene.day(4);
    expect(scene.walk).toMatchObject({ step: "week", dueAt: T0 + 7 * DAY });
    await scene.day(9);
    expect(scene.said).toEqual(["welcome.howto"]);
    expect(scene.walk).toMatchObject({ status: "completed", reachedGoal: true });
  });

  it("from a turn leads back into it, and then to where that left", async () => {
    const scene = await started();
    await scene.view("faq");
    await scene.rate(3);
    expect(scene.walk?.step).toBe("rating");
    await scene.day(2.5);
    expect(scene.walk).toMatchObject({ step: "looking", dueAt: T0 + 3 * DAY });
    await scene.day(3.5);
    expect(scene.walk?.step).toBe("week");
  });

  it("is taken once each", async () => {
    const scene = await started();
    await scene.view("faq");
    await scene.day(4);
    await scene.view("faq");
    expect(scene.walk?.step).toBe("week");
  });

  it("is taken after a pause when what it watches came about meanwhile", async () => {
    const scene = await started();
    const { work } = scene.store;
    work.setEnrollment(pauseWalk(scene.walk as NonNullable<typeof scene.walk>));
    await scene.rate(5);
    expect(scene.walk?.step).toBe("week");
    work.setEnrollment(resumeWalk(definition(), scene.walk as NonNullable<typeof scene.walk>, scene.now));
    await scene.day(8);
    expect(scene.walk?.trail.map((stop) => stop.note)).toContain("Rated.");
  });

  it("ends a walk whose place to go back to is gone in the version it was moved to", async () => {
    const scene = await started();
    await scene.view("faq");
    const walk = scene.walk as NonNullable<typeof scene.walk>;
    scene.store.work.setEnrollment({ ...walk, walk: { ...walk.walk, left: [{ step: "gone", at: T0 }] } });
    await scene.day(30);
    expect(scene.walk).toMatchObject({ status: "completed", endReason: "Back" });
    expect(scene.said).toEqual([]);
  });
});

describe("what a walk remembers", () => {
  it("is the journey's texts from the start, and the newest rating of its own, in whatever order they come", async () => {
    const scene = await started();
    expect(scene.walk?.walk.made).toEqual({ code: "BACK10" });
    await scene.rate(9, 10, "1001", "nps");
    expect(scene.walk?.walk.rated).toBeUndefined();
    await scene.rate(4);
    const answer = { question: "rating", answer: "1", orderRef: "1001", score: 1, scale: 5 };
    await scene.tell("survey.answered", answer, { at: scene.now - DAY / 2 });
    expect(scene.walk?.walk.rated?.share).toBe(0.75);
    await scene.tell("survey.answered", answer, { at: scene.now });
    expect(scene.walk?.walk.rated?.share).toBe(0);
  });
});
