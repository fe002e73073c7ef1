/** A platform's word that a shop is gone, arriving when the shop is there again, and a shop that comes back while it is being deleted. */
import { afterEach, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "#app/core/shared/instant.ts";
import { createForgetting } from "#app/forget.server.ts";
import { uuidv7 } from "#app/intake.server.ts";
import { findConnection } from "#app/models/connection.ts";
import { addNotice } from "#app/models/notice.ts";
import { findShop, keepFacts } from "#app/models/installed-shop.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { testDatabase } from "./database.ts";
import { startShopifyDouble } from "./doubles/shopify/index.ts";
import { startWixDouble } from "./doubles/wix/index.ts";
import type { StartDouble } from "./doubles/store-double.ts";
import { platformScene } from "./platform-scene.ts";
import type { PlatformScene } from "./platform-scene.ts";

const { prisma: db } = await testDatabase();
const scenes: PlatformScene[] = [];
afterEach(async () => {
  for (const { door, double } of scenes.splice(0)) await Promise.all([door.close(), double.close()]);
  await db.$executeRawUnsafe("TRUNCATE shop CASCADE");
});

async function connected(start: StartDouble = startShopifyDouble) {
  const scene = await platformScene(db, start, { orders: 3, customers: 2, products: 2 });
  scenes.push(scene);
  const { shopId } = await scene.install();
  await scene.readAll(shopId);
  const told = async (kind: "uninstalled" | "erase_shop", source: "platform" | "merchant" = "platform") => {
    const id = uuidv7(Date.now());
    await addNotice(db, shopId, id, { kind }, source, scene.now());
    await scene.pass(SECOND);
    return { settled: () => db.notice.findUnique({ where: { id } }) };
  };
  const orders = () => db.order.count({ where: { shopId } });
  return { ...scene, shopId, told, orders };
}

test.each([["Shopify", startShopifyDouble], ["Wix", startWixDouble]] as const)("%s: a deletion that arrives when the shop is connected deletes nothing, and says why", async (_, start) => {
  const { told, orders, shopId } = await connected(start);
  const { settled } = await told("erase_shop");
  expect(await settled()).toMatchObject({ status: "done", reason: expect.stringContaining("connected again") });
  expect([await orders(), (await findConnection(db, shopId))?.status]).toEqual([3, "connected"]);
});

test("a removal that arrives late stops nothing, after the platform was asked more than once", async () => {
  const { told, shopId, pass } = await connected();
  const { settled } = await told("uninstalled");
  expect(await settled()).toMatchObject({ status: "pending" });
  for (let hour = 0; hour < 6; hour++) await pass(HOUR);
  expect(await settled()).toMatchObject({ status: "done", reason: expect.stringContaining("connected again") });
  expect(await findShop(db, shopId)).not.toBeNull();
  expect((await findConnection(db, shopId))?.status).toBe("connected");
});

test("a removal that Shopify told of before the shop was connected is known by its own time, and nobody is asked", async () => {
  const { door, double, shopId, now, pass } = await connected();
  const calls = double.calls;
  const body = new TextEncoder().encode("{}");
  const headers = { ...shopify.sign(body, double.keys?.secret ?? "", "app/uninstalled"), "x-shopify-shop-domain": double.domain, "x-shopify-triggered-at": new Date(now() - 3 * HOUR).toISOString() };
  expect((await fetch(`${door.url}/webhooks/shopify`, { method: "POST", headers, body })).status).toBe(200);
  await pass(SECOND);
  expect(double.calls).toBe(calls);
  expect(await db.notice.findFirst({ where: { shopId, kind: "uninstalled" } })).toMatchObject({ status: "done", reason: expect.stringContaining("connected again") });
});

test("a platform that lets us in no more is believed: stopped at once, or deleted", async () => {
  const { told, double, shopId } = await connected();
  double.failNext(Array.from({ length: 20 }, () => "unauthorised" as const));
  await told("uninstalled");
  expect((await findConnection(db, shopId))?.status).toBe("left");
  await told("erase_shop");
  expect(await db.shop.count({ where: { id: shopId } })).toBe(0);
});

test("a platform that cannot be asked stops a shop, and deletes none before it can", async () => {
  const { told, double, shopId, orders, pass } = await connected();
  double.failNext(Array.from({ length: 200 }, () => "server_error" as const));
  const { settled } = await told("erase_shop");
  expect([await orders(), (await settled())?.status]).toEqual([3, "pending"]);
  await told("uninstalled");
  expect((await findConnection(db, shopId))?.status).toBe("left");
  await pass(2 * HOUR);
  expect(await db.shop.count({ where: { id: shopId } })).toBe(0);
});

test("the merchant's own wish is not asked about", async () => {
  const { told, shopId } = await connected();
  await told("uninstalled", "merchant");
  expect((await findConnection(db, shopId))?.status).toBe("left");
});

test("a store that comes back while it is being deleted is a new shop, and keeps what it brings", async () => {
  const { door: { app }, shopId, install, readAll, pass, now } = await connected(startWixDouble);
  await app.forget.uninstall(shopId);
  const forgetting = createForgetting({ db, farewell: app.platforms.farewell, backtests: app.backtests, forgetFiles: async () => undefined, now, onNotice: () => undefined });
  let step = 0;
  let back = { shopId: "", isNew: false };
  await forgetting.eraseShop(shopId, async () => {
    if (step++ === 4) back = await install();
  });
  expect(back.isNew).toBe(true);
  await readAll(back.shopId);
  await pass(MINUTE);
  expect([await db.shop.count({ where: { id: shopId } }), await db.order.count({ where: { shopId: back.shopId } })]).toEqual([0, 3]);
});

test("facts of a shop that were on their way when it left do not bring it back", async () => {
  const { door: { app }, shopId } = await connected();
  const facts = await (await app.platforms.clientFor(shopId)).about();
  await keepFacts(db, shopId, { ...facts, name: "Renamed" });
  expect(await findShop(db, shopId)).toMatchObject({ name: "Renamed" });
  await app.forget.uninstall(shopId);
  await keepFacts(db, shopId, facts);
  expect(await findShop(db, shopId)).toBeNull();
});
