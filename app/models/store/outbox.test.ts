import { beforeEach, describe, expect, it } from "vitest";
import { testShop } from "#app/engine/testing.ts";
import type { ClaimedMessage } from "#app/engine/ports.ts";
import { testDatabase } from "#test/database.ts";
import { connectShop } from "../connect-shop.ts";
import { keepContent } from "../message-sources.ts";
import { claimMessages, updateMessages } from "./outbox.ts";
import type { SendRates } from "./outbox.ts";
import { inTransaction } from "./transaction.ts";

const { prisma: db } = await testDatabase();
const shopId = "outbox";
const NOW = Date.UTC(2026, 10, 2);
const MESSAGE = "00000000-0000-8000-8000-000000000001";
const CONTENT = { subject: "Hello", html: "<p>Hello</p>", text: "Hello" };
/** A lease that is over as soon as it is given. */
const DEAD_AT_ONCE = -1;
const LONG = 60_000;

const claim = async (leaseMs: number): Promise<ClaimedMessage | undefined> => (await claimMessages(db, shopId, NOW, 10, leaseMs))[0];
const status = async (): Promise<string> => (await db.message.findUniqueOrThrow({ where: { id: MESSAGE } })).status;

beforeEach(async () => {
  const { stats: _stats, ...shop } = testShop({ id: shopId, domain: shopId });
  await connectShop(db, { ...shop, secrets: [], apiKey: shopId, writeKey: `write-${shopId}` }, 0);
  await db.message.deleteMany();
  await db.message.create({
    data: {
      id: MESSAGE, shopId, profileId: MESSAGE, channel: "email", class: "marketing", content: "welcome.howto", locale: "en", recipient: "kim@example.com", status: "queued",
      createdAt: new Date(NOW), sendAt: new Date(NOW), messageIdHeader: "<1@example.com>",
    },
  });
});

describe("a message in the hands of a sender", () => {
  it("is nobody else's until its lease is over", async () => {
    expect(await claim(LONG)).toMatchObject({ attempts: 1, wasInterrupted: false });
    expect(await claim(LONG)).toBeUndefined();
  });

  it("surely never left if its content was not written", async () => {
    await claim(DEAD_AT_ONCE);
    expect(await claim(LONG)).toMatchObject({ attempts: 2, wasInterrupted: false });
  });

  it("may have left once its content was written", async () => {
    const first = await claim(DEAD_AT_ONCE);
    expect(first && (await keepContent(db, shopId, first, CONTENT))).toBe(true);
    expect(await claim(LONG)).toMatchObject({ attempts: 2, wasInterrupted: true });
  });

  it("cannot be handed over by one whose lease is over and whose place another took", async () => {
    const first = await claim(DEAD_AT_ONCE);
    const second = await claim(LONG);
    expect(first && (await keepContent(db, shopId, first, CONTENT))).toBe(false);
    expect(second && (await keepContent(db, shopId, second, CONTENT))).toBe(true);
  });

  it("is settled by a late answer if nobody knew, and by nothing once it is settled", async () => {
    const outcome = (to: "unknown" | "sent" | "failed") => updateMessages(db, shopId, [{ id: MESSAGE, status: to, reason: null, sendAt: null, sentAt: null }]);
    await claim(LONG);
    await outcome("unknown");
    await outcome("failed");
    expect(await status()).toBe("unknown");
    await outcome("sent");
    expect(await status()).toBe("sent");
    await outcome("failed");
    expect(await status()).toBe("sent");
  });
});

describe("the pace of a channel", () => {
  const queued = (count: number, channel: string) =>
    db.message.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        id: `00000000-0000-8000-8000-0000000${channel === "sms" ? 1 : 2}${String(index).padStart(4, "0")}`, shopId, profileId: MESSAGE, channel, class: "transactional", content: "x", locale: "en",
        recipient: "+447700900123", status: "queued", createdAt: new Date(NOW), sendAt: new Date(NOW), messageIdHeader: `<${index}@x>`,
      })),
    });
  const take = (rates: SendRates, limit = 100) => inTransaction(db, (sql) => claimMessages(sql, shopId, NOW, limit, LONG, rates));
  /** As if so many seconds had gone by. */
  const pass = (seconds: number) => db.$executeRaw`UPDATE send_pace SET next_at = next_at - ${seconds} * interval '1 second'`;

  beforeEach(async () => {
    await db.$executeRaw`TRUNCATE send_pace`;
    await queued(50, "sms");
    await queued(20, "whatsapp");
  });

  /** The lease runs on the real clock, so a slow machine lets go as much more as the time it took is worth. */
  const within = (taken: number, least: number, rate: number, began: number): void => {
    expect(taken).toBeGreaterThanOrEqual(least);
    expect(taken).toBeLessThanOrEqual(least + Math.ceil((rate * (performance.now() - began)) / 1_000));
  };

  it("holds one channel to its rate, over several senders at once, and lets the others go", async () => {
    const began = performance.now();
    const first = (await Promise.all([take({ sms: 10 }), take({ sms: 10 }), take({ sms: 10 })])).flat();
    within(first.filter((message) => message.channel === "sms").length, 10, 10, began);
    expect(first.filter((message) => message.channel !== "sms")).toHaveLength(21);
    await pass(0.5);
    expect((await take({ sms: 10 })).length).toBeGreaterThanOrEqual(5);
    await pass(3_600);
    const again = performance.now();
    // Time that nobody used is not saved up.
    within((await take({ sms: 10 })).length, 10, 10, again);
  });

  it("lets one go in each span of a rate below one a second", async () => {
    const rates = { sms: 0.5, whatsapp: 1_000 };
    expect((await take(rates)).filter((message) => message.channel === "sms")).toHaveLength(1);
    expect(await take(rates)).toHaveLength(0);
    await pass(2);
    expect(await take(rates)).toHaveLength(1);
  });

  it("takes no more than it is asked for, and spends only what it took", async () => {
    const began = performance.now();
    expect(await take({ sms: 40 }, 25)).toHaveLength(25);
    expect((await take({ sms: 40 })).length).toBeGreaterThanOrEqual(30);
    within((await take({ sms: 40 })).length, 0, 40, began);
  });
});
