import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { loader as customer } from "./v1.customers.$id.ts";
import { loader as decisions } from "./v1.customers.$id_.decisions.ts";
import { loader as events } from "./v1.customers.$id_.events.ts";
import { loader as customers } from "./v1.customers._index.ts";
import { loader as deliveries } from "./v1.deliveries.ts";
import { loader as messages } from "./v1.messages.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
type Loader = (args: { request: Request; params: Record<string, string>; context: { app: typeof app } }) => Promise<Response>;
type Body = Record<string, unknown> & { data: Record<string, unknown>[]; next: string | null };

async function get(loader: unknown, { query = "", id = "", key = "key-a" }: { query?: string; id?: string; key?: string | null }): Promise<{ status: number; body: Body; headers: Headers }> {
  const request = new Request(`http://localhost/v1?${query}`, { headers: key === null ? {} : { authorization: `Bearer ${key}` } });
  const response = await (loader as Loader)({ request, params: { id }, context: { app } }).catch((thrown: Response) => thrown);
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}

let ada = "";
beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 5000), sampleOrder("1002", NOW - 4000)], NOW);
  await takeIn(db, "b", [sampleOrder("1001", NOW)], NOW);
  ada = (await db.profile.findFirstOrThrow({ where: { shopId: "a" } })).id;
});

test("without the key of a shop nothing is told", async () => {
  for (const key of [null, "key-x", "key-b".slice(0, 4)]) {
    const { status, body, headers } = await get(customers, { key });
    expect([status, body.status, headers.get("content-type"), headers.get("www-authenticate")]).toEqual([401, 401, "application/problem+json", expect.stringContaining("Bearer")]);
  }
});

test("a customer is found by any of their addresses, with money in minor units and times in UTC", async () => {
  const { body } = await get(customers, { query: "email=ADA%40example.com" });
  expect(body).toMatchObject({ next: null, data: [{ id: ada, name: "Ada Lovelace", orders: 2, spend: [{ amount: 5000, currency: "USD" }], firstOrderAt: new Date(NOW - 5000).toISOString(), consent: { email: { granted: true } } }] });
  expect((await get(customers, { query: "email=nobody%40example.com" })).body).toEqual({ data: [], next: null });
});

test("another shop's customer is unknown, and so is nonsense", async () => {
  for (const loader of [customer, events, decisions]) {
    for (const request of [{ id: ada, key: "key-b" }, { id: crypto.randomUUID() }, { id: "1; drop table shop" }]) {
      expect(await get(loader, request)).toMatchObject({ status: 404, body: { status: 404, field: "id" } });
    }
  }
});

test("the id of a customer who was merged leads to the one they became", async () => {
  const gone = crypto.randomUUID();
  await db.profile.create({ data: { id: gone, shopId: "a", name: "old", mergedInto: ada, state: {} } });
  expect((await get(customer, { id: gone })).body).toMatchObject({ id: ada });
  expect((await get(events, { id: gone })).body.data.length).toBeGreaterThan(3);
});

test("following `next` gives every row once", async () => {
  for (const [loader, name] of [[events, "key"], [decisions, "id"], [messages, "id"], [customers, "id"]] as const) {
    const all = (await get(loader, { id: ada, query: "limit=200" })).body.data.map((row) => row[name]);
    const seen: unknown[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const { body }: { body: Body } = await get(loader, { id: ada, query: `limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ""}` });
      seen.push(...body.data.map((row) => row[name]));
      next = body.next;
    }
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(seen.length);
  }
});

test.each([
  ["limit=0", "limit"], ["limit=201", "limit"], ["limit=x", "limit"], ["cursor=x", "cursor"], ["cursor=", "cursor"], ["status=odd", "status"], ["topic=%00", "topic"],
])("%s is refused by name", async (query, field) => {
  expect(await get(deliveries, { query })).toMatchObject({ status: 400, body: { status: 400, title: "Bad request", field } });
});

test("deliveries and messages are chosen by status", async () => {
  const rows = [["processed", "1"], ["quarantined", "2"]].map(([status = "", digit]) => ({ id: `0192e5a0-0000-7000-8000-00000000000${digit}`, shopId: "a", topic: "orders/create", headers: {}, body: new Uint8Array(), receivedAt: new Date(NOW), status }));
  await db.delivery.createMany({ data: rows });
  expect((await get(deliveries, {})).body.data.map((row) => row["status"])).toEqual(["quarantined", "processed"]);
  expect((await get(deliveries, { query: "status=quarantined" })).body.data.map((row) => row["status"])).toEqual(["quarantined"]);
  expect((await get(messages, { query: "status=queued&class=transactional&channel=email&journey=welcome" })).body.data[0]).toMatchObject({ customerId: ada, recipient: "ada@example.com", sentAt: null });
  expect((await get(messages, { query: "journey=other" })).body.data).toEqual([]);
});
