import { beforeEach, describe, expect, it } from "vitest";
import { testShop } from "#app/engine/testing.ts";
import type { ClaimedMessage } from "#app/engine/ports.ts";
import { testDatabase } from "#test/database.ts";
import { connectShop } from "../connect-shop.ts";
import { keepContent } from "../message-sources.ts";
import { claimMessages, updateMessages } from "./outbox.ts";

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
  await connectShop(db, { ...shop, secrets: [], apiKey: shopId }, 0);
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
