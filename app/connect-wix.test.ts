import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { openDoor } from "#test/door.ts";
import { startWixDouble } from "#test/doubles/wix/index.ts";
import type { SentWebhook } from "#test/doubles/store-double.ts";
import { wixWebhook } from "#connectors/wix/fixtures.ts";
import { findConnection } from "./models/connection.ts";
import { loader } from "./routes/embed.wix.ts";
import { requireWho } from "./who.server.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
let now = NOW;
const double = await startWixDouble({ now: NOW, orders: 3, customers: 2, products: 2 });
const stranger = await startWixDouble({ now: NOW, orders: 0, customers: 0, products: 0 });
afterAll(() => Promise.all([double.close(), stranger.close()]));
const logged: string[] = [];
const log = { error: (line: string) => void logged.push(line), warn: (line: string) => void logged.push(line) };
const { app, url } = await openDoor(db, { now: () => now, platformKeys: { wix: double.keys }, reach: { sleep: async () => undefined, ...double.reach }, log });

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE shop, connection, pull, delivery, notice CASCADE`;
  now += 10 * MINUTE;
  double.takeWebhooks("");
  logged.length = 0;
});

const visit = (query: string): Promise<Response> => loader({ request: new Request(`http://localhost/embed/wix?${query}`), context: { app: { ...app, demo: null } }, params: {} });
const open = (over: Record<string, unknown> = {}, at = now): Promise<Response> => visit(`instance=${double.instance(at, over)}&locale=en&instanceId=someone-else`);
const send = async ({ path, headers, body }: SentWebhook): Promise<number> => (await fetch(url + path, { method: "POST", headers: { ...headers }, body: Buffer.from(body) })).status;

test("the first visit connects the site and leads into its admin; every other visit is to the same shop", async () => {
  const first = await open();
  expect([first.status, first.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/app\?embed=age\./)]);
  const shop = await db.shop.findFirstOrThrow();
  expect(shop).toMatchObject({ platform: "wix", domain: double.domain, name: "The Mug Site", currency: "USD", timeZone: "America/New_York", locale: "en" });
  expect(await findConnection(db, shop.id)).toMatchObject({ status: "connected" });
  const token = new URL(first.headers.get("location") ?? "", "http://localhost").searchParams.get("embed");
  expect(await requireWho(new Request("http://localhost/app", { headers: { authorization: `Bearer ${token}` } }), { app: { ...app, demo: null } })).toMatchObject({ shopId: shop.id, person: "wix:owner-uid", role: "owner", embedded: true });
  await Promise.all([open(), open(), open()]);
  expect(await db.shop.count()).toBe(1);
  expect(await db.pull.count()).toBe(3);
  await app.work.drain();
  expect(await db.order.count({ where: { shopId: shop.id } })).toBe(3);
});

test("an order comes in by webhook and is the order that reading brings", async () => {
  await open();
  await app.work.drain();
  double.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, now);
  for (const webhook of double.takeWebhooks("")) expect([await send(webhook), await send(webhook)]).toEqual([200, 200]);
  expect(await db.delivery.count()).toBe(2);
  await app.work.drain();
  expect(await db.delivery.count({ where: { status: { not: "processed" } } })).toBe(0);
});

test.each([
  ["nothing at all", () => visit(""), 401, /not opened from your Wix dashboard/],
  ["a bare id", () => visit(`instanceId=${double.domain}`), 401, /not opened from your Wix dashboard/],
  ["an instance of another app", () => visit(`instance=${stranger.instance(now)}`), 401, /not opened from your Wix dashboard/],
  ["a changed instance", () => visit(`instance=${double.instance(now).replace(/\.(.)/, (_all, letter: string) => `.${letter === "A" ? "B" : "A"}`)}`), 401, /not opened from/],
  ["an instance meant for another app", () => open({ appDefId: "another" }), 401, /not opened from/],
  ["an old instance", () => open({}, now - 10 * MINUTE), 401, /too long ago/],
  ["one from the future", () => open({}, now + 2 * MINUTE), 401, /too long ago/],
  ["a visitor of the site", () => open({ uid: null, permissions: "" }), 403, /people who manage the site/],
  ["a member of the site", () => open({ uid: "member", permissions: null }), 403, /people who manage the site/],
  ["another site's id, signed", () => open({ instanceId: stranger.domain }), 401, /not installed/],
])("%s does not come in", async (_what, ask, status, says) => {
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(says);
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors https://manage.wix.com");
  expect(await db.shop.count()).toBe(0);
});

test("while Wix is away a visit says so, and nothing is half made", async () => {
  double.failNext(["server_error", "server_error", "server_error"]);
  const response = await open();
  expect([response.status, await db.shop.count()]).toEqual([503, 0]);
  double.failNext([]);
  expect((await open()).status).toBe(303);
});

test("an installation of ours without a Wix app says so", async () => {
  const bare = await openDoor(db, { now: () => now });
  const response = await loader({ request: new Request("http://localhost/embed/wix?instance=x"), context: { app: { ...bare.app, demo: null } }, params: {} });
  expect([response.status, await response.text()]).toEqual([404, expect.stringMatching(/no Wix app of its own/)]);
});

/** A site that the door has not looked up yet: what it found is believed for some seconds. */
async function another() {
  const site = await startWixDouble({ now: NOW, orders: 0, customers: 0, products: 0 });
  afterAll(() => site.close());
  const door = await openDoor(db, { now: () => now, platformKeys: { wix: site.keys }, reach: { sleep: async () => undefined, ...site.reach }, log });
  const post = async ({ path, headers, body }: SentWebhook): Promise<number> => (await fetch(door.url + path, { method: "POST", headers: { ...headers }, body: Buffer.from(body) })).status;
  site.install(now);
  return { site, door, post, installed: site.takeWebhooks("")[0] as SentWebhook };
}

test("an install that nobody has opened yet connects by itself, at Wix's next try", async () => {
  const { site, post, installed } = await another();
  expect(await post(installed)).toBe(503);
  await expect.poll(() => db.pull.count()).toBe(3);
  await expect.poll(() => post(installed)).toBe(200);
  expect(await db.shop.findMany()).toMatchObject([{ domain: site.domain, uninstalledAt: null }]);
  // The install ends behind the door's answer; the next test takes the shop away.
  await expect.poll(() => db.connection.count({ where: { checkedAt: { not: null } } })).toBe(1);
});

test("an old word of an install of an app that is gone connects nothing", async () => {
  const { site, door, post, installed } = await another();
  site.uninstall(now);
  expect(await post(installed)).toBe(503);
  await expect.poll(() => site.calls).toBeGreaterThan(0);
  await door.app.work.drain();
  expect([await db.shop.count(), logged]).toEqual([0, []]);
});

test("the app is removed: nothing more is taken, and a new install is the same shop", async () => {
  await open();
  const { id } = await db.shop.findFirstOrThrow();
  double.uninstall(now);
  const [removed] = double.takeWebhooks("") as [SentWebhook];
  expect(await send(removed)).toBe(200);
  await app.work.drain();
  expect(await db.notice.findMany()).toMatchObject([{ shopId: id }]);
  await db.shop.update({ where: { id }, data: { uninstalledAt: new Date(now) } });
  double.install(now);
  double.takeWebhooks("");
  expect((await open()).status).toBe(303);
  expect(await db.shop.findMany()).toMatchObject([{ id, uninstalledAt: null }]);
});

test("the door believes only what Wix signed for this app", async () => {
  await open();
  const event = { id: "e1", appId: double.keys.id };
  const forged = (over: Partial<Parameters<typeof wixWebhook>[0]> = {}): SentWebhook => ({ path: "/webhooks/wix", headers: { "content-type": "text/plain" }, body: wixWebhook({ eventType: "AppRemoved", instanceId: double.domain, event, privateKey: double.privateKey, at: now, ...over }) });
  expect(await send(forged())).toBe(200);
  for (const over of [{ privateKey: stranger.privateKey }, { claims: { aud: "another" } }, { claims: { exp: now / 1000 - 3600 } }, { header: { alg: "none" } }, { header: { alg: "HS256" } }]) expect(await send(forged(over)), JSON.stringify(Object.keys(over))).toBe(401);
  // Of a site we do not know.
  expect(await send(forged({ instanceId: "unknown-site", eventType: "wix.ecom.v1.order_updated" }))).toBe(404);
  expect(await send({ ...forged(), body: new TextEncoder().encode(`${Buffer.from('{"alg":"RS256"}').toString("base64url")}.${Buffer.from(JSON.stringify({ data: JSON.stringify({ instanceId: "a\u0000b" }) })).toString("base64url")}.AA`) })).toBe(401);
});
