import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, T0 } from "../core/event/testing.ts";
import type { ConsentFact } from "../core/event/snapshot.ts";
import { DAY } from "../core/shared/instant.ts";
import { readSettings } from "../core/shop.ts";
import { Coverage } from "./testing-coverage.ts";
import { definitionOf } from "./testing.ts";
import type { Scene } from "./testing.ts";

const coverage = new Coverage("referral");
const shop = (...args: Parameters<Coverage["scene"]>) => coverage.scene(...args);

/** An order that arrived a day after it was placed. */
const arrived = (ref: string, day: number, over: Parameters<typeof orderSnapshot>[0] = {}) => {
  const placedAt = T0 + day * DAY;
  const parcel = { kind: "shipment", ref: `s${ref}`, orderRef: ref, version: { at: placedAt, rank: 1, digest: "a" }, cancelled: false, shippedAt: placedAt + 1000, deliveredAt: placedAt + DAY, carrier: null, trackingNumber: null, trackingUrl: null } as const;
  return orderSnapshot({ ref, placedAt, shipments: [parcel], ...over });
};
const converted = (scene: Scene) => scene.tell("referral.converted", { code: "X", friendOrderRef: "f1", amount: 4200, currency: "GBP" });

/** A first order that pleased. */
async function happy(values: Parameters<Coverage["scene"]>[0] = {}, over: Parameters<typeof orderSnapshot>[0] = {}): Promise<Scene> {
  const scene = shop(values);
  await scene.see(arrived("1001", -10, over));
  await scene.rate(5);
  return scene;
}

describe("who is asked to recommend", () => {
  it.each([
    ["five stars in the survey", (scene: Scene) => scene.rate(5)],
    ["9 of 10", (scene: Scene) => scene.rate(9, 10, null, "nps")],
    ["a public review of five stars", (scene: Scene) => scene.tell("review.submitted", { rating: 5, scale: 5, productRef: "p1", orderRef: "1001" })],
    ["a second order that arrived and was kept", (scene: Scene) => scene.see(arrived("1002", -2))],
  ])("those who gave a reason: %s", async (_name, reason) => {
    const scene = shop();
    await scene.see(arrived("1001", -10));
    await scene.day(1);
    expect(scene.walks).toEqual([]);
    await reason(scene);
    await scene.day(4);
    expect(scene.said).toEqual(["referral.ask"]);
    expect(scene.walk?.walk.made.referralCode).toMatch(/^[A-Z2-9]{8}$/);
  });

  it.each([
    ["four stars", (scene: Scene) => scene.rate(4)],
    ["8 of 10", (scene: Scene) => scene.rate(8, 10)],
    ["an answer to another question", (scene: Scene) => scene.rate(5, 5, "1001", "delivery")],
    ["a review of four stars", (scene: Scene) => scene.tell("review.submitted", { rating: 4, scale: 5, productRef: "p1", orderRef: "1001" })],
  ])("not those who gave %s", async (_name, reason) => {
    const scene = shop();
    await scene.see(arrived("1001", -10));
    await reason(scene);
    await scene.day(10);
    expect(scene.walks).toEqual([]);
  });

  it("not those who returned something, or were not happy lately", async () => {
    const scene = shop();
    await scene.see(arrived("1001", -10), { kind: "refund", ref: "f1", orderRef: "1001", at: T0 - 5 * DAY, amount: 100, currency: "GBP", reason: null });
    await scene.see(arrived("1002", -2));
    expect(scene.walks).toEqual([]);
    const other = shop();
    await other.see(arrived("1001", -10));
    await other.rate(2);
    await other.see(arrived("1002", -2));
    expect(other.walks).toEqual([]);
    expect(other.decisions).toEqual(["refuse:happy"]);
  });

  it("once for each reason, and not twice within 30 days", async () => {
    const scene = await happy();
    await scene.day(3);
    await scene.see(arrived("1002", -1));
    await scene.rate(5, 5, "1002");
    await scene.day(20);
    // Two reasons, two walks, one question; the same reason again is none.
    expect(scene.said.filter((content) => content === "referral.ask")).toHaveLength(1);
    expect(scene.walks.map((walk) => walk.trigger)).toEqual(["rated", "second_order"]);
    expect(scene.decisions).toContain("drop:said_twice");
    await scene.day(200);
    await scene.rate(5, 5, "1002");
    expect(scene.decisions.at(-1)).toBe("refuse:only_once");
  });

  it("never with a discount somebody else's score asks for: the reward suits the customer", async () => {
    const vip = shop({ vipOrders: 3 });
    for (let n = 0; n < 3; n++) await vip.see(orderSnapshot({ ref: `old${n}`, placedAt: T0 - (100 - n) * DAY }));
    await vip.rate(5, 5, "old2");
    await vip.day(3);
    expect(vip.said).toEqual(["referral.ask_vip"]);
    const careful = shop({ cashback: "£5 of store credit" });
    await careful.see(arrived("1001", -10));
    const { profile } = careful;
    careful.store.work.profiles.set(profile.id, { ...profile, scores: { price_sensitivity: { value: 0.8, at: T0 } } });
    await careful.rate(5);
    await careful.day(3);
    expect(careful.said).toEqual(["referral.ask_cashback"]);
    expect(careful.walk?.walk.made.cashback).toBe("£5 of store credit");
  });

  it("by the way the shop puts first, where they agreed to it", async () => {
    const settings = readSettings({ holdout: { share: 0 }, channels: { whatsapp: { rank: 0 } } });
    const consents: ConsentFact[] = (["email", "whatsapp"] as const).map((channel) => ({ channel, granted: true, at: T0 - 10 * DAY, source: "checkout" }));
    const customer = hint({ phone: "+447700900123" });
    const channels: (string | undefined)[] = [];
    for (const whatsapp of [true, false]) {
      const scene = shop({ whatsapp }, { settings });
      await scene.see(arrived("1001", -10, { consents, customer }));
      await scene.rate(5);
      await scene.day(3);
      channels.push(scene.sent[0]?.channel);
    }
    expect(channels).toEqual(["whatsapp", "email"]);
  });
});

describe("what comes of it", () => {
  it("is reminded of once when nothing was shared, and ends", async () => {
    const scene = await happy();
    await scene.day(200);
    expect(scene.said).toEqual(["referral.ask", "referral.remind"]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "no_friend", reachedGoal: false });
  });

  it("is not reminded of where the shop wants none", async () => {
    const scene = await happy({ reminder: false });
    await scene.day(200);
    expect(scene.said).toEqual(["referral.ask"]);
  });

  it("is not reminded of once it was shared; thanks follow when a friend orders", async () => {
    const scene = await happy();
    await scene.day(5);
    await scene.tell("referral.shared", { code: "X", by: "whatsapp" });
    await scene.day(40);
    expect(scene.said).toEqual(["referral.ask"]);
    await converted(scene);
    await scene.day(42);
    expect(scene.said).toEqual(["referral.ask", "referral.reward"]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "recommended", reachedGoal: true });
  });

  it("is thanked for wherever it stands", async () => {
    const scene = await happy();
    await scene.day(3);
    await converted(scene);
    await scene.day(60);
    expect(scene.said).toEqual(["referral.ask", "referral.reward"]);
  });

  it("waits while a ticket is open", async () => {
    const scene = await happy();
    await scene.ticket("opened");
    await scene.day(10);
    expect(scene.said).toEqual([]);
    await scene.ticket("solved");
    await scene.day(12);
    expect(scene.said).toEqual(["referral.ask"]);
  });

  it("ends with a return in the middle, and with an unhappy word", async () => {
    const scene = await happy();
    await scene.day(1);
    await scene.return("requested");
    expect(scene.walk).toMatchObject({ status: "never_started", endReason: "The customer is not as happy as they seemed." });
    const other = await happy();
    await other.day(3);
    await other.rate(1, 5, "1001");
    expect(other.walk).toMatchObject({ status: "exited", endReason: "The customer's newest rating is not a happy one." });
    await other.day(60);
    expect(other.said).toEqual(["referral.ask"]);
  });

  it.each([["", {}, {}], [", one of the best", { vipOrders: 2 }, {}], [" who looks at the price", {}, { price_sensitivity: { value: 0.9, at: T0 } }]])("does not get stuck on an unsubscribed customer%s", async (_name, values, scores) => {
    const scene = shop(values);
    await scene.see(orderSnapshot({ ref: "900", placedAt: T0 - 90 * DAY }), orderSnapshot({ placedAt: T0 - 10 * DAY }));
    scene.store.work.profiles.set(scene.profile.id, { ...scene.profile, scores });
    await scene.rate(5);
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.day(60);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "not_asked" });
  });

  it("is one walk for one reason when two profiles turn out to be one", async () => {
    const scene = await happy();
    const ada = scene.profile.id;
    await scene.see(arrived("1002", -8, { customer: hint({ email: null, phone: "+447700900123" }), consents: [] }));
    const other = scene.profiles.find((profile) => profile.id !== ada)?.id ?? "";
    await scene.tell("survey.answered", { question: "rating", answer: "5", orderRef: "1002", score: 5, scale: 5 }, { profileId: other });
    await scene.see({ kind: "customer", ref: "77", version: { at: T0, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77", phone: "+447700900123" }), consents: [] });
    await scene.day(60);
    expect(scene.said.filter((content) => content === "referral.ask")).toHaveLength(1);
    expect(scene.walks.filter((walk) => walk.endReason === "The customer turned out to be on this journey already.")).toHaveLength(1);
  });

  it("lets the thanks for five stars go first", async () => {
    const scene = shop({ askDays: 0 }, {}, [definitionOf("review")]);
    await scene.see(arrived("1001", -10));
    await scene.day(1);
    await scene.rate(5);
    await scene.day(5);
    expect(scene.said.slice(-2)).toEqual(["review.promoter", "referral.ask"]);
  });
});

it("leaves no step and no way untried", () => {
  expect(coverage.missed).toEqual([]);
});
