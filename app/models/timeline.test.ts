import { expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW } from "#test/door.ts";
import { sampleOrder, takeIn } from "./testing.ts";
import { timelineOf } from "./timeline.ts";

const { prisma: db } = await testDatabase();

test("events, the message and its decision are one list, newest first; what was sent is told once", async () => {
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 5000)], NOW);
  const { id } = await db.profile.findFirstOrThrow();
  const message = await db.message.findFirstOrThrow();
  const data = { messageId: message.id, enrollmentId: null, step: null, channel: "email", class: "transactional" };
  await db.event.create({ data: { shopId: "a", profileId: id, key: "sent", type: "message.sent", at: new Date(NOW + 1), data, recordedAt: new Date(NOW) } });
  const { entries, older } = await timelineOf(db, "a", id, null, 100);
  expect(entries.map((entry) => (entry.kind === "event" ? entry.event.type : entry.kind))).toEqual(["message", "consent.granted", "order.paid", "order.placed"]);
  expect(entries[0]).toMatchObject({ kind: "message", decision: { outcome: "send", messageId: message.id } });
  expect(older).toBeNull();
  expect((await timelineOf(db, "b", id, null, 100)).entries).toEqual([]);
});

test("going on to what is older shows every entry once, never splitting a moment", async () => {
  const profileId = crypto.randomUUID();
  const rows = Array.from({ length: 23 }, (_, index) => ({ shopId: "a", profileId, key: `page:${index}`, type: "page.viewed", at: new Date(NOW - Math.floor(index / 3) * 1000), data: { page: "tracking", orderRef: null }, recordedAt: new Date(NOW) }));
  await db.event.createMany({ data: rows });
  const seen: string[] = [];
  for (let before: number | null = null, pages = 0; pages < 20; pages++) {
    const page = await timelineOf(db, "a", profileId, before, 7);
    seen.push(...page.entries.map((entry) => entry.id));
    before = page.older;
    if (before === null) break;
  }
  expect(seen.toSorted()).toEqual(rows.map((row) => row.key).toSorted());
});
