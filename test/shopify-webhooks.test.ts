/** What Shopify says of the end of an install, and of people's rights, is taken in whatever became of the shop's tokens. */
import { beforeAll, describe, expect, it } from "vitest";
import { saveConnection } from "#app/models/connection.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
const KEYS = { id: "app-key", secret: "app-secret" };
const { app, url } = await openDoor(db, { platformKeys: { shopify: KEYS }, reach: { resolve: () => "http://127.0.0.1:9/" } });

const LASTING = ["app/uninstalled", "shop/redact", "customers/redact", "customers/data_request"];
const BODY = { shop_id: 1, shop_domain: "x.myshopify.com", id: 1, name: "x", customer: { id: 7, email: "ada@example.com", phone: null }, orders_to_redact: [], orders_requested: [], data_request: { id: 9 } };

const post = async (topic: string, domain: string, { secret = KEYS.secret } = {}): Promise<number> => {
  const body = new TextEncoder().encode(JSON.stringify(BODY));
  const headers = { ...shopify.sign(body, secret, topic), "x-shopify-shop-domain": domain };
  return (await fetch(`${url}/webhooks/shopify`, { method: "POST", headers, body })).status;
};

beforeAll(async () => {
  for (const id of ["dead", "left"]) {
    await addShop(db, id, "shopify", { domain: `${id}.myshopify.com` });
    await saveConnection(db, app.vault, id, { accessToken: "dead", expiresAt: 1, refreshToken: "dead", refreshTokenExpiresAt: 1 }, [], NOW);
  }
  await db.shop.update({ where: { id: "left" }, data: { uninstalledAt: new Date(NOW) } });
});

describe.each(LASTING)("%s", (topic) => {
  it("is kept for a shop whose tokens are dead, and for one that left", async () => {
    for (const shopId of ["dead", "left"]) {
      expect(await post(topic, `${shopId}.myshopify.com`)).toBe(200);
      expect(await db.delivery.count({ where: { shopId, topic } })).toBe(1);
    }
  });

  it("is answered 200 for a shop nobody knows", async () => {
    expect(await post(topic, "nobody.myshopify.com")).toBe(200);
  });

  it("is answered 401 when it is not signed by Shopify, and not kept", async () => {
    const before = await db.delivery.count();
    for (const domain of ["dead.myshopify.com", "left.myshopify.com", "nobody.myshopify.com"]) expect(await post(topic, domain, { secret: "guessed" })).toBe(401);
    expect(await db.delivery.count()).toBe(before);
  });
});

it("takes nothing else from a shop that left", async () => {
  expect(await post("orders/create", "left.myshopify.com")).toBe(410);
});
