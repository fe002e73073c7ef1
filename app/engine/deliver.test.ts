import { describe, expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import { deliver } from "./deliver.ts";
import type { Delivered, Send } from "./deliver.ts";
import { handleSnapshot } from "./handle-snapshot.ts";
import { MemoryStore } from "./memory-store.ts";
import type { Store } from "./ports.ts";
import { testJourneys, testShop } from "./testing.ts";

const SENT: Delivered = { kind: "sent", response: "250" };

/** A shop with so many thank-yous queued, each to its own customer, and what its store was asked. */
async function shopWith(orders: number) {
  const memory = new MemoryStore(testShop(), testJourneys);
  await memory.transaction("shop-1", async (tx) => {
    const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [] });
    for (let index = 0; index < orders; index++) handleSnapshot(work, orderSnapshot({ ref: String(index), number: `#${index}`, customer: { ...orderSnapshot().customer, ref: null, email: `c${index}@example.com` } }), T0, T0);
    await tx.save(work, T0);
  });
  const asked = { claims: [] as number[], transactions: 0 };
  const store: Store = {
    transaction: (shopId, work) => (asked.transactions++, memory.transaction(shopId, work)),
    claimMessages: async (shopId, now, limit) => (asked.claims.push(limit), memory.claimMessages(shopId, now, limit)),
  };
  const run = (send: Send, parallel: number, goOn?: (longest: number) => boolean): Promise<number> => deliver(store, "shop-1", send, () => null, () => T0, Infinity, parallel, goOn);
  return { memory, store, asked, run, statuses: () => memory.messages.map((message) => message.status) };
}

describe("sending what is queued", () => {
  it("goes on beside a slow send: the others do not wait for it", async () => {
    const shop = await shopWith(40);
    let release = (): void => {};
    let sent = 0;
    const all = shop.run(async () => {
      if (sent++ === 0) await new Promise<void>((resolve) => (release = resolve));
      return SENT;
    }, 3);
    while (sent < 40) await new Promise((resolve) => setImmediate(resolve));
    expect(shop.statuses().filter((status) => status !== "sent")).toHaveLength(1);
    release();
    expect(await all).toBe(40);
    expect(new Set(shop.statuses())).toEqual(new Set(["sent"]));
  });

  it("never has more under way than it may, nor more in hand than as many again", async () => {
    const shop = await shopWith(60);
    let underWay = 0;
    let most = 0;
    let inHand = 0;
    await shop.run(async () => {
      most = Math.max(most, ++underWay);
      inHand = Math.max(inHand, shop.statuses().filter((status) => status === "sending").length);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return SENT;
    }, 4);
    expect(most).toBe(4);
    // Beside those in hand, some have ended and are being written down.
    expect(inHand).toBeLessThanOrEqual(2 * 4 + 4);
    expect(shop.asked.claims.every((limit) => limit >= 1 && limit <= 8)).toBe(true);
  });

  it("writes down together what ends together", async () => {
    const shop = await shopWith(50);
    await shop.run(async () => SENT, 5);
    expect(shop.statuses().every((status) => status === "sent")).toBe(true);
    expect(shop.asked.transactions).toBeLessThan(40);
  });

  it("records the others when one outcome cannot be recorded, and says so", async () => {
    const shop = await shopWith(12);
    const broken = shop.memory.messages[4]?.id;
    const store: Store = {
      ...shop.store,
      transaction: (shopId, work) =>
        shop.store.transaction(shopId, (tx) => work({ ...tx, updateMessages: async (updates) => (updates.some((one) => one.id === broken) ? Promise.reject(new Error("broken row")) : tx.updateMessages(updates)) })),
    };
    await expect(deliver(store, "shop-1", async () => SENT, () => null, () => T0, Infinity, 5)).rejects.toThrow("broken row");
    const left = shop.memory.messages.filter((message) => message.status === "sending");
    expect(left.map((message) => message.id)).toContain(broken);
    // What was not yet taken when it failed waits for the next run, which the sweep starts; nothing else is open.
    await shop.run(async () => SENT, 5);
    expect(shop.memory.messages.filter((message) => message.status !== "sent").map((message) => message.id)).toEqual([broken]);
  });

  it("takes no more once it is told to stop, and finishes what it took", async () => {
    const shop = await shopWith(30);
    let sent = 0;
    const taken = await shop.run(async () => (sent++, SENT), 5, () => sent < 10);
    expect(taken).toBe(sent);
    expect(taken).toBeGreaterThanOrEqual(10);
    expect(taken).toBeLessThan(30);
    expect(shop.statuses().filter((status) => status === "sending")).toEqual([]);
    expect(await shop.run(async () => SENT, 5)).toBe(30 - taken);
  });

  it("goes on with the others when a channel breaks its word and throws", async () => {
    const shop = await shopWith(3);
    let sends = 0;
    await expect(shop.run(async () => (sends++ === 0 ? Promise.reject(new Error("thrown")) : SENT), 3)).rejects.toThrow("thrown");
    expect(shop.statuses().sort()).toEqual(["sending", "sent", "sent"]);
  });
});
