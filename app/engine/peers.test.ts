/** What was seen to fail in other journey engines, and must not here. */
import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { defaultDefinitions } from "../core/journey/catalog/index.ts";
import type { Definition, MessageStep } from "../core/journey/definition.ts";
import { DAY } from "../core/shared/instant.ts";
import { deliver } from "./deliver.ts";
import { handleEvents } from "./handle-events.ts";
import { handleSnapshot } from "./handle-snapshot.ts";
import { handleTimers } from "./handle-timers.ts";
import { MemoryStore } from "./memory-store.ts";
import { definitionOf, NOBODY_HELD_OUT, Scene, testJourney as journey, testShop } from "./testing.ts";

const message = (next: string): MessageStep => ({ kind: "message", label: "A note", channels: ["email"], class: "marketing", content: "welcome.howto", next });
const end = { kind: "end", label: "Done" } as const;

describe("an unsubscribed person", () => {
  it("is stuck at no message: every walk of theirs comes to its end", async () => {
    const scene = new Scene(defaultDefinitions());
    await scene.see(orderSnapshot(), shipmentSnapshot(), scanSnapshot({ at: T0 + 2 * DAY }));
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.rate(5);
    await scene.day(900);
    expect(scene.said).toEqual(["welcome.first"]);
    expect(scene.walks.length).toBeGreaterThanOrEqual(4);
    expect(scene.walks.map((walk) => walk.status)).not.toContain("active");
  });

  it("gets nothing that was queued before they unsubscribed, or that a retry would send after", async () => {
    const store = new MemoryStore(testShop({ settings: NOBODY_HELD_OUT }), [{ version: 1, definition: journey({ start: "note", steps: { note: message("end"), end } }) }]);
    await store.transaction("shop-1", async (tx) => {
      const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [] });
      handleSnapshot(work, orderSnapshot(), T0, T0);
      await tx.save(work, T0);
    });
    let now = T0;
    const left: string[] = [];
    const send = async () => (left.push("tried"), { kind: "retry", reason: "Busy.", log: "451" } as const);
    await deliver(store, "shop-1", send, () => T0 + DAY, () => now, 10, 1);
    expect([left.length, store.messages[0]?.status]).toEqual([1, "queued"]);
    const profileId = [...store.work.profiles.values()][0]?.id ?? "";
    await handleEvents(store, "shop-1", [{ profileId, event: { key: "u", type: "consent.withdrawn", at: T0 + 1, data: { channel: "email", source: "link" } } }], T0 + 1);
    now = T0 + 2 * DAY;
    await deliver(store, "shop-1", send, () => null, () => now, 10, 1);
    expect([left.length, store.messages[0]?.status]).toEqual([1, "stopped"]);
  });
});

describe("a delay of years", () => {
  it("is over when it is over: longer than any timer of 32 bits can count", async () => {
    const scene = new Scene([journey({ start: "long", steps: { long: { kind: "wait", label: "Years", duration: "P1500D", next: "note" }, note: message("end"), end } })]);
    await scene.see(orderSnapshot());
    expect(scene.walk?.dueAt).toBe(T0 + 1500 * DAY);
    for (const day of [1, 24.9, 25, 49.7, 50, 365, 1499.99]) {
      await scene.day(day);
      await handleTimers(scene.store, "shop-1", scene.now, 100);
      expect([day, scene.said, scene.walk?.step]).toEqual([day, [], "long"]);
    }
    await scene.day(1501);
    expect(scene.said).toEqual(["welcome.howto"]);
  });
});

describe("a call that is retried", () => {
  it("enters a person once, however often and however much at once it comes", async () => {
    const scene = new Scene([definitionOf("referral")]);
    await scene.see(orderSnapshot());
    const profileId = scene.profile.id;
    const event = { key: "api:m1", type: "review.submitted", at: T0, data: { rating: 5, scale: 5, productRef: "p1", orderRef: null } } as const;
    await Promise.all([1, 2, 3, 4].map(() => handleEvents(scene.store, "shop-1", [{ profileId, event }, { profileId, event }], T0)));
    await scene.day(3);
    await handleEvents(scene.store, "shop-1", [{ profileId, event }], scene.now);
    await scene.day(4);
    expect(scene.walks).toHaveLength(1);
    expect(scene.said).toEqual(["referral.ask"]);
  });

  it("enters once per order, whatever is told of the order again", async () => {
    const scene = new Scene(defaultDefinitions());
    for (let n = 0; n < 3; n++) await scene.see(orderSnapshot(), orderSnapshot({ version: { at: T0 + n, rank: 1, digest: `${n}` } }));
    expect(scene.walks.map((walk) => walk.journey).sort()).toEqual(["welcome", "winback"]);
    expect(scene.said).toEqual(["welcome.first"]);
  });
});

describe("a split", () => {
  const arms = [{ id: "a", label: "A", weight: 1, next: "wait" }, { id: "b", label: "B", weight: 1, next: "wait" }];
  const split = (weights: readonly [number, number] = [1, 1]) => journey({
    start: "draw",
    steps: {
      draw: { kind: "split", label: "Draw", arms: arms.map((arm, index) => ({ ...arm, weight: weights[index] ?? 1 })), holdout: { share: 0.2, next: "end" } },
      wait: { kind: "wait", label: "A month", duration: "P30D", next: "again" },
      again: { kind: "branch", label: "More than a month?", cases: [{ when: { fact: "walk.days", op: "atLeast", value: 1 }, next: "end" }], otherwise: "end" },
      end,
    },
  });
  const customers = Array.from({ length: 200 }, (_, index) => hint({ email: `c${index}@example.com` }));
  const drawnIn = async (definition: Definition, orders: readonly string[]) => {
    const scene = new Scene([definition]);
    for (const ref of orders) for (const [index, customer] of customers.entries()) await scene.see(orderSnapshot({ ref: `${ref}-${index}`, customer }));
    return new Map(scene.walks.map((walk) => [walk.key, walk.walk.arms.draw?.arm]));
  };

  it("draws nobody anew: the same arm in every walk of a customer", async () => {
    const arm = await drawnIn(split(), ["1", "2"]);
    for (const index of customers.keys()) expect(arm.get(`2-${index}`)).toBe(arm.get(`1-${index}`));
    expect(new Set(arm.values())).toEqual(new Set(["a", "b", "holdout"]));
  });

  it("moves nobody into or out of the comparison group when a new version changes the weights", async () => {
    const [before, after] = [await drawnIn(split(), ["1"]), await drawnIn(split([1, 9]), ["1"])];
    for (const [key, arm] of before) expect([key, after.get(key) === "holdout"]).toEqual([key, arm === "holdout"]);
    // More weight for B only takes from A.
    for (const [key, arm] of before) if (arm === "b") expect(after.get(key)).toBe("b");
  });
});

describe("a gate", () => {
  it("reads this walk and not all that ever happened: old visits offer no help, old clicks make no reader", async () => {
    const scene = new Scene([definitionOf("welcome")]);
    await scene.see({ kind: "customer", ref: "77", version: { at: T0, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77" }), consents: [] });
    for (let n = 0; n < 5; n++) await scene.view("faq", 400);
    await scene.tell("message.clicked", { messageId: "old", enrollmentId: "old", step: null, channel: "email", class: "marketing", url: "https://shop.example.com" });
    await scene.day(10);
    await scene.see(orderSnapshot({ placedAt: scene.now }), shipmentSnapshot({ shippedAt: scene.now }), scanSnapshot({ at: scene.now }));
    await scene.view("faq");
    await scene.day(40);
    expect(scene.said).not.toContain("welcome.support");
    expect(scene.said.at(-1)).toBe("welcome.day14_quiet");
  });
});
