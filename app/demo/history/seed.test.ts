import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { DAY } from "../../core/shared/instant.ts";
import { findDelivery } from "../../models/delivery.ts";
import { eventsFrom } from "../../models/delivery-effects.ts";
import { weekOf } from "../../core/scoring/shop-figures.ts";
import { refreshShopStats } from "../../models/shop-stats.ts";
import { DEMO_STORES } from "../stores/index.ts";
import { liveStore } from "./seed.ts";
import type { Lived } from "./seed.ts";

const NOW = Date.UTC(2026, 10, 22, 9);

describe.each(DEMO_STORES)("sixty days of $id", (store) => {
  const database = testDatabase();
  const credentials = { apiKey: `key of ${store.id}`, writeKey: `write key of ${store.id}`, webhookSecret: "secret" };
  const shopId = store.id;
  let lived: Lived;
  beforeAll(async () => {
    lived = await liveStore(store, credentials, NOW, 60 * DAY, 20 * DAY);
    await lived.write((await database).url);
  });

  it("stand in the database as they were lived", async () => {
    const { prisma } = await database;
    expect(lived.orders).toBeGreaterThan(20);
    expect(await prisma.order.count({ where: { shopId } })).toBe(lived.orders);
    expect(await prisma.profile.count({ where: { shopId, mergedInto: null } })).toBe(lived.customers);
    expect(await prisma.delivery.count({ where: { shopId } })).toBe(lived.deliveries);
    expect(await prisma.event.count({ where: { shopId } })).toBe(lived.events);
    expect(await prisma.message.count({ where: { shopId } })).toBe(lived.messages);
  });

  it("leave nothing half done: no delivery unread, no message unsent, no walk overdue", async () => {
    const { prisma } = await database;
    expect(await prisma.delivery.count({ where: { shopId, status: { notIn: ["processed", "unhandled"] } } })).toBe(0);
    expect(await prisma.message.count({ where: { shopId, status: { notIn: ["sent", "bounced", "stopped"] } } })).toBe(0);
    expect(await prisma.message.count({ where: { shopId, status: "sent", sentAt: null } })).toBe(0);
    expect(await prisma.message.count({ where: { shopId, openedAt: { not: null } } })).toBeGreaterThan(5);
    expect(await prisma.enrollment.count({ where: { shopId, status: "active", dueAt: { lte: new Date(NOW) } } })).toBe(0);
    expect(await prisma.enrollment.count({ where: { shopId, status: "active" } })).toBeGreaterThan(0);
  });

  it("end at the present, with the life to come still unsent", async () => {
    const { prisma } = await database;
    expect(await prisma.event.count({ where: { shopId, recordedAt: { gt: new Date(NOW) } } })).toBe(0);
    expect(await prisma.demoWebhook.count({ where: { shopId, OR: [{ at: { lte: new Date(NOW) } }, { sent: true }] } })).toBe(0);
    expect(await prisma.demoWebhook.count({ where: { shopId } })).toBeGreaterThan(20);
  });

  it("leave the figures that the job would work out from the rows", async () => {
    const { prisma } = await database;
    const statsOf = async () => (await prisma.shop.findUniqueOrThrow({ where: { id: shopId } })).stats;
    const seeded = await statsOf();
    await prisma.shopFigures.deleteMany({ where: { shopId } });
    await prisma.shop.update({ where: { id: shopId }, data: { stats: {} } });
    expect(await refreshShopStats(prisma, shopId, NOW)).toBe(true);
    expect(seeded).toMatchObject({ asOf: weekOf(NOW), orderP90: { [store.currency]: expect.any(Number) } });
    expect(await statsOf()).toMatchObject({ orderP90: (seeded as { orderP90: object }).orderP90, usualGap: (seeded as { usualGap: object }).usualGap });
  });

  it("tell of each delivery what it led to", async () => {
    const { prisma } = await database;
    const first = await prisma.delivery.findFirst({ where: { shopId, topic: { in: ["orders/create", "order.created"] } }, orderBy: { id: "asc" } });
    // Of requests sent in one second any may come first, and that one tells.
    const same = await prisma.delivery.findMany({ where: { shopId, resource: first?.resource ?? null }, select: { id: true } });
    const rows = await Promise.all(same.map(({ id }) => findDelivery(prisma, shopId, id)));
    const events = await Promise.all(rows.map((row) => (row ? eventsFrom(prisma, shopId, row) : [])));
    expect(events.flat().map((event) => event.type)).toEqual(expect.arrayContaining(["order.placed", "order.paid"]));
  });
});
