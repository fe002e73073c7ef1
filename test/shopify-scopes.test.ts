/** How far back a Shopify shop's orders are read: by what Shopify's own token says is granted, from the first visit to the page Connection. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionView } from "#app/connection-page.server.ts";
import { actOnConnection } from "#app/connection-acts.server.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { findShop } from "#app/models/installed-shop.ts";
import { requireWho } from "#app/who.server.ts";
import { shopifyScopes } from "#connectors/shopify/fixtures-more.ts";
import { shopifyBody } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { SCOPES } from "#connectors/shopify/topics.ts";
import { testDatabase } from "./database.ts";
import { startShopify } from "./doubles/shopify/index.ts";
import type { ShopifyDouble } from "./doubles/shopify/index.ts";
import { BEGIN, platformScene } from "./platform-scene.ts";
import type { PlatformScene } from "./platform-scene.ts";
import { framed, sessionToken, USER_AGENT } from "./shopify-admin.ts";

const { prisma: db } = await testDatabase();
// As Shopify writes them: a permission to write holds the one to read, which is not named beside it.
const granted = SCOPES.map(({ name }) => name).filter((name) => !(name === "read_customers" || name === "read_discounts"));
let double: ShopifyDouble;
let scene: PlatformScene;
let shopId = "";

beforeAll(async () => {
  scene = await platformScene(db, async (options) => (double = await startShopify({ ...options, scopes: granted })), { orders: 45, customers: 8, products: 4 });
  const keys = double.keys ?? { id: "", secret: "" };
  const token = await sessionToken(double.domain, { key: new TextEncoder().encode(keys.secret), audience: keys.id });
  const request = new Request(`http://localhost/app?${framed(double.domain, token)}`, { headers: { "user-agent": USER_AGENT } });
  ({ shopId } = await requireWho(request, { app: scene.door.app }));
  await scene.readAll(shopId);
});
afterAll(() => scene?.double.close());

const page = async () => {
  const shop = await findShop(db, shopId);
  const view = shop && (await connectionView(scene.door.app, shop));
  return { permissions: view?.permissions ?? [], orders: view?.past.find(({ resource }) => resource === "orders") };
};
const known = () => db.order.count({ where: { shopId } });

test("the first visit keeps what the token grants, and asks for nothing that it holds", async () => {
  expect((await db.connection.findUniqueOrThrow({ where: { shopId } })).scopes).toEqual(granted);
  expect((await page()).permissions.filter((one) => one.granted === false)).toEqual([]);
});

test("without read_all_orders the last 60 days are read, and the page says so", async () => {
  const recent = double.store.orders.filter(({ createdAt }) => createdAt >= BEGIN - 60 * DAY).length;
  expect(recent).toBeGreaterThan(0);
  expect([recent < 45, await known()]).toEqual([true, recent]);
  expect((await page()).orders).toMatchObject({ status: "done", note: expect.stringContaining("last 60 days of orders") });
});

test("once Shopify tells of the permission, reading it all again brings the rest, and the note is gone", async () => {
  const before = [...granted];
  granted.push("read_all_orders");
  const body = Buffer.from(shopifyBody(shopifyScopes(before, granted, scene.now())));
  const headers = { "x-shopify-shop-domain": double.domain, ...shopify.sign(body, double.keys?.secret ?? "", "app/scopes_update") };
  expect(await scene.send({ path: "/webhooks/shopify", headers, body })).toBe(200);
  await scene.pass(1000);
  expect((await db.connection.findUniqueOrThrow({ where: { shopId } })).scopes).toContain("read_all_orders");
  const form = new FormData();
  form.set("do", "past");
  expect(await actOnConnection(scene.door.app, shopId, form)).toMatchObject({ failed: false });
  await scene.readAll(shopId);
  expect([await known(), (await page()).orders?.note]).toEqual([45, null]);
});
