import { beforeAll, describe, expect, it } from "vitest";
import { addShop, openDoor } from "./door.ts";
import { testDatabase } from "./database.ts";
import { capturedWoo, collectedShopify, collectedWoo, hasSamples } from "./samples.ts";
import type { Sample } from "./samples.ts";

const { prisma: db } = await testDatabase();
const { secret, samples } = capturedWoo();
const collected = { woo: collectedWoo("secret-woo"), shopify: collectedShopify("secret-shopify") };
const door = await openDoor(db);

async function post(path: string, sample: Sample, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${door.url}${path}`, { method: "POST", headers: { ...sample.headers, ...headers }, body: new Uint8Array(sample.body) });
  return response.status;
}

/** What each captured order came to, in the order the store sent it: the events it told, with their money. */
const CAPTURED_EVENTS: Readonly<Record<string, readonly string[]>> = {
  "17": ["placed 2719 USD", "fulfilled", "paid"],
  "18": ["placed 2100 EUR", "paid", "fulfilled"],
  "19": ["placed 1499 EUR", "paid", "fulfilled"],
  "20": ["placed 1200 JPY", "fulfilled", "paid"],
  "21": ["placed 1260 KWD", "cancelled 1260 KWD"],
  "22": ["placed 6691 USD", "fulfilled", "paid"],
  "23": ["placed 1088 USD"],
  "24": ["placed 1088 USD", "fulfilled", "paid"],
  "25": ["placed 0 USD", "cancelled 0 USD"],
  "26": ["placed 2719 USD", "fulfilled", "paid", "refunded 999 USD"],
  "28": ["placed 1088 USD", "fulfilled", "paid", "fully_refunded", "refunded 1088 USD"],
  "30": ["placed 1088 USD", "fulfilled", "paid", "fully_refunded", "refunded 1088 USD"],
  "32": ["placed 1088 USD", "deleted"],
  "33": ["placed 1088 USD", "paid"],
};

describe.skipIf(!hasSamples)("real payloads through the real door", () => {
  beforeAll(async () => {
    await addShop(db, "captured", "woocommerce", { secret });
    await addShop(db, "woo", "woocommerce");
    await addShop(db, "shopify", "shopify", { domain: "shop.myshopify.com" });
  });

  it("answers every captured request 200 and understands all of them", async () => {
    for (const sample of samples) expect(await post("/webhooks/woocommerce/captured", sample), sample.name).toBe(200);
    await door.app.work.drain();
    const pings = samples.filter((sample) => sample.topic === "").length;
    const isVariation = (sample: Sample): boolean => (JSON.parse(sample.body.toString()) as { type?: unknown }).type === "variation";
    const unread = samples.filter((sample) => sample.topic.startsWith("coupon.") || (sample.topic.startsWith("product.") && isVariation(sample))).length;
    const statuses = await db.delivery.groupBy({ by: ["status"], where: { shopId: "captured" }, _count: true, orderBy: { status: "asc" } });
    expect(statuses.map((one) => [one.status, one._count])).toEqual([["processed", samples.length - pings - unread], ["unhandled", unread]]);
  });

  it("tells the events each captured order came to", async () => {
    const rows = await db.event.findMany({ where: { shopId: "captured", type: { startsWith: "order." } }, orderBy: [{ at: "asc" }, { key: "asc" }] });
    const told: Record<string, string[]> = {};
    for (const row of rows) {
      const data = row.data as { orderRef: string; amount?: number; currency?: string };
      (told[data.orderRef] ??= []).push([row.type.slice("order.".length), data.amount, data.currency].filter((part) => part !== undefined).join(" "));
    }
    for (const events of Object.values(told)) events.sort();
    expect(told).toEqual(Object.fromEntries(Object.entries(CAPTURED_EVENTS).map(([ref, events]) => [ref, [...events].sort()])));
  });

  it("keeps one profile per customer: guests by e-mail, accounts by id and e-mail, whatever the case", async () => {
    const profiles = await db.profile.findMany({ where: { shopId: "captured" }, select: { email: true, orders: true } });
    expect(new Set(profiles.map((profile) => profile.email)).size).toBe(profiles.filter((profile) => profile.email !== null).length + (profiles.some((profile) => profile.email === null) ? 1 : 0));
    expect(profiles.find((profile) => profile.email === "maria.nunez@example.com")).toMatchObject({ orders: 1 });
    expect(profiles.some((profile) => profile.email === "mixed.case+tag@example.com")).toBe(true);
    // The order without an e-mail has a phone number; the empty order has nothing, and still a place.
    expect(profiles.filter((profile) => profile.email === null)).toHaveLength(2);
  });

  it("answers every collected body of these topics 200 and leaves none pending, quarantined or failed", async () => {
    for (const sample of collected.woo) expect(await post("/webhooks/woocommerce/woo", sample), sample.name).toBe(200);
    for (const sample of collected.shopify) expect(await post("/webhooks/shopify", sample, { "x-shopify-shop-domain": "shop.myshopify.com" }), sample.name).toBe(200);
    await door.app.work.drain();
    const odd = await db.delivery.findMany({ where: { shopId: { in: ["woo", "shopify"] }, status: { not: "processed" } }, select: { topic: true, status: true, reason: true } });
    expect(odd).toEqual([]);
    expect(await db.delivery.count({ where: { shopId: { in: ["woo", "shopify"] } } })).toBe(collected.woo.length + collected.shopify.length);
    expect(collected.woo.length).toBeGreaterThan(15);
    expect(collected.shopify.length).toBeGreaterThan(15);
  });

  it("keeps Shopify ids beyond 2^53 exact, and money and guests as they are", async () => {
    const orders = await db.order.findMany({ where: { shopId: "shopify", placedAt: { not: null } }, select: { ref: true, currency: true, total: true, status: true, test: true, profileId: true } });
    const facts = Object.fromEntries(orders.map((order) => [order.ref, `${order.total} ${order.currency} ${order.status}${order.test ? " test" : ""}`]));
    expect(facts).toEqual({
      "820982911946154508": "38800 USD cancelled test",
      "5324790137142": "180638 USD cancelled",
      "6198821716268": "9900 HKD cancelled",
      "5324830114102": "262995 USD paid",
      "3653782667469": "7000 AUD paid",
      "2998557704341": "5945 AUD paid test",
    });
    expect(orders.every((order) => order.profileId !== null)).toBe(true);
  });

  it("marks any other topic unhandled, and answers 200", async () => {
    const body = Buffer.from('{"id":1}');
    const { shopify } = await import("#connectors/shopify/index.ts");
    const sample = { name: "x", topic: "carts/update", headers: { "content-type": "application/json", ...shopify.sign(body, "app-secret", "carts/update") }, body };
    expect(await post("/webhooks/shopify", sample, { "x-shopify-shop-domain": "shop.myshopify.com" })).toBe(200);
    await door.app.work.drain();
    expect(await db.delivery.findFirst({ where: { shopId: "shopify", topic: "carts/update" } })).toMatchObject({ status: "unhandled" });
  });
});
