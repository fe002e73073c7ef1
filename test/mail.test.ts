import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { readToken } from "#app/core/shared/token.ts";
import { shopifyBody, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { addShop, openDoor } from "./door.ts";
import { testDatabase } from "./database.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
const START = Date.UTC(2026, 2, 2, 15);
let now = START;
const SECRET = "a secret of at least thirty-two characters";
const door = await openDoor(db, { now: () => now, email: { smtpUrl: smtp.url, from: "mail@example.com" }, secret: SECRET, url: "https://afterglow.example.com" });

async function post(topic: string, body: Record<string, unknown>): Promise<void> {
  const bytes = Buffer.from(shopifyBody(body));
  const headers = { "content-type": "application/json", "x-shopify-shop-domain": "shop.myshopify.com", ...shopify.sign(bytes, "app-secret", topic) };
  const response = await fetch(`${door.url}/webhooks/shopify`, { method: "POST", headers, body: bytes });
  expect(response.status).toBe(200);
}

/** Moves the clock as the time machine does: stopping wherever something falls due. */
async function until(at: number): Promise<void> {
  await door.app.work.drain();
  for (let next = await door.app.work.nextDue(); next !== null && next <= at; next = await door.app.work.nextDue()) {
    now = Math.max(now, next);
    await door.app.work.drain();
  }
  now = at;
}

const customer = { id: 7, email: "Ada@Example.com", firstName: "आदा", lastName: "Lovelace 🎉", address: { countryCode: "GB", city: "London" } };
const lines = [{ productId: 11, sku: "MUG", title: "Stoneware mug", quantity: 2, unitPrice: 999 }];
const links = (html: string): string[] => [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] as string).replaceAll("&amp;", "&"));

beforeAll(() => addShop(db, "shop", "shopify", { domain: "shop.myshopify.com", currency: "GBP", country: "GB" }));

describe("from a signed webhook to a real e-mail", () => {
  it("thanks at once, with one Message-ID, a tracking link for this order, and no way out that is not needed", async () => {
    await post("orders/create", shopifyOrder({ id: 9007199254740993n.toString(), number: 1001, createdAt: START, customer, lines, acceptsMarketing: true, financialStatus: "paid" }));
    await until(START);
    const [mail] = await smtp.waitFor(1);
    expect(mail?.to).toEqual(["ada@example.com"]);
    expect(mail?.parsed.subject).toContain("आदा");
    expect(mail?.raw.toString()).not.toMatch(/^List-Unsubscribe/m);
    const message = await db.message.findFirstOrThrow();
    expect(mail?.parsed.messageId).toBe(message.messageIdHeader);
    expect(message).toMatchObject({ status: "sent", content: "welcome.first", class: "transactional" });
    const click = links(String(mail?.parsed.html)).find((link) => link.includes("/c/"));
    const token = readToken(SECRET, "click", click?.split("/c/")[1] ?? "", now);
    const order = await db.order.findFirstOrThrow();
    expect(order.ref).toBe("9007199254740993");
    expect(readToken(SECRET, "track", token?.extra.split("/t/")[1] ?? "", now)?.id).toBe(order.id);
    expect(mail?.parsed.text).toContain("Stoneware mug");
  });

  it("explains itself: a decision with what every rule saw", async () => {
    const decision = await db.decision.findFirstOrThrow();
    expect(decision).toMatchObject({ outcome: "send", rule: null, probability: 1 });
    expect(decision.facts).toMatchObject({ consent: { class: "transactional", granted: true, source: "checkout" }, address: { known: true } });
  });

  it("writes the how-to note three days after the carrier's delivery, with one-click unsubscribe", async () => {
    const parcel = { id: 31, orderId: "9007199254740993", createdAt: START + DAY, carrier: "Royal Mail", trackingNumber: "RM1", trackingUrl: "https://track.example.com/RM1" };
    await until(START + DAY);
    await post("fulfillments/create", shopifyFulfillment(parcel));
    await until(START + 4 * DAY);
    await post("fulfillment_events/create", shopifyFulfillmentEvent({ id: 41, fulfillmentId: 31, orderId: "9007199254740993", status: "delivered", happenedAt: START + 4 * DAY }));
    await until(START + 6 * DAY);
    expect(smtp.mails).toHaveLength(1);
    await until(START + 7 * DAY + HOUR);
    const [, mail] = await smtp.waitFor(2);
    expect(mail?.raw.toString()).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(mail?.raw.toString()).toMatch(/^List-Unsubscribe:\s+<https:\/\/afterglow\.example\.com\/u\/[\w-]+>/m);
    expect(String(mail?.parsed.html)).toContain("/u/");
  });

  it("tries again when the mail server is busy, under the same Message-ID, and does not double", async () => {
    smtp.behave("refuse-now");
    await post("orders/create", shopifyOrder({ id: 2, number: 1002, createdAt: now, customer: { ...customer, id: 8, email: "grace@example.com" }, lines, financialStatus: "paid" }));
    await door.app.work.drain();
    const queued = await db.message.findFirstOrThrow({ where: { recipient: "grace@example.com" } });
    expect(queued).toMatchObject({ status: "queued", attempts: 1 });
    expect(queued.sendAt?.getTime()).toBeGreaterThan(now);
    smtp.behave("accept");
    await until(now + HOUR);
    const mails = smtp.mails.filter((mail) => mail.to[0] === "grace@example.com");
    expect(mails.map((mail) => mail.parsed.messageId)).toEqual([queued.messageIdHeader]);
  });

  it("suppresses an address that does not exist, and says so on the next message", async () => {
    smtp.behave("refuse-for-good");
    const nobody = { ...customer, id: 9, email: "nobody@example.com" };
    await post("orders/create", shopifyOrder({ id: 3, number: 1003, createdAt: now, customer: nobody, lines, financialStatus: "paid" }));
    await door.app.work.drain();
    smtp.behave("accept");
    await post("orders/create", shopifyOrder({ id: 4, number: 1004, createdAt: now + 1, customer: nobody, lines, financialStatus: "paid" }));
    await door.app.work.drain();
    expect(await db.message.findMany({ where: { recipient: "nobody@example.com" }, select: { status: true } })).toEqual([{ status: "bounced" }]);
    expect(await db.decision.findFirst({ where: { rule: "suppression" } })).toMatchObject({ outcome: "drop" });
  });

  it("says when the outcome of a marketing message is not known, and does not send it again", async () => {
    smtp.behave("keep-then-drop");
    await until(START + 15 * DAY);
    const message = await db.message.findFirstOrThrow({ where: { content: { startsWith: "welcome.day14" }, recipient: "ada@example.com" } });
    expect(message).toMatchObject({ status: "unknown", attempts: 1 });
    smtp.behave("accept");
    await until(START + 20 * DAY);
    expect(smtp.mails.filter((mail) => mail.parsed.messageId === message.messageIdHeader)).toHaveLength(1);
  });
});
