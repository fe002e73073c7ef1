/** What waits for, or asks about, an e-mail means it with any of its subjects. */
import { expect, it } from "vitest";
import { orderSnapshot } from "../core/event/testing.ts";
import { trialsOf, withTrial } from "../core/journey/catalog/subject-trial.ts";
import type { MessageStep } from "../core/journey/step.ts";
import { Scene, testJourney } from "./testing.ts";

const email: Pick<MessageStep, "kind" | "channels" | "class"> = { kind: "message", channels: ["email"], class: "transactional" };
const CLICKED_FIRST = { fact: "event.step", op: "is", value: "first" } as const;

/** Waits for a click in its first e-mail; a click in its second is none. */
const WAITS = testJourney({
  start: "first",
  exit: [{ events: ["message.opened"], when: CLICKED_FIRST, reason: "They opened it." }],
  steps: {
    first: { ...email, label: "First", content: "welcome.howto", next: "second" },
    second: { ...email, label: "Second", content: "welcome.reassure", next: "until_clicked" },
    until_clicked: { kind: "waitFor", label: "A click in the first", events: ["message.clicked"], where: CLICKED_FIRST, atMost: "P9D", next: "clicked", onTimeout: "quiet" },
    clicked: { kind: "end", label: "Clicked" },
    quiet: { kind: "end", label: "Quiet" },
  },
});

/** One customer for each salt, until both subjects were drawn; by the arm that was. */
async function scenes(): Promise<Map<string, Scene>> {
  const definition = withTrial(WAITS, "first", [{ en: "Other words" }]);
  const found = new Map<string, Scene>();
  for (let salt = 0; found.size < 2; salt++) {
    const scene = new Scene([definition], { salt: `salt ${salt}` });
    await scene.see(orderSnapshot());
    found.set(scene.sent[0]?.step ?? "", scene);
  }
  expect([...found.keys()].toSorted()).toEqual(trialsOf(definition)[0]?.arms.map(({ step }) => step));
  return found;
}

it("a click in the e-mail is one with every subject, and one in another e-mail is none", async () => {
  for (const scene of (await scenes()).values()) {
    expect(scene.said).toEqual(["welcome.howto", "welcome.reassure"]);
    await scene.reads("welcome.reassure");
    expect(scene.walk).toMatchObject({ status: "active", step: "until_clicked" });
    await scene.reads("welcome.howto");
    expect(scene.walk).toMatchObject({ status: "completed", endReason: "Clicked" });
  }
});

it("so is what ends the journey", async () => {
  for (const scene of (await scenes()).values()) {
    await scene.reads("welcome.reassure", "message.opened");
    expect(scene.walk?.status).toBe("active");
    await scene.reads("welcome.howto", "message.opened");
    expect(scene.walk).toMatchObject({ status: "exited", endReason: "They opened it." });
  }
});
