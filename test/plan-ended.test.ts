/** Two shops with the same customers, one of which no longer pays: what the bill stops, and what it never does. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY } from "#app/core/shared/instant.ts";
import { readToken } from "#app/core/shared/token.ts";
import { keepPlan, saveConnection } from "#app/models/connection.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { loader as tracking } from "#app/routes/t.$token.tsx";
import { unpaid } from "#app/core/plan.ts";
import { testDatabase } from "./database.ts";
import { addShop, openDoor } from "./door.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
const START = Date.UTC(2026, 2, 2, 15);
const WEEKS = 6;
let now = START;
const SECRET = "a secret of at least thirty-two characters";
const { app } = await openDoor(db, { now: () => now, secret: SECRET, email: { smtpUrl: smtp.url, from: "mail@example.com" } });

const GROWN = { name: "grow", lapsed: false, subscription: "gid://shopify/AppSubscription/1", test: false, trialEndsAt: null, renewsAt: START, readAt: START } as const;
const sent = (shopId: string, kind: "marketing" | "transactional") => db.message.findMany({ where: { shopId, class: kind, status: "sent" }, orderBy: { createdAt: "asc" } });

/** Moves the clock, stopping wherever something falls due. */
async function until(at: number): Promise<void> {
  await app.work.drain();
  for (let next = await app.work.nextDue(); next !== null && next <= at; next = await app.work.nextDue()) {
    now = Math.max(now, next);
    await app.work.drain();
  }
  now = at;
}

/** Somebody buys, and the parcel arrives. */
async function deliver(shopId: string, ref: string): Promise<void> {
  const parcel = { kind: "shipment", ref: `s${ref}`, orderRef: ref, version: { at: now, rank: 1, digest: "s" }, cancelled: false, shippedAt: now + 1, deliveredAt: now + 2, carrier: "UPS", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z" } as const;
  await takeIn(db, shopId, [sampleOrder(ref, now), parcel], now);
}

beforeAll(async () => {
  await addShop(db, "owes", "shopify");
  await addShop(db, "woo", "woocommerce");
  for (const shopId of ["owes", "woo"]) await saveConnection(db, app.vault, shopId, { token: shopId }, [], START);
  // Shopify says that the plan is no longer paid.
  await keepPlan(db, "owes", unpaid(GROWN, false, START));
  for (const shopId of ["owes", "woo"]) await deliver(shopId, "1001");
  await until(START + WEEKS * 7 * DAY);
});

test("a platform without plans sends everything, and nobody there is asked to pay", async () => {
  expect((await sent("woo", "marketing")).length).toBeGreaterThan(0);
  expect(await db.decision.count({ where: { shopId: "woo", rule: "plan" } })).toBe(0);
  expect((await db.connection.findUniqueOrThrow({ where: { shopId: "woo" } })).plan).toEqual({});
});

test("marketing waits where the plan ended, and the reason says so", async () => {
  expect(await sent("owes", "marketing")).toEqual([]);
  const held = await db.decision.findMany({ where: { shopId: "owes", rule: "plan" } });
  expect(held.length).toBeGreaterThan(0);
  for (const decision of held) expect(decision).toMatchObject({ class: "marketing", reason: expect.stringContaining("Your Grow plan has ended") });
  // It waits for as long as it makes sense.
  expect(new Set(held.map(({ outcome }) => outcome))).toEqual(new Set(["hold", "drop"]));
});

test("news of orders goes all the same, and its tracking page opens", async () => {
  const news = await sent("owes", "transactional");
  expect(news.length).toBeGreaterThan(0);
  expect(news.map(({ content }) => content)).toEqual((await sent("woo", "transactional")).map(({ content }) => content));
  const pages = smtp.mails.flatMap(({ parsed }) => [...String(parsed.html).matchAll(/\/c\/([\w-]+)/g)].flatMap(([, text]) => /\/t\/([\w-]+)$/.exec(readToken(SECRET, "click", text ?? "", now)?.extra ?? "")?.[1] ?? []));
  const { id } = await db.order.findFirstOrThrow({ where: { shopId: "owes" } });
  const token = pages.find((one) => readToken(SECRET, "track", one, now)?.id === id) ?? "";
  const page = await tracking({ request: new Request(`http://localhost/t/${token}`), params: { token }, context: { app } });
  expect([page.status, (await page.text()).includes("#1001")]).toEqual([200, true]);
});

test("marketing goes again once it is paid", async () => {
  await keepPlan(db, "owes", GROWN);
  await deliver("owes", "1002");
  await until(now + WEEKS * 7 * DAY);
  expect((await sent("owes", "marketing")).length).toBeGreaterThan(0);
});
