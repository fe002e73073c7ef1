import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { adobeEvent } from "#connectors/magento/adobe-fixture.ts";
import { testDatabase } from "#test/database.ts";
import { addShop, openDoor } from "#test/door.ts";
import { adobeView, enterAdobe } from "./adobe-events.server.ts";

const { prisma: db } = await testDatabase();
await addShop(db, "mage", "magento", { secret: "the module's own" });
await addShop(db, "woo", "woocommerce");
const { app, url } = await openDoor(db);
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = publicKey.export({ type: "spki", format: "pem" }) as string;
const body = JSON.stringify(adobeEvent("observer.sales_order_save_commit_after", { increment_id: "1" }, "client-of-ours"));
const post = async (): Promise<number> => {
  const headers = { "content-type": "application/json", "x-adobe-digital-signature-1": sign("rsa-sha256", Buffer.from(body), privateKey).toString("base64") };
  return (await fetch(`${url}/webhooks/magento/mage`, { method: "POST", headers, body })).status;
};

test("Adobe's challenge is said back, at the address of a shop that is there", async () => {
  const ask = async (path: string): Promise<[number, string]> => fetch(`${url}${path}`).then(async (answer) => [answer.status, await answer.text()]);
  expect(await ask("/webhooks/magento/mage?challenge=8ec8d794-1")).toEqual([200, "8ec8d794-1"]);
  expect((await ask("/webhooks/magento/nobody?challenge=8ec8d794"))[0]).toBe(404);
  expect((await ask("/webhooks/magento/mage?challenge=%3Cscript%3E"))[0]).toBe(405);
  expect((await ask("/webhooks/woocommerce/woo?challenge=8ec8d794"))[0]).toBe(405);
});

test("events are taken once the client and the key are entered, and no longer after that is taken back", async () => {
  expect([await post(), (await adobeView(app, { id: "mage", platform: "magento" }))?.entered]).toEqual([401, false]);
  expect(await enterAdobe(app, "mage", "client-of-ours", `${pem}\n${pem}`)).toMatchObject({ failed: false });
  expect((await db.shop.findUniqueOrThrow({ where: { id: "mage" } })).secrets[0]).toBe("the module's own");
  expect(JSON.stringify(await db.shop.findMany())).not.toContain("client-of-ours");
  const { app: restarted, url: again } = await openDoor(db);
  expect((await fetch(`${again}/webhooks/magento/mage`, { method: "POST", headers: { "x-adobe-digital-signature-1": sign("rsa-sha256", Buffer.from(body), privateKey).toString("base64") }, body })).status).toBe(200);
  expect(await enterAdobe(restarted, "mage", "", "")).toMatchObject({ failed: false });
  expect((await db.shop.findUniqueOrThrow({ where: { id: "mage" } })).secrets).toEqual(["the module's own"]);
});

test.each([
  ["a client id that is none", "mage", "no id!", pem, "client id"],
  ["no key", "mage", "client-of-ours", "", "public key"],
  ["a key that is none", "mage", "client-of-ours", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "public key"],
  ["a shop of another platform", "woo", "client-of-ours", pem, "Adobe Commerce"],
])("%s is refused in a sentence", async (_name, shopId, client, keys, words) => {
  expect(await enterAdobe(app, shopId, client, keys)).toMatchObject({ failed: true, said: expect.stringContaining(words) as string });
});
