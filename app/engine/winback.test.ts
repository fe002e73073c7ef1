import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, T0 } from "../core/event/testing.ts";
import type { ConsentFact } from "../core/event/snapshot.ts";
import { DAY } from "../core/shared/instant.ts";
import type { SettingValues } from "../core/journey/catalog/catalog.ts";
import { NO_STATS } from "../core/shop.ts";
import { Coverage } from "./testing-coverage.ts";
import { definitionOf } from "./testing.ts";
import type { Scene } from "./testing.ts";

const coverage = new Coverage("winback");
/** Customers of this shop usually order every 40 days. */
const stats = { ...NO_STATS, usualGap: { medianGapDays: 40, n: 500 } };
const shop = (values: Parameters<Coverage["scene"]>[0] = {}, over: Parameters<Coverage["scene"]>[1] = {}, others: Parameters<Coverage["scene"]>[2] = []) => coverage.scene(values, { stats, ...over }, others);

const order = (ref: string, day: number, over: Parameters<typeof orderSnapshot>[0] = {}) => orderSnapshot({ ref, placedAt: T0 + day * DAY, ...over });
const days = (scene: Scene): string[] => scene.sends.map((one) => one.replace(/(\d+)h$/, (_all, hours: string) => String(Math.floor(Number(hours) / 24))));

describe("win-back", () => {
  it("writes to one-time buyers at one and a half of the shop's usual gap, pauses longer each time, and stops by itself", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(400);
    expect(days(scene)).toEqual(["winback.miss@60", "winback.news@74", "winback.last@102"]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "let_go", reachedGoal: false });
  });

  it("goes by the customer's own rhythm, not by the calendar", async () => {
    const scene = shop();
    for (let n = 0; n < 10; n++) await scene.see(order(`${n}`, -180 + n * 20));
    await scene.day(60);
    // Every 20 days, the shop's 40 weighing a little: well before the shop's 60.
    const [first] = days(scene);
    expect(Number(first?.split("@")[1])).toBeGreaterThanOrEqual(30);
    expect(Number(first?.split("@")[1])).toBeLessThan(45);
  });

  it("comes sooner when visits and clicks stopped", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    for (let n = 0; n < 3; n++) await scene.view("product");
    await scene.day(100);
    expect(days(scene)[0]).toBe("winback.miss@48");
  });

  it("tries another way the second time, where the customer agreed to it", async () => {
    const scene = shop();
    const consents: ConsentFact[] = (["email", "whatsapp"] as const).map((channel) => ({ channel, granted: true, at: T0, source: "checkout" }));
    await scene.see(order("1", 0, { customer: hint({ phone: "+447700900123" }), consents }));
    await scene.day(80);
    expect(scene.sent.map((message) => message.channel)).toEqual(["email", "whatsapp"]);
  });

  it("never offers a discount unless the shop allows it and names a code, and then only in the last message", async () => {
    for (const values of [{ discountAllowed: true }, { discountAllowed: false, discountCode: "BACK15" }] as SettingValues[]) {
      const scene = shop(values);
      await scene.see(order("1", 0));
      await scene.day(200);
      expect(scene.said).toEqual(["winback.miss", "winback.news", "winback.last"]);
      expect(scene.walk?.walk.made).toEqual({});
    }
    const scene = shop({ discountAllowed: true, discountCode: "BACK15", discountPercent: 15 });
    await scene.see(order("1", 0));
    await scene.day(200);
    expect(scene.said).toEqual(["winback.miss", "winback.news", "winback.offer"]);
    expect(scene.walk?.walk.made).toEqual({ discountCode: "BACK15", discountPercent: "15" });
  });

  it("gives each customer a code of their own where the shop wants that, made before the message that names it", async () => {
    const codes = [];
    for (const salt of ["one", "two"]) {
      const scene = shop({ discountAllowed: true, ownCodes: true, discountCode: "BACK15", discountPercent: 20 }, { salt });
      await scene.see(order("1", 0));
      await scene.day(200);
      expect(scene.said).toEqual(["winback.miss", "winback.news", "winback.offer"]);
      const { discountCode, ...made } = scene.walk?.walk.made ?? {};
      expect(discountCode).toMatch(/^BACK20-[A-Z2-9]{6}$/);
      expect(made).toEqual({ discountPercent: "20" });
      expect(scene.store.work.actions.map(({ action, made: code }) => [action, code])).toEqual([[{ do: "discount_code", percent: 20 }, discountCode]]);
      codes.push(discountCode);
    }
    expect(new Set(codes).size).toBe(2);
  });

  it("gives those who will likely come back anyway three more weeks, and nobody of whom that is not known", async () => {
    for (const [churn, values, first] of [[0.2, {}, 81], [0.31, {}, 60], [0.31, { likelyBack: 60 }, 81], [0.01, { likelyBack: 100 }, 60]] as const) {
      const scene = shop(values);
      await scene.see(order("1", 0));
      scene.score({ churn });
      await scene.day(85);
      const likely = scene.walk?.trail.find((stop) => stop.step === "likely")?.note ?? "";
      expect(likely.includes(`(churn ${churn} as of 2026-03-02T10:00:00.000Z)`)).toBe(!("likelyBack" in values && values.likelyBack === 100));
      expect([churn, ...days(scene)]).toEqual([churn, ...(first === 81 ? ["winback.miss@81"] : ["winback.miss@60", "winback.news@74"])]);
    }
  });

  it("keeps the discount for those for whom price decides, where the shop wants that", async () => {
    const last = async (values: SettingValues, priceSensitivity: number | null): Promise<string | undefined> => {
      const scene = shop({ discountAllowed: true, discountCode: "BACK15", ...values });
      await scene.see(order("1", 0));
      if (priceSensitivity !== null) scene.score({ price_sensitivity: priceSensitivity });
      await scene.day(200);
      return scene.said.at(-1);
    };
    expect([await last({ priceConscious: true }, 0.1), await last({ priceConscious: true }, 0.5), await last({ priceConscious: true }, null), await last({}, 0.1)]).toEqual(["winback.last", "winback.offer", "winback.offer", "winback.offer"]);
    expect(await last({ priceConscious: true, ownCodes: true }, 0.1)).toBe("winback.last");
  });

  it("is a success when they order again, and nothing when they do so by themselves", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(65);
    await scene.see(order("2", 65));
    expect(scene.walk).toMatchObject({ status: "completed", reachedGoal: true });
    const other = shop();
    await other.see(order("1", 0));
    await other.day(50);
    await other.see(order("2", 50));
    expect(other.walk).toMatchObject({ status: "never_started", reachedGoal: false });
    expect([scene.said, other.said]).toEqual([["winback.miss"], []]);
  });

  it("writes to nobody twice within half a year", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(65);
    await scene.see(order("2", 65));
    await scene.day(240);
    expect(scene.said).toEqual(["winback.miss"]);
    expect(scene.walks[1]).toMatchObject({ status: "completed", step: "not_again" });
    await scene.see(order("3", 250));
    await scene.day(500);
    expect(scene.said.filter((content) => content === "winback.miss")).toHaveLength(2);
  });

  it("waits while a ticket or a return is open", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(50);
    await scene.return("requested", "1");
    await scene.day(90);
    expect(scene.said).toEqual([]);
    await scene.ticket("opened");
    await scene.return("closed", "1");
    await scene.day(100);
    expect(scene.said).toEqual([]);
    await scene.ticket("solved");
    await scene.day(102);
    expect(scene.said).toEqual(["winback.miss"]);
  });

  it("does not enter who was lost long ago", async () => {
    const scene = shop();
    await scene.see(order("1", -401));
    expect(scene.walks).toEqual([]);
    const other = shop();
    await other.see(order("1", -220));
    await other.see(order("2", -200));
    await other.see(order("3", -180));
    await other.day(30);
    expect(other.said).toEqual([]);
  });

  it("ends where nothing tells what is usual", async () => {
    const scene = shop({}, { stats: NO_STATS });
    await scene.see(order("1", 0));
    await scene.day(900);
    expect(scene.said).toEqual([]);
    expect(scene.walk).toMatchObject({ status: "completed", step: "unknown" });
  });

  it("starts when the usual gap becomes known", async () => {
    const scene = shop({}, { stats: NO_STATS });
    await scene.see(order("1", 0));
    await scene.day(40);
    await scene.see(order("2", 40));
    await scene.day(105);
    expect(days(scene)).toEqual(["winback.miss@100"]);
  });

  it("does not get stuck on an unsubscribed customer", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(65);
    await scene.tell("consent.withdrawn", { channel: "email", source: "test" });
    await scene.day(200);
    expect(scene.said).toEqual(["winback.miss"]);
    expect(scene.walk?.status).toBe("completed");
  });

  it("ends when two customers turn out to be one who has ordered since", async () => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(10);
    await scene.see(order("2", 10, { customer: hint({ email: null, phone: "+447700900123" }), consents: [] }));
    await scene.day(20);
    await scene.see({ kind: "customer", ref: "77", version: { at: T0 + 20 * DAY, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77", phone: "+447700900123" }), consents: [] });
    expect(scene.walks.map((walk) => walk.endReason)).toEqual(["It turned out that the customer had ordered again.", null]);
    await scene.day(90);
    expect(scene.said.filter((content) => content === "winback.miss")).toHaveLength(1);
  });

  it("says nothing while the shop's past comes in, order by order", async () => {
    const scene = shop();
    for (const day of [-150, -110, -70]) {
      await scene.see(order(`${day}`, day));
      await scene.day(0.01);
    }
    expect(scene.said).toEqual([]);
    await scene.day(2);
    expect(days(scene)).toEqual(["winback.miss@1"]);
    expect(scene.walks.map((walk) => walk.status)).toEqual(["never_started", "never_started", "active"]);
  });

  it("writes by e-mail again where the shop wants nothing else", async () => {
    const scene = shop({ otherChannels: false });
    await scene.see(order("1", 0));
    await scene.day(80);
    expect(scene.said).toEqual(["winback.miss", "winback.news"]);
    expect(scene.decisions.filter((one) => one.startsWith("drop"))).toEqual([]);
  });

  it.each([
    ["is cancelled", order("1", 0, { version: { at: T0 + DAY, rank: 5, digest: "b" }, cancelledAt: T0 + DAY })],
    ["is refunded", { kind: "refund", ref: "f1", orderRef: "1", at: T0 + DAY, amount: 4200, currency: "GBP", reason: null }],
    ["is deleted", { kind: "order_deleted", ref: "1", at: T0 + DAY }],
  ] as const)("ends when the order %s", async (_name, snapshot) => {
    const scene = shop();
    await scene.see(order("1", 0));
    await scene.day(1);
    await scene.see(snapshot);
    await scene.day(90);
    expect(scene.said).toEqual([]);
    expect(scene.walk?.status).toBe("never_started");
  });

  it("lets a review go first when both want the same hour", async () => {
    const scene = shop({ patience: 110 }, { stats: { ...NO_STATS, usualGap: { medianGapDays: 14, n: 500 } } }, [definitionOf("review", { askDays: 15, soonerDays: 15, laterDays: 15 })]);
    const shipments = [{ kind: "shipment", ref: "s1", orderRef: "1", version: { at: T0, rank: 1, digest: "a" }, cancelled: false, shippedAt: T0, deliveredAt: T0 + 1000, carrier: null, trackingNumber: null, trackingUrl: null }] as const;
    await scene.see(order("1", 0, { shipments }));
    await scene.day(18);
    expect(scene.said).toEqual(["review.ask", "winback.miss"]);
  });
});

it("leaves no step and no way untried", () => {
  expect(coverage.missed).toEqual([]);
});
