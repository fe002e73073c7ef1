/** A customer with very many walks: what happens to them must not cost every walk anew. */
import { expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import { DAY } from "../core/shared/instant.ts";
import { Scene, testJourney, testJourneys } from "./testing.ts";

it("leaves every walk as it was that an event has nothing new for: none is written again", async () => {
  const waits = testJourney({ start: "drift", steps: { drift: { kind: "waitUntil", label: "Until they drift", moment: { drift: 3 }, atMost: "P800D", next: "end" }, end: { kind: "end", label: "Done" } } });
  const scene = new Scene([...testJourneys.map(({ definition }) => definition), waits]);
  for (let n = 0; n < 40; n++) await scene.see(orderSnapshot({ ref: `${n}`, placedAt: T0 - n * DAY }));
  await scene.view("product");
  const before = scene.walks;
  expect(before.filter((walk) => walk.status === "active").length).toBeGreaterThan(40);
  await scene.view("product");
  expect(scene.walks.filter((walk, index) => walk !== before[index])).toEqual([]);
});

it("shows a merged customer's walks once, and under their survivor only", async () => {
  const scene = new Scene(testJourneys.map(({ definition }) => definition));
  await scene.see(orderSnapshot());
  const walk = scene.walk as NonNullable<typeof scene.walk>;
  const { work } = scene.store;
  expect(work.openWalks(walk.profileId)).toContain(walk);
  work.setEnrollment({ ...walk, profileId: "other" });
  expect([work.openWalks(walk.profileId).some(({ id }) => id === walk.id), work.openWalks("other").map(({ id }) => id)]).toEqual([false, [walk.id]]);
});
