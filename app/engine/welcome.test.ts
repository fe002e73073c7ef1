import { describe, expect, it } from "vitest";
import { orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import type { Snapshot } from "../core/event/snapshot.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { deliver } from "./deliver.ts";
import { handleEvents } from "./handle-events.ts";
import { handleSnapshot } from "./handle-snapshot.ts";
import { handleTimers } from "./handle-timers.ts";
import { MemoryStore } from "./memory-store.ts";
import { testJourneys, testShop } from "./testing.ts";

/** Runs a shop in memory on a clock that only the test moves. */
function world(over: Parameters<typeof testShop>[0] = {}) {
  const store = new MemoryStore(testShop(over), testJourneys);
  let now = T0;
  const sends: string[] = [];
  const pump = async (): Promise<void> => {
    await handleTimers(store, "shop-1", now, 1000);
    await deliver(store, "shop-1", async (_shop, message) => (sends.push(`${message.content}@${Math.round((now - T0) / HOUR)}h`), { kind: "sent", response: "250" }), () => null, () => now, 100, 1);
  };
  return {
    store, sends,
    async see(...snapshots: Snapshot[]) {
      await store.transaction("shop-1", async (tx) => {
        const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [] });
        for (const snapshot of snapshots) handleSnapshot(work, snapshot, now, now);
        await tx.save(work, now);
      });
      await pump();
    },
    async tell(type: "message.opened" | "consent.withdrawn") {
      const [message] = store.messages;
      if (!message) throw new Error("no message");
      const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: "email", class: "transactional" };
      const event = type === "message.opened" ? { key: `o:${message.id}`, type, at: now, data } : { key: "w", type, at: now, data: { channel: "email" as const, source: "test" } };
      await handleEvents(store, "shop-1", [{ profileId: message.profileId, event }], now);
      await pump();
    },
    async until(at: number) {
      for (let next = store.nextDue(); next !== null && next <= at; next = store.nextDue()) {
        now = Math.max(now, next);
        await pump();
      }
      now = at;
    },
    get walk() {
      return [...store.work.enrollments.values()][0];
    },
    get decisions() {
      return store.work.decisions.map((decision) => `${decision.outcome}:${decision.rule ?? "-"}`);
    },
  };
}

describe("welcome", () => {
  it("guides a first-time buyer from the order to day 14", async () => {
    const shop = world();
    await shop.see(orderSnapshot());
    await shop.until(T0 + DAY);
    await shop.see(shipmentSnapshot());
    await shop.until(T0 + 4 * DAY);
    await shop.see(scanSnapshot());
    await shop.tell("message.opened");
    await shop.until(T0 + 30 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h", `welcome.howto@${7 * 24}h`, `welcome.day14_engaged@${14 * 24}h`]);
    expect(shop.walk?.status).toBe("completed");
  });

  it("waits at most ten days for a delivery nobody reports, and writes in the customer's daytime", async () => {
    const shop = world();
    await shop.see(orderSnapshot({ customer: { ...orderSnapshot().customer, address: { country: "US", province: "CA", city: null, postcode: null } } }));
    await shop.until(T0 + DAY);
    await shop.see(shipmentSnapshot());
    await shop.until(T0 + 40 * DAY);
    // Shipped on day 1 at 10:00 UTC, which is 2:00 in California: 14 days later the note waits for 9:00 there (16:00 UTC in daylight time).
    expect(shop.sends).toEqual(["welcome.first@0h", `welcome.howto@${14 * 24 + 6}h`, `welcome.day14_quiet@${15 * 24 + 6}h`]);
    expect(shop.decisions).toContain("hold:quiet_hours");
  });

  it("sends only the transactional thanks without consent, and says why", async () => {
    const shop = world();
    await shop.see(orderSnapshot({ consents: [] }), shipmentSnapshot(), scanSnapshot());
    await shop.until(T0 + 30 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h"]);
    expect(shop.decisions.filter((one) => one === "drop:consent")).toHaveLength(2);
    expect(shop.walk?.status).toBe("completed");
  });

  it("thanks returning buyers by their history and leaves it at that", async () => {
    const shop = world();
    await shop.see(orderSnapshot({ ref: "900", placedAt: T0 - 60 * DAY }));
    await shop.see(orderSnapshot());
    await shop.until(T0 + 30 * DAY);
    expect(shop.sends).toEqual(["welcome.returning@0h"]);
  });

  it("gives orders above the shop's 90th percentile the white-glove thanks", async () => {
    const shop = world({ stats: { orderP90: { GBP: 4000 } } });
    await shop.see(orderSnapshot());
    expect(shop.sends).toEqual(["welcome.vip@0h"]);
  });

  it("stops when the order is cancelled on the way", async () => {
    const shop = world();
    await shop.see(orderSnapshot());
    await shop.until(T0 + DAY);
    await shop.see(orderSnapshot({ version: { at: T0 + DAY, rank: 5, digest: "b" }, cancelledAt: T0 + DAY }));
    await shop.until(T0 + 40 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h"]);
    expect(shop.walk).toMatchObject({ status: "exited", endReason: "The order was cancelled." });
  });

  it("never starts for an order first seen cancelled: nothing leaves, and the decision tells the story", async () => {
    const shop = world();
    await shop.see(orderSnapshot({ cancelledAt: T0 }));
    await shop.until(T0 + 40 * DAY);
    expect(shop.sends).toEqual([]);
    expect(shop.walk?.status).toBe("never_started");
    expect(shop.store.messages).toEqual([]);
    expect(shop.decisions).toEqual(["drop:walk_ended"]);
  });

  it.each([
    ["a test order", orderSnapshot({ test: true }), ["refuse:real_order"]],
    ["an order without lines", orderSnapshot({ lines: [] }), ["refuse:has_lines"]],
    ["an order placed eight days ago", orderSnapshot({ placedAt: T0 - 8 * DAY }), []],
  ])("does not start for %s", async (_name, order, decisions) => {
    const shop = world();
    await shop.see(order);
    expect(shop.walk).toBeUndefined();
    expect(shop.decisions).toEqual(decisions);
  });

  it("starts when a payment that failed goes through after all", async () => {
    const shop = world();
    await shop.see(orderSnapshot({ paidAt: null, paymentFailed: true }));
    expect(shop.decisions).toEqual(["refuse:payment"]);
    await shop.see(orderSnapshot({ version: { at: T0 + HOUR, rank: 3, digest: "b" }, paidAt: T0 + HOUR }));
    expect(shop.sends).toEqual(["welcome.first@0h"]);
  });

  it("ends the first-timer's series when they order again", async () => {
    const shop = world();
    await shop.see(orderSnapshot());
    await shop.until(T0 + 2 * DAY);
    await shop.see(orderSnapshot({ ref: "1002", placedAt: T0 + 2 * DAY }));
    await shop.until(T0 + 40 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h", "welcome.returning@48h"]);
  });

  it("is not ended by a test order", async () => {
    const shop = world();
    await shop.see(orderSnapshot());
    await shop.until(T0 + DAY);
    await shop.see(orderSnapshot({ ref: "1002", placedAt: T0 + DAY, test: true }));
    expect(shop.walk).toMatchObject({ status: "active", step: "until_shipped" });
    expect([...shop.store.work.profiles.values()][0]?.counts.orders).toBe(1);
  });

  it("thanks for both orders when the second comes before the first thank-you has left", async () => {
    const shop = world();
    await shop.see(orderSnapshot(), orderSnapshot({ ref: "1002", placedAt: T0 + 1000 }));
    await shop.until(T0 + 30 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h", "welcome.returning@0h"]);
    expect(shop.walk?.status).toBe("exited");
  });

  it("drops marketing after an unsubscribe", async () => {
    const shop = world();
    await shop.see(orderSnapshot(), shipmentSnapshot());
    await shop.until(T0 + 5 * DAY);
    await shop.tell("consent.withdrawn");
    await shop.see(scanSnapshot());
    await shop.until(T0 + 40 * DAY);
    expect(shop.sends).toEqual(["welcome.first@0h"]);
    expect(shop.decisions).toContain("drop:suppression");
  });
});
