import { describe, expect, it, vi } from "vitest";
import { messageWord } from "#app/components/words/status-words.ts";
import type * as Catalog from "#app/core/message/content/catalog.ts";
import type { Content } from "#app/core/message/content/content.ts";
import { readToken } from "#app/core/shared/token.ts";
import { loader as click } from "#app/routes/c.$token.ts";
import { loader as messages } from "#app/routes/v1.messages.ts";
import { shopifyBody, shopifyOrder } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME, openDoor } from "./door.ts";

const short: Content = {
  key: "test.short", class: "transactional", name: "On its way", variants: {} as Content["variants"],
  short: { en: "Your order {{ order.number }}: {{ links.track }}", hi: "{{ order.number }}: {{ links.track }}" },
};
vi.mock("#app/core/message/content/catalog.ts", async (importOriginal) => {
  const real = await importOriginal<typeof Catalog>();
  return { ...real, contentFor: (key: string) => (key === short.key ? short : real.contentFor(key)) };
});

const { prisma: db } = await testDatabase();
const SECRET = "a secret of at least thirty-two characters";
const URL_OF_APP = "https://a.example";
const { app, url } = await openDoor(db, { secret: SECRET, url: URL_OF_APP });
const context = { app: { ...app, demo: null } };
const id = (digit: number): string => `00000000-0000-8000-8000-00000000000${digit}`;

await addShop(db, "shop", "shopify", { domain: "shop.myshopify.com" });
const body = Buffer.from(shopifyBody(shopifyOrder({
  id: 5, number: 1005, createdAt: CAPTURE_TIME, financialStatus: "paid", lines: [{ productId: 11, sku: "MUG", title: "Mug", quantity: 1, unitPrice: 999 }],
  customer: { id: 7, email: "ada@example.com", phone: "+447700900123", firstName: "Ada", lastName: "L", address: { countryCode: "GB" } },
})));
await fetch(`${url}/webhooks/shopify`, { method: "POST", body, headers: { "content-type": "application/json", "x-shopify-shop-domain": "shop.myshopify.com", ...shopify.sign(body, "app-secret", "orders/create") } });
await app.work.drain();
const order = await db.order.findFirstOrThrow();
const CASES = [["sms", "+447700900123"], ["whatsapp", "+447700900123"], ["push", order.profileId ?? ""]] as const;
await db.profile.updateMany({ data: { phone: "+447700900123" } });
await db.$executeRaw`UPDATE profile SET state = state || jsonb_build_object('phone', jsonb_build_object('value', '+447700900123', 'at', 0)) || '{"consent": {"push": {"granted": true, "at": 0, "source": "test"}}}'::jsonb`;
for (const [index, [channel, recipient]] of CASES.entries()) {
  await db.message.create({
    data: {
      id: id(index), shopId: "shop", profileId: order.profileId ?? "", orderRef: order.ref, channel, class: "transactional", content: short.key, locale: "en", recipient,
      status: "queued", createdAt: new Date(CAPTURE_TIME), sendAt: new Date(CAPTURE_TIME), messageIdHeader: `<${index}@x>`,
    },
  });
}
await db.message.create({
  data: {
    id: id(9), shopId: "shop", profileId: order.profileId ?? "", orderRef: order.ref, channel: "sms", class: "transactional", content: "welcome.first.unknown", locale: "en", recipient: "+447700900123",
    status: "queued", createdAt: new Date(CAPTURE_TIME), sendAt: new Date(CAPTURE_TIME), messageIdHeader: "<9@x>",
  },
});
await app.work.drain();

describe.each(CASES)("a message by %s while no provider is connected", (channel, recipient) => {
  it("is written and kept, counts as sent for its journey, and says that it did not leave", async () => {
    const row = await db.message.findFirstOrThrow({ where: { channel, content: short.key } });
    expect(row).toMatchObject({ status: "sent", recipient, reason: expect.stringMatching(/^Recorded only: no (SMS|WhatsApp|push) provider is connected yet\.$/), text: expect.stringContaining("Your order #1005") });
    expect(await db.event.count({ where: { key: `message:${row.id}:sent` } })).toBe(1);
    expect(messageWord({ status: "sent", reason: row.reason })).toMatchObject({ words: "Recorded", tone: "attention" });
    expect(await app.preview("shop", row.id)).toMatchObject({ text: row.text, html: expect.stringContaining("Your order #1005") });
  });

  it("is told apart in the public API", async () => {
    const request = new Request(`http://x/v1/messages?channel=${channel}&status=sent`, { headers: { authorization: "Bearer key-shop" } });
    const answer = (await messages({ request, params: {}, context } as never)) as Response;
    expect(((await answer.json()) as { data: unknown[] }).data).toMatchObject([{ channel, status: "sent", recorded: true, reason: expect.stringContaining("Recorded only") }]);
  });

  it("has a short link that counts the click and opens this order", async () => {
    const row = await db.message.findFirstOrThrow({ where: { channel, content: short.key } });
    const link = /https:\S+/.exec(row.text ?? "")?.[0] ?? "";
    expect(link.length).toBeLessThan(90);
    const token = link.split("/c/")[1] ?? "";
    const answer = (await click({ request: new Request(link), params: { token }, context } as never)) as Response;
    const target = answer.headers.get("location") ?? "";
    expect(readToken(SECRET, "track", target.split("/t/")[1] ?? "", CAPTURE_TIME)?.id).toBe(order.id);
    expect(await db.event.count({ where: { type: "message.clicked", key: { startsWith: `message:${row.id}:` } } })).toBe(1);
  });
});

describe("a text message that cannot go", () => {
  it("fails with a reason when its content is not there, and the page still shows it", async () => {
    expect(await db.message.findUniqueOrThrow({ where: { id: id(9) } })).toMatchObject({ status: "failed", reason: "This message could not be written; its content is faulty.", text: null });
    expect(await app.preview("shop", id(9))).toBeNull();
  });
});
