/** What comes while a walk cannot go on (paused, held, on a detour) is not lost. */
import { describe, expect, it } from "vitest";
import { orderSnapshot } from "../core/event/testing.ts";
import type { Definition, MessageStep } from "../core/journey/definition.ts";
import { pauseWalk, resumeWalk } from "./journey-control.ts";
import { Scene, testJourney } from "./testing.ts";

const note: MessageStep = { kind: "message", label: "A note", channels: ["email"], class: "marketing", content: "welcome.howto", next: "end" };
const end = { kind: "end", label: "Done" } as const;
const day = { kind: "wait", label: "A day", duration: "P1D", next: "answer" } as const;
const answer: Definition["steps"][string] = {
  kind: "waitFor", label: "Until they answer", events: ["survey.answered"], where: { fact: "event.question", op: "is", value: "arrived" }, atMost: "P10D", next: "note", onTimeout: "end",
};

async function started(definition: Definition): Promise<Scene> {
  const scene = new Scene([definition]);
  await scene.see(orderSnapshot());
  return scene;
}

const answers = (scene: Scene, question: string) => scene.tell("survey.answered", { question, answer: "yes", orderRef: "1001" });
const pause = (scene: Scene) => scene.store.work.setEnrollment(pauseWalk(scene.walk as NonNullable<typeof scene.walk>));
const resume = (scene: Scene, definition: Definition) => scene.store.work.setEnrollment(resumeWalk(definition, scene.walk as NonNullable<typeof scene.walk>, scene.now));

describe("an answer that is waited for", () => {
  it("counts when it came while the journey's own hold kept the walk", async () => {
    const scene = await started(testJourney({ start: "day", steps: { day, answer, note, end }, hold: [{ id: "open", when: { fact: "profile.openTickets", op: "above", value: 0 }, reason: "A ticket is open." }] }));
    await scene.ticket("opened");
    await scene.day(2);
    expect(scene.walk?.held?.id).toBe("open");
    await answers(scene, "arrived");
    await scene.day(3);
    await scene.ticket("solved");
    expect(scene.said).toEqual(["welcome.howto"]);
  });

  it.each([["arrived", ["welcome.howto"]], ["other", []]])("counts after a pause when it is the right one (%s), though others came before the step began", async (question, said) => {
    const definition = testJourney({ start: "day", steps: { day, answer, note, end } });
    const scene = await started(definition);
    await answers(scene, "arrived");
    await scene.day(2);
    expect(scene.walk?.step).toBe("answer");
    pause(scene);
    await answers(scene, question);
    await scene.day(3);
    resume(scene, definition);
    await scene.day(4);
    expect(scene.said).toEqual(said);
  });

  it("counts when it came on a detour", async () => {
    const scene = await started(testJourney({
      start: "day", steps: { day, answer, note, end, looking: { kind: "wait", label: "Two days", duration: "P2D", next: "back" }, back: { kind: "back", label: "Back" } },
      turns: [{ id: "looked", events: ["page.viewed"], when: { all: [] }, reason: "Looked.", to: "looking" }],
    }));
    await scene.day(2);
    await scene.view("faq");
    await answers(scene, "arrived");
    expect(scene.walk?.step).toBe("looking");
    await scene.day(4.1);
    expect(scene.said).toEqual(["welcome.howto"]);
  });
});

describe("a turn", () => {
  it("whose event came while the journey was paused is taken when it goes on", async () => {
    const definition = testJourney({
      start: "long", steps: { long: { kind: "wait", label: "Ninety days", duration: "P90D", next: "end" }, end, note },
      turns: [{ id: "converted", events: ["referral.converted"], when: { all: [] }, reason: "A friend ordered.", to: "note" }],
    });
    const scene = await started(definition);
    pause(scene);
    await scene.tell("referral.converted", { code: "C", friendOrderRef: "2", amount: 1, currency: "GBP" });
    await scene.day(3);
    expect([scene.walk?.step, scene.walk?.status]).toEqual(["long", "paused"]);
    resume(scene, definition);
    await scene.day(4);
    expect(scene.said).toEqual(["welcome.howto"]);
  });

  it("to a message that is dropped, taken from a message that is held, leads back to it", async () => {
    const scene = new Scene([testJourney({
      start: "day", steps: { day: { ...day, next: "note" }, note, end, other: { ...note, label: "Other", content: "welcome.reassure", channels: ["sms"], next: "back" }, back: { kind: "back", label: "Back" } },
      turns: [{ id: "looked", events: ["page.viewed"], when: { all: [] }, reason: "Looked.", to: "other" }],
    })]);
    await scene.see(orderSnapshot());
    await scene.ticket("opened");
    await scene.day(2);
    await scene.view("faq");
    expect(scene.decisions).toEqual(["hold:open_issue", "drop:address"]);
    await scene.ticket("solved");
    expect(scene.said).toEqual(["welcome.howto"]);
  });
});

it("refuses a step that waits for something of a kind, and would count what came earlier without knowing what it was like", () => {
  expect(() => testJourney({ start: "answer", steps: { answer: { ...answer, orEarlier: true } as typeof answer, note, end } })).toThrow(/orEarlier/);
});
