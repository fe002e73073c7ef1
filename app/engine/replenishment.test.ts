import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import type { OrderLine } from "../core/event/snapshot.ts";
import { DAY } from "../core/shared/instant.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import { Coverage } from "./testing-coverage.ts";
import { definitionOf, productSnapshot } from "./testing.ts";
import type { Scene } from "./testing.ts";

const coverage = new Coverage("replenishment");
/** Coffee is used up in 14 days a bag, filters in 28, by the merchant's own table. */
const settings = readSettings({ holdout: { share: 0 }, consumables: [{ match: "coffee", speed: "medium" }, { match: "filter", speed: "slow" }, { match: "tea", speed: "medium" }] });
const shop = (values: Parameters<Coverage["scene"]>[0] = {}, over: Parameters<Coverage["scene"]>[1] = {}, others: Parameters<Coverage["scene"]>[2] = []) => coverage.scene(values, { settings, ...over }, others);

const line = (productRef: string, title: string, quantity = 1): OrderLine => ({ ref: `l-${productRef}`, productRef, sku: null, title, quantity, total: 900, imageUrl: null });
const coffee = (quantity = 1) => line("coffee", "Coffee beans", quantity);

/** An order that arrives now. */
async function delivered(scene: Scene, lines = [coffee()], over: Parameters<typeof orderSnapshot>[0] = {}): Promise<void> {
  const ref = over.ref ?? "1001";
  await scene.see(orderSnapshot({ placedAt: scene.now - DAY, lines, ...over }), shipmentSnapshot({ ref: `s${ref}`, orderRef: ref, shippedAt: scene.now - DAY }));
  await scene.see(scanSnapshot({ ref: `e${ref}`, orderRef: ref, shipmentRef: `s${ref}`, at: scene.now }));
}

const days = (scene: Scene, content: string): number[] => scene.sends.filter((one) => one.startsWith(`${content}@`)).map((one) => Math.floor(Number(/@(\d+)h/.exec(one)?.[1]) / 24));

describe("replenishment", () => {
  it("reminds three days before it runs out, once more, and stops", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(90);
    expect([days(scene, "replenish.soon"), days(scene, "replenish.last")]).toEqual([[11], [16]]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "reminded", productRef: "coffee", reachedGoal: false });
  });

  it("counts quantities: two last twice as long", async () => {
    const scene = shop();
    await delivered(scene, [coffee(2)]);
    await scene.day(90);
    expect(days(scene, "replenish.soon")).toEqual([25]);
  });

  it("counts quantities as the shop's past has shown: no longer for four, where quantities say nothing", async () => {
    const scene = shop({}, { stats: { ...NO_STATS, quantityExponent: 0 } });
    await delivered(scene, [coffee(4)]);
    await scene.day(90);
    expect(days(scene, "replenish.soon")).toEqual([11]);
    const own = shop({}, { stats: { ...NO_STATS, quantityExponent: 0 } });
    for (const [index, at] of [-60, -40, -20].entries()) await own.see(orderSnapshot({ ref: `old${index}`, placedAt: T0 + at * DAY, lines: [coffee(4)] }));
    await delivered(own, [coffee(1)]);
    await own.day(30);
    expect(days(own, "replenish.soon")).toEqual([17]);
  });

  it("goes by the customer's own pace once it is known", async () => {
    const scene = shop();
    for (const [index, at] of [-60, -40, -20].entries()) await scene.see(orderSnapshot({ ref: `old${index}`, placedAt: T0 + at * DAY, lines: [coffee()] }));
    await delivered(scene);
    await scene.day(30);
    // Every 20 days (19 of them the last time), less three, and then the next morning.
    expect(days(scene, "replenish.soon")).toEqual([17]);
  });

  it("is only for what is used up, and only after the delivery", async () => {
    const scene = shop();
    await scene.see(orderSnapshot({ lines: [coffee()] }));
    await scene.day(40);
    expect(scene.walks).toEqual([]);
    await delivered(scene, [line("mug", "Stoneware mug")], { ref: "1002" });
    await scene.day(90);
    expect([scene.walks, scene.said, scene.decisions]).toEqual([[], [], []]);
  });

  it("reaches its goal when it is bought again, by itself or after the reminder", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.see(orderSnapshot({ ref: "1002", placedAt: scene.now, lines: [coffee()] }));
    expect(scene.walk).toMatchObject({ status: "never_started", endReason: "The customer bought it again." });
    const other = shop();
    await delivered(other);
    await other.day(12);
    await other.see(orderSnapshot({ ref: "1002", placedAt: other.now, lines: [coffee()] }));
    await other.day(60);
    expect(other.said).toEqual(["replenish.soon"]);
    expect(other.walk).toMatchObject({ status: "completed", reachedGoal: true });
  });

  it("goes on when something else is bought", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.see(orderSnapshot({ ref: "1002", placedAt: scene.now, lines: [line("mug", "Stoneware mug")] }));
    await scene.day(12);
    expect(scene.said).toEqual(["replenish.soon"]);
  });

  it("ends when the customer turns out to have bought it again as someone else", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(5);
    await scene.see(orderSnapshot({ ref: "1002", placedAt: scene.now, lines: [coffee()], customer: hint({ email: null, phone: "+447700900123" }), consents: [] }));
    await scene.see({ kind: "customer", ref: "77", version: { at: scene.now, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77", phone: "+447700900123" }), consents: [] });
    expect(scene.walk).toMatchObject({ endReason: "It turned out that the customer bought it again." });
    await scene.day(30);
    expect(scene.said).toEqual([]);
  });

  it.each([
    ["return", (scene: Scene) => scene.return("requested"), (scene: Scene) => scene.return("closed")],
    ["ticket", (scene: Scene) => scene.ticket("opened"), (scene: Scene) => scene.ticket("solved")],
  ])("waits while a %s is open, and reminds when it is settled", async (_name, open, close) => {
    const scene = shop();
    await delivered(scene);
    await scene.day(8);
    await open(scene);
    await scene.day(20.5);
    expect(scene.said).toEqual([]);
    await close(scene);
    // Settled at ten in the evening, long after its moment: it follows in the morning.
    await scene.day(22);
    expect(scene.said).toEqual(["replenish.soon"]);
  });

  it("waits for the product to be in stock again, looking daily", async () => {
    const scene = shop();
    await scene.see(productSnapshot({ ref: "coffee", inStock: false }));
    await delivered(scene);
    await scene.day(20);
    expect(scene.said).toEqual([]);
    expect(scene.walk?.held?.id).toBe("out_of_stock");
    await scene.see(productSnapshot({ ref: "coffee", inStock: true, version: { at: scene.now, rank: 1, digest: "b" } }));
    await scene.day(22);
    expect(scene.said).toEqual(["replenish.soon"]);
  });

  it("says nothing while the shop's past comes in: the product may have been bought again", async () => {
    const parcel = { kind: "shipment", ref: "s9", orderRef: "900", version: { at: T0, rank: 1, digest: "a" }, cancelled: false, shippedAt: T0 - 30 * DAY, deliveredAt: T0 - 18 * DAY, carrier: null, trackingNumber: null, trackingUrl: null } as const;
    const scene = shop();
    await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 31 * DAY, lines: [coffee()], shipments: [parcel] }));
    expect(scene.walk?.held?.id).toBe("past_comes_in");
    await scene.see(orderSnapshot({ ref: "901", placedAt: T0 - 10 * DAY, lines: [coffee()] }));
    await scene.day(3);
    expect(scene.said).toEqual([]);
  });

  it("gives up a product that stays out of stock for four weeks", async () => {
    const scene = shop();
    await scene.see(productSnapshot({ ref: "coffee", inStock: false }));
    await delivered(scene);
    await scene.day(45);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "never_started", endReason: "The product stayed out of stock." });
  });

  it("mentions one product in a few days, and another later", async () => {
    const scene = shop();
    await delivered(scene, [coffee(), line("tea", "Green tea"), line("filters", "Paper filters")]);
    await scene.day(60);
    const soon = scene.sent.filter((message) => message.content === "replenish.soon").map((message) => scene.store.work.enrollments.get(message.enrollmentId ?? "")?.productRef);
    expect(soon).toHaveLength(2);
    expect(soon[1]).toBe("filters");
    expect(scene.walks.map((walk) => walk.endReason)).toContain("The customer was reminded of another product these days.");
    expect(days(scene, "replenish.soon")[1]).toBe(25);
  });

  it("does not get stuck on an unsubscribed customer", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.day(30);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_asked" });
  });

  it("ends when nothing tells any more when it runs out", async () => {
    const scene = shop();
    await delivered(scene);
    await scene.day(1);
    await scene.see(shipmentSnapshot({ ref: "s2" }));
    await scene.day(800);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "unknown" });
  });

  it.each([
    ["is cancelled", orderSnapshot({ placedAt: T0 - DAY, lines: [coffee()], version: { at: T0 + DAY, rank: 5, digest: "b" }, cancelledAt: T0 + DAY })],
    ["is refunded", { kind: "refund", ref: "f1", orderRef: "1001", at: T0 + DAY, amount: 4200, currency: "GBP", reason: null }],
    ["is deleted", { kind: "order_deleted", ref: "1001", at: T0 + DAY }],
  ] as const)("ends when the order %s", async (_name, snapshot) => {
    const scene = shop();
    await delivered(scene);
    await scene.day(1);
    await scene.see(snapshot);
    await scene.day(30);
    expect(scene.said).toEqual([]);
    expect(scene.walk?.status).toBe("never_started");
  });

  it("reminds once where the shop wants one reminder", async () => {
    const scene = shop({ secondReminder: false, channels: "email", daysBefore: 0 });
    await delivered(scene);
    await scene.day(60);
    expect(scene.said).toEqual(["replenish.soon"]);
    expect(days(scene, "replenish.soon")).toEqual([14]);
  });

  it("goes before a review when both want the same morning", async () => {
    const scene = shop({}, {}, [definitionOf("review", { askDays: 11, soonerDays: 11, laterDays: 11 })]);
    await delivered(scene);
    await scene.day(14);
    expect(scene.said).toEqual(["replenish.soon", "review.ask"]);
    expect(scene.decisions).toEqual(["send:-", "hold:frequency_cap", "send:-"]);
  });
});

it("leaves no step and no way untried", () => {
  expect(coverage.missed).toEqual([]);
});
