import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { startMagento } from "#test/doubles/magento/index.ts";
import { CAPTURE_TIME, openDoor } from "#test/door.ts";
import { findConnection } from "../models/connection.ts";
import { visitorOf } from "../session.server.ts";
import { action as activate } from "./connect.magento.activate.ts";
import { action as confirm, loader as identity } from "./connect.magento.identity.tsx";

const { prisma: db } = await testDatabase();
let now = CAPTURE_TIME;
const { app } = await openDoor(db, { now: () => now, reach: { allowPrivate: true } });
const strict = (await openDoor(db, { now: () => now })).app;
const store = await startMagento({ now, orders: 2, customers: 2, products: 1 });
afterAll(() => store.close());
beforeEach(() => {
  now += 3_600_000;
});

const post = async (fields: Record<string, string>, to = app): Promise<Response> =>
  (await activate({ request: new Request("http://localhost/connect/magento/activate", { method: "POST", body: new URLSearchParams(fields), headers: { "content-length": "300" } }), params: {}, context: { app: to } })) as Response;
const fields = (over: Record<string, string> = {}) => ({ oauth_consumer_key: "k".repeat(32), oauth_consumer_secret: "s".repeat(32), store_base_url: `${store.url}/`, oauth_verifier: "v".repeat(32), ...over });

/** Takes what the double posts to the callback URL and hands it to the route. */
async function pressActivate(): Promise<string> {
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => void post(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))).then((answer) => response.writeHead(answer.status).end("ok")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { status, consumer } = await store.activate(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  await new Promise((resolve) => server.close(resolve));
  expect(status).toBe(200);
  return consumer.key;
}

const at = (key: string, callback: string, method: string): Request => new Request(`http://localhost/connect/magento/identity?${new URLSearchParams({ oauth_consumer_key: key, success_call_back: callback })}`, { method });
type Outcome = { status: number; location: string | null; cookie: string | null; reason: string };
async function say(key: string, callback = `${store.url}/admin/integration/loginSuccessCallback`): Promise<Outcome> {
  const answer = (await confirm({ request: at(key, callback, "POST"), params: {}, context: { app } })) as Response & { data?: { reason: string }; init?: ResponseInit };
  if (answer instanceof Response) return { status: answer.status, location: answer.headers.get("location"), cookie: answer.headers.get("set-cookie"), reason: "" };
  return { status: (answer as { init?: ResponseInit }).init?.status ?? 200, location: null, cookie: null, reason: (answer as { data?: { reason: string } }).data?.reason ?? "" };
}
const look = async (key: string) => (await identity({ request: at(key, `${store.url}/x`, "GET"), params: {}, context: { app } })) as unknown as { data: { store: string | null; reason: string | null }; init: ResponseInit | null };
const visitor = (cookie: string | null) => visitorOf(app, new Request("http://localhost/", { headers: { cookie: cookie?.split(";")[0] ?? "" } }));

describe("a store's activation", () => {
  test("names the store, connects it, signs in, and goes back to the store", async () => {
    const key = await pressActivate();
    expect((await look(key)).data.store).toBe(store.url.replace("http://", ""));
    const said = await say(key);
    expect(said).toMatchObject({ status: 303, location: `${store.url}/admin/integration/loginSuccessCallback` });
    const who = await visitor(said.cookie);
    const shop = await db.shop.findFirstOrThrow({ where: { domain: store.url } });
    expect([who?.shopId, shop.name, shop.timeZone, shop.currency]).toEqual([shop.id, "Ada's Mugs", "America/Chicago", "USD"]);
    const connection = await findConnection(db, shop.id);
    expect(connection).toMatchObject({ status: "connected", subscriptions: expect.arrayContaining([{ topic: "order.saved", state: "created", reason: null }]) });
    expect(store.connected).toBe(`http://localhost/webhooks/magento/${shop.id}`);
  });

  test("again connects the same shop with the new token, and nothing twice", async () => {
    const before = await db.shop.count();
    expect((await say(await pressActivate())).status).toBe(303);
    expect(await db.shop.count()).toBe(before);
    const shop = await db.shop.findFirstOrThrow({ where: { domain: store.url } });
    await expect(app.platforms.clientFor(shop.id).then((client) => client.about())).resolves.toMatchObject({ domain: store.url });
  });

  test("is used once: its key is worth nothing afterwards", async () => {
    const key = await pressActivate();
    await say(key);
    expect(await say(key)).toMatchObject({ status: 400, cookie: null, reason: expect.stringContaining("used already") });
    expect((await look(key)).data).toMatchObject({ store: null, reason: expect.stringContaining("used already") });
  });

  test("runs out after five minutes, and an unknown key is said to be one", async () => {
    const key = await pressActivate();
    now += 301_000;
    expect(await say(key)).toMatchObject({ status: 400, cookie: null, reason: expect.stringContaining("five minutes") });
    expect(await say("never-heard-of-it")).toMatchObject({ status: 400, cookie: null, reason: expect.stringContaining("five minutes") });
    expect((await look("")).data.reason).toContain("five minutes");
  });

  test("leads nowhere but to the store", async () => {
    for (const callback of ["https://evil.example/", `${store.url}.evil.example/`, "javascript:alert(1)", "//evil.example", store.url.replace("http://", "http://user:pass@"), ""]) {
      expect((await say(await pressActivate(), callback)).location).toBe("/app");
    }
  });
});

describe("a stranger", () => {
  test("who posts a connected store's address with keys of their own is signed in nowhere", async () => {
    await say(await pressActivate());
    const shop = await db.shop.findFirstOrThrow({ where: { domain: store.url } });
    const sealed = await db.connection.findFirstOrThrow({ where: { shopId: shop.id } });
    const key = "attacker".repeat(4);
    expect((await post(fields({ oauth_consumer_key: key }))).status).toBe(200);
    expect(await say(key)).toMatchObject({ status: 400, cookie: null, location: null });
    expect(await db.connection.findFirstOrThrow({ where: { shopId: shop.id } })).toEqual(sealed);
  });

  test("cannot take the place of an activation under way", async () => {
    const key = await pressActivate();
    expect((await post(fields({ oauth_consumer_key: key }))).status).toBe(409);
    expect((await say(key)).status).toBe(303);
  });

  test.each([
    ["http://127.0.0.1/", "https"], ["https://127.0.0.1/", "a name that anyone can reach"], ["https://[::1]/", "a name"], ["https://localhost/", "a name"], ["ftp://shop.example", "not a web address"],
    ["https://user:pass@shop.example", "not a web address"], ["not an address", "not a web address"], ["https://na1.api.commerce.adobe.com/tenant", "Cloud Service"],
  ])("cannot send us to %s", async (address, words) => {
    const answer = await post(fields({ store_base_url: address }), strict);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
  });

  test.each(["oauth_consumer_key", "oauth_consumer_secret", "oauth_verifier"])("who leaves out %s is told so", async (name) => {
    const answer = await post(fields({ [name]: "" }));
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(name)]);
  });
});

test("no secret is kept in the open", async () => {
  await pressActivate();
  const rows = JSON.stringify([await db.$queryRawUnsafe("SELECT * FROM connect_attempt"), await db.connection.findMany(), await db.shop.findMany({ select: { secrets: true } })]);
  expect(rows).not.toMatch(/consumerSecret|accessTokenSecret|verifier/);
});
