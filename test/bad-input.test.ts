import { createHmac } from "node:crypto";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { shopifyBody, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { woocommerce } from "#connectors/woocommerce/index.ts";
import { wooBody, wooCustomer, wooOrder } from "#connectors/woocommerce/fixtures.ts";
import { addShop, CAPTURE_TIME, openDoor } from "./door.ts";
import { testDatabase } from "./database.ts";
import { capturedWoo } from "./samples.ts";

const { prisma: db } = await testDatabase();
const door = await openDoor(db);
const body = Buffer.from(wooBody(wooOrder({ id: 1, createdAt: CAPTURE_TIME, billing: { email: "a@example.com", country: "US" }, lines: [] })));

/** Posts whole requests, also ones that fetch would not send. */
function post(path: string, headers: Record<string, string>, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const req = request(`${door.url}${path}`, { method: "POST", headers: { "content-type": "application/json", ...headers } }, (res) => {
      res.resume();
      res.on("end", () => resolve(res.statusCode ?? 0));
    });
    req.on("error", reject);
    req.end(bytes);
  });
}

const signed = (bytes: Uint8Array, topic = "order.updated", secret = "secret-woo"): Record<string, string> => ({ ...woocommerce.sign(bytes, secret, topic) });
const kept = (): Promise<number> => db.delivery.count();

beforeAll(async () => {
  await addShop(db, "woo", "woocommerce");
  await addShop(db, "other", "woocommerce");
  await addShop(db, "shopify", "shopify", { domain: "shop.myshopify.com" });
});

describe("a webhook that is wrong", () => {
  it.each([
    ["has a wrong signature", "/webhooks/woocommerce/woo", () => ({ ...signed(body), "x-wc-webhook-signature": "AAAA" }), body, 401],
    ["has no signature", "/webhooks/woocommerce/woo", () => ({ "x-wc-webhook-topic": "order.updated" }), body, 401],
    ["is signed by another shop", "/webhooks/woocommerce/woo", () => signed(body, "order.updated", "secret-other"), body, 401],
    ["was changed by one byte", "/webhooks/woocommerce/woo", () => signed(body), Buffer.concat([body, Buffer.from(" ")]), 401],
    ["is not JSON and not signed", "/webhooks/woocommerce/woo", () => ({}), Buffer.from("hello"), 401],
    ["is for an unknown shop", "/webhooks/woocommerce/nobody", () => signed(body), body, 404],
    ["is for another platform's shop", "/webhooks/woocommerce/shopify", () => signed(body), body, 404],
    ["is for an unknown platform", "/webhooks/etsy", () => ({}), body, 404],
    ["is larger than 1 MB", "/webhooks/woocommerce/woo", () => ({}), Buffer.alloc(1_000_001, "x"), 413],
    ["is gzip cut short", "/webhooks/woocommerce/woo", () => ({ ...signed(body), "content-encoding": "gzip" }), gzipSync(body).subarray(0, 40), 401],
    ["is Shopify's for a shop that is not ours", "/webhooks/shopify", () => ({ "x-shopify-shop-domain": "no.myshopify.com", "x-shopify-hmac-sha256": createHmac("sha256", "app-secret").update(body).digest("base64") }), body, 404],
    ["is Shopify's for a shop that is not ours, forged", "/webhooks/shopify", () => ({ "x-shopify-shop-domain": "no.myshopify.com", "x-shopify-hmac-sha256": "AAAA" }), body, 401],
  ] as const)("%s", async (_name, path, headers, bytes, status) => {
    const before = await kept();
    expect(await post(path, headers(), bytes)).toBe(status);
    expect(await kept()).toBe(before);
  });

  it("is refused unless posted", async () => expect((await fetch(`${door.url}/webhooks/woocommerce/woo`)).status).toBe(405));
});

describe("a webhook that is odd but authentic", () => {
  const answer = async (bytes: Uint8Array, headers: Record<string, string> = {}): Promise<{ status: string; reason: string | null }> => {
    expect(await post("/webhooks/woocommerce/woo", { ...signed(bytes), ...headers }, bytes)).toBe(200);
    await door.app.work.drain();
    return db.delivery.findFirstOrThrow({ orderBy: { id: "desc" }, select: { status: true, reason: true } });
  };

  it("is quarantined with a reason when it is not JSON, and can be replayed", async () => {
    const odd = await answer(Buffer.from("not json"));
    expect(odd).toMatchObject({ status: "quarantined", reason: expect.stringMatching(/JSON/) });
    const { id } = await db.delivery.findFirstOrThrow({ where: { status: "quarantined" } });
    expect(await door.app.replay("woo", [id])).toBe(1);
    await door.app.work.drain();
    expect(await db.delivery.findUnique({ where: { id } })).toMatchObject({ status: "quarantined", attempts: 2 });
    expect(await door.app.replay("other", [id])).toBe(0);
  });

  it("names the field that cannot be read", async () => {
    const bytes = Buffer.from(wooBody({ ...wooOrder({ id: 2, createdAt: CAPTURE_TIME, billing: {}, lines: [] }), total: "a lot" }));
    expect(await answer(bytes)).toMatchObject({ status: "quarantined", reason: expect.stringContaining("total") });
  });

  it("is understood whatever its content type says", async () => expect(await answer(body, { "content-type": "text/plain" })).toMatchObject({ status: "processed" }));

  it("is understood when a proxy compressed it on the way", async () => {
    expect(await post("/webhooks/woocommerce/woo", { ...signed(body), "content-encoding": "gzip" }, gzipSync(body))).toBe(200);
  });

  it("answers WooCommerce's unsigned ping, and keeps nothing", async () => {
    const before = await kept();
    expect(await post("/webhooks/woocommerce/woo", { "content-type": "application/x-www-form-urlencoded" }, Buffer.from("webhook_id=7"))).toBe(200);
    expect(await kept()).toBe(before);
  });
});

describe("10,000 mutations of real payloads with valid signatures", () => {
  const originals = [
    body,
    Buffer.from(wooBody(wooCustomer({ id: 5, createdAt: CAPTURE_TIME, email: "b@example.com" }))),
    Buffer.from(shopifyBody(shopifyOrder({ id: 9, number: 9, createdAt: CAPTURE_TIME, lines: [] }))),
    ...capturedWoo().samples.filter((sample) => /^(order|customer)\./.test(sample.topic)).map((sample) => sample.body),
  ];
  const mutation = fc.record({ original: fc.nat(originals.length - 1), at: fc.double({ min: 0, max: 0.999, noNaN: true }), cut: fc.nat(40), insert: fc.oneof(fc.constant(""), fc.string({ maxLength: 12, unit: "binary" }), fc.constantFrom("null", "[]", "{}", '"', "\\u0000", "-1", "1e999", "\\ud800")) });

  it("are all kept and answered below 500, and nothing is written outside the shop", async () => {
    const others = JSON.stringify([await db.profile.count({ where: { shopId: "other" } }), await db.order.count({ where: { shopId: "other" } })]);
    const before = await kept();
    const cases = fc.sample(mutation, { numRuns: 10_000, seed: 7 });
    const statuses = new Map<number, number>();
    const lane = async (): Promise<void> => {
      for (let next = cases.pop(); next; next = cases.pop()) {
        const original = originals[next.original] as Buffer;
        const at = Math.floor(next.at * original.length);
        const bytes = Buffer.concat([original.subarray(0, at), Buffer.from(next.insert), original.subarray(at + next.cut)]);
        const status = await post("/webhooks/woocommerce/woo", signed(bytes), bytes);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    expect(Object.fromEntries(statuses)).toEqual({ 200: 10_000 });
    expect(await kept()).toBe(before + 10_000);
    await door.app.work.drain();
    expect(await db.delivery.count({ where: { status: { in: ["pending", "failed"] } } })).toBe(0);
    expect(await db.delivery.count({ where: { status: "quarantined" } })).toBeGreaterThan(1_000);
    expect(JSON.stringify([await db.profile.count({ where: { shopId: "other" } }), await db.order.count({ where: { shopId: "other" } })])).toBe(others);
    const shops = await db.event.groupBy({ by: ["shopId"] });
    expect(shops.map((row) => row.shopId)).toEqual(["woo"]);
  }, 300_000);
});
