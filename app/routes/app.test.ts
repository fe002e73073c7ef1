import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { signInCookie } from "../session.server.ts";
import { loader as home } from "./app._index.tsx";
import { loader as customer } from "./app.customers.$id.tsx";
import { loader as customers } from "./app.customers._index.tsx";
import { loader as demo } from "./app.demo.ts";
import { action as replayOne, loader as delivery } from "./app.deliveries.$id.tsx";
import { action as replayAll, loader as deliveries } from "./app.deliveries._index.tsx";
import { loader as message } from "./app.messages.$id.tsx";
import { loader as messages } from "./app.messages._index.tsx";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
type Route = (args: { request: Request; params: Record<string, string>; context: { app: typeof app } }) => unknown;

const call = async <T extends Route>(route: T, shopId: string | null, { id = "", query = "", method = "GET" } = {}): Promise<Awaited<ReturnType<T>>> => {
  const headers = new Headers();
  if (shopId !== null) headers.set("cookie", await signInCookie(app, { shopId, person: "owner", role: "owner" }));
  return (await route({ request: new Request(`http://localhost/app?${query}`, { method, headers }), params: { id }, context: { app } })) as Awaited<ReturnType<T>>;
};

let ids = { customer: "", message: "", delivery: "0192e5a0-0000-7000-8000-000000000001" };
beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  const row = { id: ids.delivery, shopId: "a", topic: "orders/create", headers: { "x-shopify-hmac-sha256": "signature" }, body: new TextEncoder().encode("{"), receivedAt: new Date(NOW), status: "quarantined", reason: "the body is not JSON" };
  await db.delivery.createMany({ data: [row, { ...row, id: ids.delivery.replace(/1$/, "2"), status: "processed" }] });
  await takeIn(db, "a", [sampleOrder("1001", NOW - 5000)], NOW);
  ids = { ...ids, customer: (await db.profile.findFirstOrThrow()).id, message: (await db.message.findFirstOrThrow()).id };
});

test("home counts the period and says what needs a person", async () => {
  const { overview } = await call(home, "a");
  expect(overview).toMatchObject({ numbers: { orders: 1, revenue: 2500, customers: 1, messages: { queued: 1 } }, attention: { quarantined: 1, failed: 0 }, silent: [] });
  expect((await call(home, "b")).overview).toBeNull();
});

test("home says when customers' journeys stand still, and when they go on", async () => {
  const due = await db.enrollment.findFirstOrThrow({ where: { shopId: "a", dueAt: { not: null } } });
  const standing = async (dueAt: Date | null): Promise<number | undefined> => {
    await db.enrollment.update({ where: { id: due.id }, data: { dueAt } });
    return (await call(home, "a")).overview?.attention.overdue;
  };
  expect([await standing(new Date(NOW - 11 * 60_000)), await standing(new Date(NOW - 60_000)), await standing(due.dueAt)]).toEqual([1, 0, 0]);
});

test("a customer's page knows what happened, why, and what comes next", async () => {
  const page = await call(customer, "a", { id: ids.customer });
  expect(page).toMatchObject({ name: "Ada Lovelace", zone: "Europe/London", orders: [{ number: "#1001", items: 2 }], next: expect.arrayContaining([expect.objectContaining({ journey: "Welcome", about: "order #1001" })]) });
  expect(page.timeline.entries.length).toBeGreaterThan(2);
});

test("a message's page shows it, and why it was sent", async () => {
  const page = await call(message, "a", { id: ids.message });
  expect(page).toMatchObject({ customer: "Ada Lovelace", decisions: [{ outcome: "send" }] });
  expect(page.preview?.html).toContain("#1001");
  expect(page.preview?.html).not.toMatch(/<a[^>]*\shref=|\/o\//);
});

test("a delivery's page shows what came, without its signature", async () => {
  const page = await call(delivery, "a", { id: ids.delivery });
  expect(page).toMatchObject({ body: "{", delivery: { reason: "the body is not JSON" }, headers: [{ value: "(hidden)" }] });
});

test("lists show the shop's own rows, chosen by the address", async () => {
  expect((await call(customers, "a", { query: "q=love" })).page.rows).toHaveLength(1);
  expect((await call(messages, "a", { query: "status=sent" })).page.rows).toHaveLength(0);
  expect((await call(messages, "a", { query: "status=nonsense&journey=none" })).page.rows).toHaveLength(1);
  expect((await call(deliveries, "a", { query: "status=quarantined&topic=orders/create" })).page.rows).toHaveLength(1);
  expect((await call(deliveries, "a", { query: "cursor=nonsense&topic=%00" })).page.rows).toHaveLength(2);
  for (const route of [customers, messages, deliveries]) expect((await call(route as Route, "b")) as object).toMatchObject({ page: { rows: [] } });
});

test("another shop's rows are not there, and strangers see nothing", async () => {
  for (const [route, id] of [[customer, ids.customer], [message, ids.message], [delivery, ids.delivery]] as [Route, string][]) {
    await expect(call(route, "b", { id })).rejects.toMatchObject({ status: 404 });
    await expect(call(route, null, { id })).rejects.toMatchObject({ status: 302 });
  }
  await expect(call(replayOne, "b", { id: ids.delivery, method: "POST" })).rejects.toMatchObject({ status: 404 });
  await expect(call(replayAll, null, { method: "POST" })).rejects.toMatchObject({ status: 401 });
  await expect(call(demo, "a")).rejects.toMatchObject({ status: 404 });
});

test("replaying sets pending again what was not understood, and leaves the rest", async () => {
  expect((await call(replayAll, "b", { method: "POST" })).headers.get("location")).toContain("replayed=0");
  expect((await call(replayAll, "a", { method: "POST" })).headers.get("location")).toContain("replayed=1");
  expect((await db.delivery.findMany({ orderBy: { id: "asc" } })).map((row) => row.status)).toEqual(["pending", "processed"]);
});
