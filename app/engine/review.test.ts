import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { DAY } from "../core/shared/instant.ts";
import { Coverage } from "./testing-coverage.ts";
import { definitionOf } from "./testing.ts";
import type { Scene } from "./testing.ts";

const coverage = new Coverage("review");
const shop = (...args: Parameters<Coverage["scene"]>) => coverage.scene(...args);

/** An order that arrives on day 0; questions go out at the hour shoppers read at. */
async function delivered(scene: Scene, order: Parameters<typeof orderSnapshot>[0] = {}): Promise<void> {
  const placed = orderSnapshot({ placedAt: T0 - 3 * DAY, ...order });
  await scene.see(placed, shipmentSnapshot({ ref: `s${placed.ref}`, orderRef: placed.ref, shippedAt: T0 - 2 * DAY }));
  await scene.see(scanSnapshot({ ref: `e${placed.ref}`, orderRef: placed.ref, shipmentRef: `s${placed.ref}`, at: scene.now }));
}

const dayOf = (scene: Scene, content: string): number => Math.floor(Number(/@(\d+)h/.exec(scene.sends.find((one) => one.startsWith(`${content}@`)) ?? "")?.[1]) / 24);

describe("the moment to ask", () => {
  it("is a week after the delivery, with one reminder, and ends without an answer", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(60);
    expect(scene.said).toEqual(["review.ask", "review.remind"]);
    expect([dayOf(scene, "review.ask"), dayOf(scene, "review.remind")]).toEqual([7, 12]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "unanswered" });
  });

  it("comes sooner for someone who visits again, also when the visit comes after the order", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(2);
    await scene.view("product");
    await scene.day(10);
    expect(dayOf(scene, "review.ask")).toBe(4);
  });

  it("comes later for the quiet", async () => {
    const scene = shop();
    await delivered(scene);
    for (let n = 0; n < 4; n++) await scene.tell("message.sent", { messageId: `m${n}`, enrollmentId: null, step: null, channel: "email", class: "marketing" });
    await scene.day(30);
    expect(dayOf(scene, "review.ask")).toBe(12);
  });

  it("never comes before the whole order has arrived", async () => {
    const scene = shop();
    await scene.see(orderSnapshot(), shipmentSnapshot(), shipmentSnapshot({ ref: "s2" }));
    await scene.day(4);
    await scene.see(scanSnapshot());
    await scene.day(30);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toBeUndefined();
    await scene.see(scanSnapshot({ ref: "e2", shipmentRef: "s2", at: T0 + 30 * DAY }));
    await scene.day(38);
    expect(dayOf(scene, "review.ask")).toBe(37);
  });

  it("ends when a further parcel turns up that never arrives", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(1);
    await scene.see(shipmentSnapshot({ ref: "s2" }));
    await scene.day(130);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_arrived" });
  });

  it.each([
    ["a ticket", (scene: Scene) => scene.ticket("opened"), (scene: Scene) => scene.ticket("solved")],
    ["a return", (scene: Scene) => scene.return("requested"), (scene: Scene) => scene.return("closed")],
  ])("waits while %s is open", async (_name, open, close) => {
    const scene = shop();
    await delivered(scene);
    await open(scene);
    await scene.day(15);
    expect(scene.said).toEqual([]);
    expect(scene.decisions).toContain("hold:open_issue");
    await close(scene);
    await scene.day(17);
    expect(scene.said).toEqual(["review.ask"]);
  });

  it("is over when the ticket stays open", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.ticket("opened");
    await scene.day(60);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_asked" });
  });

  it("is not for the unsubscribed, whose walk ends", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.day(60);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_asked" });
    expect(scene.decisions).toEqual(["drop:suppression"]);
  });

  it("comes once in 30 days, however many orders arrive", async () => {
    const scene = shop();
    await delivered(scene);
    await delivered(scene, { ref: "1002" });
    await scene.day(60);
    expect(scene.said.filter((content) => content === "review.ask")).toHaveLength(1);
    expect(scene.decisions).toContain("drop:said_twice");
  });
});

describe("what they answer", () => {
  async function asked(values = {}): Promise<Scene> {
    const scene = shop(values);
    await delivered(scene);
    await scene.day(8);
    expect(scene.said).toEqual(["review.ask"]);
    return scene;
  }

  it.each([[5, "review.promoter"], [4, "review.good"], [3, "review.education"]])("%i of 5 is answered by %s, and nothing is reminded of", async (score, content) => {
    const scene = await asked();
    await scene.rate(score);
    await scene.day(60);
    expect(scene.said).toEqual(["review.ask", content]);
    expect(scene.store.work.actions).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "answered" });
  });

  it.each([1, 2])("%i of 5 is a task for the team and an apology; marketing waits until the task is closed", async (score) => {
    const scene = await asked();
    await scene.rate(score);
    expect(scene.store.work.actions).toMatchObject([{ action: { do: "task", title: `Call or write to this customer: they rated their order ${score} of 5.` } }]);
    await scene.day(10);
    expect(scene.said).toEqual(["review.ask", "review.recovery"]);
    expect(scene.profile.issues).toMatchObject({ [`task:${scene.store.work.actions[0]?.id}`]: { closedAt: null } });
    await scene.closeTasks();
    expect(scene.walk).toMatchObject({ status: "completed", step: "mended" });
  });

  it("keeps other journeys' marketing back until the task is closed", async () => {
    const scene = shop({}, {}, [definitionOf("welcome")]);
    await scene.see(orderSnapshot(), shipmentSnapshot({ shippedAt: T0 }), scanSnapshot({ at: T0 + 1000 }));
    await scene.day(1);
    await scene.rate(1);
    await scene.day(5);
    expect(scene.said).toEqual(["welcome.first", "review.recovery"]);
    await scene.closeTasks();
    await scene.day(6);
    expect(scene.said.slice(2)).toEqual(["welcome.howto"]);
  });

  it("does not wait for the task for ever", async () => {
    const scene = await asked();
    await scene.rate(1);
    await scene.day(90);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_mended" });
  });

  it("is heard before anyone asked, and then nobody asks", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(2);
    await scene.rate(5);
    await scene.day(60);
    expect(scene.said).toEqual(["review.promoter"]);
  });

  it("is this order's: the rating of another order is none of this walk's", async () => {
    const scene = await asked();
    await scene.rate(3, 5, "900");
    await scene.day(60);
    expect(scene.said).toEqual(["review.ask", "review.remind"]);
  });

  it("is a success when it is a good public review, at once or after the survey", async () => {
    const scene = await asked();
    await scene.tell("review.submitted", { rating: 5, scale: 5, productRef: "p1", orderRef: "1001" });
    expect(scene.walk).toMatchObject({ status: "completed", reachedGoal: true });
    const other = await asked();
    await other.rate(5);
    await other.day(9);
    await other.tell("review.submitted", { rating: 5, scale: 5, productRef: "p1", orderRef: "1001" });
    expect(other.said).toEqual(["review.ask", "review.promoter"]);
    expect(other.walk).toMatchObject({ status: "completed", reachedGoal: true });
  });

  it("is a matter for the team when the public review is a bad one", async () => {
    const scene = await asked();
    await scene.tell("review.submitted", { rating: 1, scale: 5, productRef: "p1", orderRef: "1001" });
    expect(scene.store.work.actions).toHaveLength(1);
  });

  it("needs no reminder where the shop wants none", async () => {
    const scene = await asked({ reminder: false, channels: "email" });
    await scene.day(60);
    expect(scene.said).toEqual(["review.ask"]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "unanswered" });
  });
});

describe("what ends it", () => {
  it.each([
    ["is cancelled", orderSnapshot({ placedAt: T0 - 3 * DAY, version: { at: T0 + DAY, rank: 5, digest: "b" }, cancelledAt: T0 + DAY })],
    ["is refunded", { kind: "refund", ref: "f1", orderRef: "1001", at: T0 + DAY, amount: 4200, currency: "GBP", reason: null }],
    ["is deleted", { kind: "order_deleted", ref: "1001", at: T0 + DAY }],
  ] as const)("an order that %s", async (_name, snapshot) => {
    const scene = shop();
    await delivered(scene);
    await scene.day(1);
    await scene.see(snapshot);
    await scene.day(60);
    expect(scene.said).toEqual([]);
    expect(scene.walk?.status).toBe("never_started");
  });

  it("does not ask about test orders or deliveries of long ago", async () => {
    const scene = shop();
    await delivered(scene, { test: true });
    await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 90 * DAY }), shipmentSnapshot({ ref: "s9", orderRef: "900", shippedAt: T0 - 80 * DAY, deliveredAt: T0 - 70 * DAY }));
    await scene.day(60);
    expect(scene.walks).toEqual([]);
  });

  it("goes on with one walk per order when two profiles turn out to be one", async () => {
    const scene = shop();
    await delivered(scene);
    await delivered(scene, { ref: "1002", customer: hint({ email: null, phone: "+447700900123" }), consents: [] });
    await scene.see({ kind: "customer", ref: "77", version: { at: T0 + DAY, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77", phone: "+447700900123" }), consents: [] });
    expect(scene.walks.map((walk) => walk.profileId)).toEqual([scene.profile.id, scene.profile.id]);
    await scene.day(60);
    expect(scene.said.filter((content) => content === "review.ask")).toHaveLength(1);
    expect(scene.walks.every((walk) => walk.status === "completed")).toBe(true);
  });
});

it("leaves no step and no way untried", () => {
  expect(coverage.missed).toEqual([]);
});
