/** What happens to work while something it needs is away: it waits, and goes out once. The clock is moved, nobody sleeps. */
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it, vi } from "vitest";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { handlersFor } from "#app/jobs/handlers.ts";
import { until } from "#app/jobs/queue-contract.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { findWork, nextDue } from "#app/models/work.ts";
import { shopifyBody, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { testDatabase } from "./database.ts";
import { addShop, openDoor } from "./door.ts";
import type { Door } from "./door.ts";
import { redisUrl } from "./redis.ts";
import { startSmtp } from "./smtp.ts";

const START = Date.UTC(2026, 2, 2, 12);
const quiet = { error: () => undefined, warn: () => undefined };

async function post(door: Door, topic: string, body: Record<string, unknown>): Promise<void> {
  const bytes = Buffer.from(shopifyBody(body));
  const headers = { "content-type": "application/json", "x-shopify-shop-domain": "shop.myshopify.com", ...shopify.sign(bytes, "app-secret", topic) };
  const response = await fetch(`${door.url}/webhooks/shopify`, { method: "POST", headers, body: bytes });
  expect(response.status).toBe(200);
}

const order = (index: number, at: number): Record<string, unknown> => shopifyOrder({
  id: 100 + index, number: 1000 + index, createdAt: at, financialStatus: "paid", acceptsMarketing: true, lines: [{ productId: 11, sku: "MUG", title: "Mug", quantity: 1, unitPrice: 999 }],
  customer: { id: 500 + index, email: `c${index}@example.com`, firstName: "Ada", lastName: "L", address: { countryCode: "GB", city: "London" } },
});

describe("a mail server that is down for an hour", () => {
  it("delays what is queued, and everything goes out once afterwards", async () => {
    const { prisma: db } = await testDatabase();
    await addShop(db, "shop", "shopify", { domain: "shop.myshopify.com", currency: "GBP", country: "GB" });
    const down = await startSmtp();
    const port = Number(new URL(down.url).port);
    await down.close();
    let now = START;
    const door = await openDoor(db, { now: () => now, email: { smtpUrl: down.url, from: "mail@example.com" }, log: quiet });
    /** Moves the clock, stopping wherever something falls due. */
    const to = async (at: number): Promise<void> => {
      for (let next = await door.app.work.nextDue(); next !== null && next <= at; next = await door.app.work.nextDue()) {
        now = Math.max(now, next);
        await door.app.work.drain();
      }
      now = at;
    };
    for (let index = 0; index < 12; index++) {
      await post(door, "orders/create", order(index, now));
      await door.app.work.drain();
      await to(now + 5 * MINUTE);
    }
    expect(now).toBe(START + HOUR);
    const waiting = await db.message.findMany();
    expect(waiting.map((message) => message.status)).toEqual(Array(12).fill("queued"));
    expect(waiting.every((message) => message.reason !== null && message.attempts >= 1 && message.sendAt !== null)).toBe(true);

    const smtp = await startSmtp({ port });
    afterAll(smtp.close);
    await to(START + 6 * HOUR);
    expect(smtp.mails.map((mail) => mail.parsed.messageId).sort()).toEqual(waiting.map((message) => message.messageIdHeader).sort());
    expect((await db.message.findMany()).map((message) => [message.status, message.reason])).toEqual(waiting.map(() => ["sent", null]));
    expect(await db.event.count({ where: { type: "message.sent" } })).toBe(12);
  });
});

describe("a customer whom another worker holds", () => {
  it("is passed over, found again, and moved once", async () => {
    const { prisma: db } = await testDatabase();
    await addShop(db, "shop", "shopify", { domain: "shop.myshopify.com" });
    const door = await openDoor(db, { now: () => START, log: quiet });
    await post(door, "orders/create", order(1, START));
    await door.app.work.drain();
    const due = START + 40 * DAY;
    const none = (): never => { throw new Error("not asked for here"); };
    const { timers } = handlersFor({ store: postgresStore(db), now: () => due, hint: () => {}, retryAt: none, send: none, onFailed: none, translateFor: none });
    const walk = (): Promise<{ status: string }> => db.enrollment.findFirstOrThrow();
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM profile FOR UPDATE`;
      expect(await timers({ shopId: "shop" })).toEqual({ more: false });
      expect(await walk()).toMatchObject({ status: "active" });
    });
    // The hint is gone; what it was about is not.
    expect(await findWork(db, due)).toContainEqual({ job: "timers", shopId: "shop" });
    await Promise.all([timers({ shopId: "shop" }), timers({ shopId: "shop" })]);
    expect(await walk()).toMatchObject({ status: "completed" });
    expect(await findWork(db, due)).not.toContainEqual({ job: "timers", shopId: "shop" });
  });
});

describe("a moment further away than a timer of 31 bits holds", () => {
  it("does not come early", async () => {
    const { prisma: db } = await testDatabase();
    await addShop(db, "shop", "shopify", { domain: "shop.myshopify.com" });
    const overflow = vi.spyOn(process, "emitWarning");
    const door = await openDoor(db, { now: () => START, worker: true, log: quiet });
    await post(door, "orders/create", order(1, START));
    await door.app.work.drain();
    const far = Date.UTC(2090, 0);
    await db.$executeRaw`UPDATE enrollment SET due_at = ${new Date(far)}, state = state || jsonb_build_object('dueAt', ${far}::bigint)`;
    await db.message.deleteMany();
    await door.app.work.drain();
    expect(await findWork(db, START + 2 ** 31)).toEqual([]);
    expect(await nextDue(db)).toBe(far);
    expect(await db.enrollment.findFirstOrThrow()).toMatchObject({ status: "active" });
    expect(overflow.mock.calls.flat().join()).not.toContain("TimeoutOverflow");
    await door.close();
  });
});

describe.skipIf(!redisUrl)("a Redis that is emptied again and again (needs Redis)", () => {
  it("loses nothing and doubles nothing: deliveries, timers, messages", async () => {
    const { prisma: db } = await testDatabase();
    await addShop(db, "shop", "shopify", { domain: "shop.myshopify.com", currency: "GBP", country: "GB" });
    const smtp = await startSmtp();
    afterAll(smtp.close);
    const redisPrefix = `test-${randomUUID()}`;
    let now = START;
    const over = { now: () => now, email: { smtpUrl: smtp.url, from: "mail@example.com" }, redisUrl, redisPrefix, worker: true, log: quiet };
    const doors = [await openDoor(db, over), await openDoor(db, over)];
    const [door] = doors as [Door, Door];
    const redis = new Redis(redisUrl ?? "");
    let emptied = 0;
    const empty = async (): Promise<void> => {
      const keys = await redis.keys(`${redisPrefix}*`);
      if (keys.length > 0) emptied += await redis.del(keys);
    };
    const emptying = setInterval(() => void empty(), 50);
    const COUNT = 20;
    /** Until nothing is left to do at the present time. */
    const done = () => until(async () => (await findWork(db, now)).length === 0 && (await db.message.count({ where: { status: "sending" } })) === 0, 15_000);
    const each = (run: (index: number) => Promise<void>): Promise<void[]> => Promise.all(Array.from({ length: COUNT }, (_, index) => run(index)));
    try {
      await each((index) => post(door, "orders/create", order(index, START)));
      await done();
      now = START + DAY;
      await each((index) => post(door, "fulfillments/create", shopifyFulfillment({ id: 300 + index, orderId: String(100 + index), createdAt: now, carrier: "Royal Mail", trackingNumber: `RM${index}`, trackingUrl: "https://t.example.com/1" })));
      await each((index) => post(door, "fulfillment_events/create", shopifyFulfillmentEvent({ id: 400 + index, fulfillmentId: 300 + index, orderId: String(100 + index), status: "delivered", happenedAt: now })));
      await done();
      for (const days of [4, 5, 6, 8]) {
        now = START + days * DAY + HOUR;
        await done();
      }
    } finally {
      clearInterval(emptying);
      await Promise.all(doors.map((one) => one.close()));
      await empty();
      redis.disconnect();
    }
    expect(emptied).toBeGreaterThan(10);
    const sent = (await db.message.findMany()).map((message) => `${message.content} ${message.status}`);
    expect(sent.filter((one) => one === "welcome.first sent")).toHaveLength(COUNT);
    // Not all: some customers are held out of marketing.
    expect(sent.filter((one) => one === "welcome.howto sent").length).toBeGreaterThan(COUNT / 2);
    expect(sent.filter((one) => !one.endsWith(" sent"))).toEqual([]);
    const mails = smtp.mails.map((mail) => String(mail.parsed.messageId));
    expect(new Set(mails).size).toBe(mails.length);
    expect(mails.sort()).toEqual((await db.message.findMany()).map((message) => message.messageIdHeader).sort());
    expect(await db.delivery.count({ where: { status: { not: "processed" } } })).toBe(0);
  }, 40_000);
});
