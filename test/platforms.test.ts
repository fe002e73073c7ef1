/** What every platform must do, against its double: install, read the past, follow, survive. */
import { afterAll, describe, expect, it } from "vitest";
import type { Platform } from "#app/core/event/connector.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { findConnection } from "#app/models/connection.ts";
import { testDatabase } from "#test/database.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import type { StoreDouble } from "#test/doubles/store-double.ts";
import { knownOf, platformScene, truthOf } from "#test/platform-scene.ts";

describe.each(Object.entries(DOUBLES) as [Platform, NonNullable<(typeof DOUBLES)[Platform]>][])("%s", async (_platform, load) => {
  const { prisma: db } = await testDatabase();
  const start = await load();
  const doubles: StoreDouble[] = [];
  afterAll(() => Promise.all(doubles.map((double) => double.close())));
  const scene = async (past?: Parameters<typeof platformScene>[2]) => {
    await db.$executeRaw`TRUNCATE shop, connection, pull, delivery, "order", account, profile, identity, event, enrollment, decision, message, product, journey, journey_version, notice`;
    const made = await platformScene(db, start, past);
    doubles.push(made.double);
    return made;
  };

  it("is installed and read in: what we know is what the store knows, and nobody is written to", async () => {
    const { install, readAll, double, door } = await scene();
    const { shopId, isNew } = await install();
    expect(isNew).toBe(true);
    await readAll(shopId);
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
    expect(await db.message.count()).toBe(0);
    expect(await db.enrollment.count()).toBe(0);
    expect(await db.pull.findMany({ where: { status: { not: "done" } } })).toEqual([]);
    const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
    expect(shop.domain).toBe(double.domain);
    expect(await db.journey.count({ where: { shopId, status: { not: "off" } } })).toBe(0);
    expect(await findConnection(door.app.db, shopId)).toMatchObject({ status: "connected", reason: null });
  });

  it("keeps its credentials sealed, and says none of them in any log", async () => {
    const { install, readAll, double, logged } = await scene();
    double.failNext(["server_error", "html", "throttled"]);
    let shopId = "";
    for (let tries = 0; shopId === ""; tries++) {
      const failed = await install().then(
        (installed) => void (shopId = installed.shopId),
        (error: unknown) => error,
      );
      // A merchant who presses the button again, not for ever.
      if (failed && (!(failed instanceof PlatformError) || tries > 4)) throw failed;
    }
    await readAll(shopId);
    const secrets = [...Object.values(double.credentials as Record<string, unknown>), double.keys?.secret].filter((one): one is string => typeof one === "string" && one.length > 11 && !one.startsWith("http") && one !== double.domain);
    const rows = JSON.stringify(await db.connection.findMany()) + JSON.stringify(await db.shop.findMany()) + JSON.stringify(await db.pull.findMany());
    for (const secret of secrets) expect([rows.includes(secret), logged.join("\n").includes(secret)]).toEqual([false, false]);
  });

  it("is the same shop when it is installed again, and is not read twice", async () => {
    const { install, readAll, double } = await scene();
    const first = await install();
    await readAll(first.shopId);
    const before = double.calls;
    expect(await install()).toEqual({ shopId: first.shopId, isNew: false });
    await readAll(first.shopId);
    expect(await db.shop.count()).toBe(1);
    expect(double.calls - before).toBeLessThan(40);
    expect(await knownOf(db, first.shopId)).toEqual(truthOf(double));
  });

  it("reads on after a crash at any page: a page that was taken in but not noted is taken again", async () => {
    const { install, pass, double } = await scene({ orders: 250, customers: 30, products: 5 });
    const { shopId } = await install();
    const events = async (): Promise<number> => db.event.count({ where: { shopId } });
    for (let rounds = 0; (await db.pull.count({ where: { shopId, status: "waiting" } })) > 0 && rounds < 400; rounds++) {
      const before = await db.pull.findMany({ where: { shopId } });
      await pass(MINUTE);
      if (rounds >= 6) continue;
      for (const row of before) await db.pull.updateMany({ where: { shopId, purpose: row.purpose, resource: row.resource }, data: { cursor: row.cursor, status: row.status, done: row.done, dueAt: row.dueAt, endedAt: row.endedAt } });
    }
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
    const keys = await events();
    expect(new Set((await db.event.findMany({ where: { shopId }, select: { key: true } })).map((row) => row.key)).size).toBe(keys);
  });

  it("comes through everything the platform may answer instead of data", async () => {
    const { install, readAll, double } = await scene();
    const { shopId } = await install();
    double.failNext(["throttled", "server_error", "html", "cut_off", "slow", "throttled", "server_error"]);
    await readAll(shopId);
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
  });

  it("says when the platform no longer takes its credentials, and goes on when it does again", async () => {
    const { install, readAll, pass, double, door, now } = await scene();
    const { shopId } = await install();
    await readAll(shopId);
    double.failNext(Array.from({ length: 3 }, () => "unauthorised" as const));
    double.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, now());
    await pass(HOUR);
    await door.app.platforms.catchUp(shopId);
    await pass(0);
    const broken = await findConnection(db, shopId);
    expect(broken?.status).toBe("broken");
    expect(broken?.reason).toMatch(/\w+ .*\.$/);
    double.failNext([]);
    for (let hours = 0; hours < 6; hours++) await pass(HOUR);
    expect((await findConnection(db, shopId))?.status).toBe("connected");
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
  });

  it("loses nothing in a day without a single webhook, and journeys answer what happened", async () => {
    const { install, readAll, pass, double, door, now } = await scene();
    const { shopId } = await install();
    await readAll(shopId);
    await db.journey.updateMany({ where: { shopId, key: "welcome" }, data: { status: "live" } });
    await pass(HOUR);
    double.change({ kind: "order_placed", customer: 1, products: [1, 2], paid: true }, now());
    const placed = double.truth().orders.length;
    double.change({ kind: "customer_changed", customer: 2, firstName: "Renamed", consents: null }, now());
    double.change({ kind: "product_changed", product: 1, inStock: false }, now());
    await pass(2 * HOUR);
    double.change({ kind: "order_shipped", order: placed, tracking: "TRACK1" }, now());
    double.change({ kind: "order_cancelled", order: 1 }, now());
    await pass(20 * HOUR);
    await door.app.platforms.catchUp(shopId);
    await readAll(shopId);
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
    expect(await db.enrollment.count({ where: { shopId, journey: "welcome" } })).toBe(1);
    // Asked again, nothing new is found and nothing is told twice.
    const events = await db.event.count({ where: { shopId } });
    await door.app.platforms.catchUp(shopId);
    await readAll(shopId);
    expect(await db.event.count({ where: { shopId } })).toBe(events);
    expect(await db.pull.aggregate({ where: { shopId, purpose: "catch_up" }, _sum: { fresh: true } })).toEqual({ _sum: { fresh: 0 } });
  });

  it("follows live: webhooks tell the same as reading would, and twice is once", async () => {
    const { install, readAll, send, pass, double, door, now } = await scene();
    const { shopId } = await install();
    await readAll(shopId);
    await pass(HOUR);
    double.change({ kind: "order_placed", customer: 3, products: [2], paid: false }, now());
    const order = double.truth().orders.length;
    await pass(MINUTE);
    double.change({ kind: "order_paid", order }, now());
    await pass(MINUTE);
    double.change({ kind: "order_shipped", order, tracking: "TRACK2" }, now());
    const webhooks = double.takeWebhooks(shopId);
    for (const webhook of [...webhooks, ...webhooks.toReversed()]) expect(await send(webhook)).toBe(200);
    await pass(MINUTE);
    expect(await db.delivery.findMany({ where: { shopId, status: { in: ["quarantined", "failed"] } } })).toEqual([]);
    const events = await db.event.findMany({ where: { shopId }, orderBy: { key: "asc" }, select: { key: true, at: true } });
    await door.app.platforms.catchUp(shopId);
    await readAll(shopId);
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
    if (webhooks.length > 0) expect(await db.event.findMany({ where: { shopId }, orderBy: { key: "asc" }, select: { key: true, at: true } })).toEqual(events);
  });
});
