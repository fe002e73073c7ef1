import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { DAY } from "../core/shared/instant.ts";
import { signToken } from "../core/shared/token.ts";
import type { Token } from "../core/shared/token.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { action, loader } from "./t.$token.tsx";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
let orderId = "";

const token = (over: Partial<Token> = {}): string => signToken(app.secret, { kind: "track", id: orderId, expiresAt: null, extra: "", ...over });
const call = async (text: string, init: RequestInit = {}): Promise<Response> => {
  const args = { request: new Request(`http://localhost/t/${text}`, init), params: { token: text }, context: { app } };
  try {
    return (await (init.method === "POST" ? action(args) : loader(args))) as Response;
  } catch (thrown) {
    return thrown as Response;
  }
};
const post = (text: string, answer: string) => call(text, { method: "POST", body: new URLSearchParams({ answer }) });
const count = (type: string) => db.event.count({ where: { shopId: "a", type } });

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  const shipped = { kind: "shipment", ref: "s1", orderRef: "1001", version: { at: NOW - 3 * DAY, rank: 1, digest: "a" }, cancelled: false, shippedAt: NOW - 3 * DAY, deliveredAt: NOW - DAY, carrier: "Post", trackingNumber: "X1", trackingUrl: "javascript:alert(1)" } as const;
  await takeIn(db, "a", [sampleOrder("1001", NOW - 4 * DAY), shipped], NOW - DAY);
  orderId = (await db.order.findFirstOrThrow()).id;
});

test("the page shows the order without a script and without a word to anyone else", async () => {
  const response = await call(token());
  const html = await response.text();
  expect(response.status).toBe(200);
  for (const part of ["#1001", "Order placed", "Delivered", "Mug &lt;b&gt;&amp;", "$25.00", "With Post", "X1", "Did everything arrive well?"]) expect(html).toContain(part);
  expect(html).not.toMatch(/<script|javascript:|cdn\.example\.com|<img/);
  expect(html.match(/(?:src|href)="https?:[^"]*"/g) ?? []).toEqual([]);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
});

test("every link that cannot be used gets one page, the same to the byte", async () => {
  const bad = ["x", "", token().slice(0, -2), token({ id: crypto.randomUUID() }), token({ expiresAt: NOW - DAY }), token({ kind: "open" }), signToken("another secret", { kind: "track", id: orderId, expiresAt: null, extra: "" })];
  const pages = await Promise.all(bad.map((text) => call(text)));
  expect(pages.map((page) => page.status)).toEqual(bad.map(() => 404));
  expect(new Set(await Promise.all(pages.map((page) => page.text()))).size).toBe(1);
  expect((await post(token({ expiresAt: NOW - DAY }), "yes")).status).toBe(404);
});

test("a look is told once an hour; a program's look not at all", async () => {
  await db.event.deleteMany({ where: { type: "page.viewed" } });
  await call(token(), { method: "HEAD" });
  await call(token(), { headers: { "Sec-Purpose": "prefetch;prerender" } });
  expect(await count("page.viewed")).toBe(0);
  for (let look = 0; look < 3; look++) await call(token());
  expect(await count("page.viewed")).toBe(1);
});

test("one tap is an event, two are no more, and the page says thanks", async () => {
  expect((await post(token(), "perhaps")).status).toBe(303);
  expect(await count("survey.answered")).toBe(0);
  for (let tap = 0; tap < 2; tap++) expect((await post(token(), "yes")).status).toBe(303);
  expect(await count("survey.answered")).toBe(1);
  expect(await (await call(token())).text()).toContain("Thank you!");
  await post(token(), "no");
  const html = await (await call(token())).text();
  expect(html).toContain("We are sorry");
  expect(html).toContain("You said something is not right");
});
