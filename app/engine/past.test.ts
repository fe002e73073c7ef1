/** What happened before a shop was connected is history: known, and never a reason to write. */
import { expect, it } from "vitest";
import { orderSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { definitionOf, Scene, testShop } from "./testing.ts";
import { MemoryStore } from "./memory-store.ts";
import { takeInHistory } from "./take-in.ts";

const connected = () => new Scene([definitionOf("welcome"), definitionOf("review")], { journeysFrom: T0 });

it("an order of before the shop was connected starts nothing, and is known", async () => {
  const scene = connected();
  await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - HOUR }));
  await scene.day(30);
  expect([scene.walk, scene.said, scene.decisions]).toEqual([undefined, [], []]);
  expect(scene.profile.counts.orders).toBe(1);
});

it("its parcel, which arrives after, is answered", async () => {
  const scene = connected();
  await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - DAY }));
  await scene.day(2);
  await scene.see(shipmentSnapshot({ orderRef: "900", shippedAt: T0 - HOUR, deliveredAt: T0 + 2 * DAY, version: { at: T0 + 2 * DAY, rank: 1, digest: "a" } }));
  expect(scene.walk?.journey).toBe("review");
});

it("an older order, read in while a new one is welcomed, is not taken for another purchase", async () => {
  const scene = connected();
  await scene.see(orderSnapshot({ ref: "1001", placedAt: T0 + HOUR }));
  const before = scene.walk;
  expect(before).toMatchObject({ journey: "welcome", status: "active" });
  await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 40 * DAY }));
  expect(scene.walk).toEqual(before);
});

it("what is read from a file starts nothing in any shop; what is read of a connected one does, if it happened since", async () => {
  const journeys = [{ version: 1, definition: definitionOf("welcome") }];
  const walks = async (how: "none" | "since_install", placedAt: number): Promise<number> => {
    const store = new MemoryStore(testShop({ journeysFrom: T0 }), journeys);
    await takeInHistory(store, "shop-1", [orderSnapshot({ placedAt })], T0 + DAY, how);
    return [...store.work.enrollments.values()].length;
  };
  expect([await walks("none", T0 + HOUR), await walks("since_install", T0 + HOUR), await walks("since_install", T0 - HOUR)]).toEqual([0, 1, 0]);
});
