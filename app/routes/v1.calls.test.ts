import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { post } from "#test/calls.ts";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { signToken } from "../core/shared/token.ts";
import { listCustomers } from "../models/customer-list.ts";
import { findCustomer } from "../models/customer.ts";
import { figures } from "../models/home.ts";
import { loader as customers } from "./v1.customers._index.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
/** A second process over the same database. */
const { app: other } = await openDoor(db);

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
});

const identityOf = (kind: string, value: string, shopId = "a") => db.identity.findUnique({ where: { shopId_kind_value: { shopId, kind, value } } });
const eventsOf = (profileId: string) => db.event.findMany({ where: { profileId }, orderBy: { key: "asc" }, select: { key: true, type: true } });
const basic = (user: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${user}:`).toString("base64")}` });

describe("the key", () => {
  it("may come as Segment's libraries send it, and the API key writes too", async () => {
    const call = { anonymousId: "k1", name: "FAQ" };
    expect((await post(app, "page", call)).status).toBe(200);
    expect((await post(app, "page", call, { key: "key-a" })).status).toBe(200);
    expect((await post(app, "page", call, { key: null, headers: basic("write-a") })).status).toBe(200);
    expect((await post(app, "page", { ...call, writeKey: "write-a" }, { key: null, headers: { "content-type": "text/plain" } })).status).toBe(200);
  });

  it.each([["no key", { key: null }], ["a wrong one", { key: "write-x" }], ["a wrong one before a right one in the body", { key: "write-x" }]])("%s is refused", async (_name, options) => {
    const answer = await post(app, "page", { anonymousId: "k2", writeKey: options.key === null ? "nobody" : "write-a" }, options);
    expect(answer).toMatchObject({ status: 401, body: { status: 401, field: "writeKey" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("that stands in the shop's pages reads nothing", async () => {
    const request = new Request("http://localhost/v1/customers", { headers: { authorization: "Bearer write-a" } });
    await expect((customers as unknown as (args: object) => Promise<Response>)({ request, params: {}, context: { app } })).rejects.toMatchObject({ status: 401 });
  });
});

describe("a browser", () => {
  it("may call from any page", async () => {
    const { status, headers } = await post(app, "batch", null, { method: "OPTIONS" });
    expect([status, headers.get("access-control-allow-origin"), headers.get("access-control-allow-methods")]).toEqual([204, "*", "POST, OPTIONS"]);
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
  });

  it.each(["GET", "PUT", "DELETE"])("may not %s", async (method) => expect(await post(app, "track", null, { method })).toMatchObject({ status: 405, body: { status: 405 } }));
});

describe("a call", () => {
  it("answered 200 is kept, and its visitor is no customer until they say who they are", async () => {
    const before = await figures(db, "a", "USD", 0, NOW);
    expect((await post(app, "page", { anonymousId: "d1", messageId: "c1", name: "FAQ", properties: { seconds: 40 } })).body).toEqual({ success: true });
    const visitor = (await identityOf("anonymous", "d1"))?.profileId ?? "";
    expect(await findCustomer(db, "a", visitor)).toMatchObject({ activity: { "page.viewed:faq": [[NOW, 40]] } });
    expect((await listCustomers(db, "a", "", null, 50)).rows).toEqual([]);
    expect((await figures(db, "a", "USD", 0, NOW)).customers).toBe(before.customers);

    await post(app, "identify", { anonymousId: "d1", userId: "u1", messageId: "c2", traits: { email: "ada@example.com", name: "Ada", email_opt_in: true } });
    const ada = (await identityOf("email", "ada@example.com"))?.profileId ?? "";
    expect(await findCustomer(db, "a", visitor)).toMatchObject({ id: ada, users: ["u1"], consent: { email: { granted: true, source: "api" } } });
    expect((await listCustomers(db, "a", "", null, 50)).rows).toMatchObject([{ id: ada, name: "Ada", email: "ada@example.com" }]);
    expect((await eventsOf(ada)).map((event) => event.type)).toEqual(expect.arrayContaining(["page.viewed", "customer.identified", "consent.granted", "profile.merged"]));
    expect((await figures(db, "a", "USD", 0, NOW)).customers).toBe(before.customers + 1);
  });

  it("told by two workers at once, about two visitors, is one event of one of them", async () => {
    for (let round = 0; round < 15; round++) {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => post(index % 2 ? app : other, "track", { anonymousId: `race${round}-${index}`, messageId: `race${round}`, event: `Said ${index}` })));
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
      const found = await db.event.findMany({ where: { shopId: "a", key: `api:race${round}` } });
      expect(found).toHaveLength(1);
      const told = await db.identity.findMany({ where: { shopId: "a", kind: "anonymous", value: { startsWith: `race${round}-` } } });
      expect(told.map((row) => row.profileId)).toEqual([found[0]?.profileId]);
    }
  });

  it("of one visitor by two workers at once: everything is theirs, and counted", async () => {
    const calls = Array.from({ length: 60 }, (_, index) => ({ anonymousId: "busy", messageId: `b${index}`, ...(index === 30 ? { userId: "busy", traits: { email: "busy@example.com" } } : { event: "Tapped" }) }));
    await Promise.all(calls.map((call, index) => post(index % 2 ? app : other, "traits" in call ? "identify" : "track", call)));
    const id = (await identityOf("email", "busy@example.com"))?.profileId ?? "";
    expect((await findCustomer(db, "a", id))?.activity["custom.tracked"]).toHaveLength(50);
    expect((await eventsOf(id)).filter((event) => event.type === "custom.tracked")).toHaveLength(59);
  });

  it("says the same message again with other words: the first wins", async () => {
    await post(app, "track", { userId: "w1", messageId: "w", event: "First" });
    await post(other, "track", { userId: "w1", messageId: "w", event: "Second" });
    expect(await db.event.findMany({ where: { shopId: "a", key: "api:w" }, select: { data: true } })).toMatchObject([{ data: { name: "First" } }]);
    await post(app, "track", { userId: "w1", messageId: "w", event: "Third" }, { key: "write-b" });
    expect(await db.event.count({ where: { key: "api:w" } })).toBe(2);
  });

  it("of a visitor who came by a message's link is that reader's; a token of another shop, or an old one, names nobody", async () => {
    const reader = (await identityOf("email", "ada@example.com"))?.profileId ?? "";
    const token = (extra: string, expiresAt: number): string => signToken(app.secret, { kind: "visit", id: reader, expiresAt, extra });
    const visit = (anonymousId: string, found: string, key = "write-a") => post(app, "page", { anonymousId, context: { page: { url: `https://a.example.com/x?ag_c=${found}` } } }, { key });
    await visit("v1", token("a", NOW + 60_000));
    await visit("v2", token("a", NOW - 60_000));
    await visit("v3", token("b", NOW + 60_000));
    await visit("v4", token("a", NOW + 60_000), "write-b");
    expect((await identityOf("anonymous", "v1"))?.profileId).toBe(reader);
    for (const id of ["v2", "v3"]) expect((await identityOf("anonymous", id))?.profileId).not.toBe(reader);
    expect((await identityOf("anonymous", "v4", "b"))?.profileId).not.toBe(reader);
    const [seen] = await db.event.findMany({ where: { shopId: "a", profileId: reader, type: "page.viewed" }, orderBy: { recordedAt: "desc" }, take: 1 });
    expect(JSON.stringify(seen?.data)).not.toContain("ag_c");
  });
});

describe("a call that is wrong", () => {
  it.each([
    ["", "body"], ["{", "body"], ["[]", "body"], [{ userId: "u" }, "event"], [{ event: "x" }, "userId"], [{ userId: "u", event: "x", timestamp: "1970-01-01T00:00:00Z" }, "timestamp"], [{ userId: "u", event: "x", timestamp: "2090-01-01T00:00:00Z" }, "timestamp"],
    [{ userId: "u", event: "Product Reviewed", properties: { rating: 99 } }, "properties.rating"], [new Uint8Array([0x7b, 0xff, 0x7d]), "body"],
  ])("%j is answered 400, naming %s, and leaves nothing", async (body, field) => {
    const before = await db.event.count();
    expect(await post(app, "track", body)).toMatchObject({ status: 400, body: { status: 400, title: "Bad request", field, detail: expect.stringMatching(/\.$/) } });
    expect(await db.event.count()).toBe(before);
  });

  it("of 10 MB is refused without being read", async () => {
    let read = 0;
    const endless = new ReadableStream({ pull: (controller) => { read += 65_536; if (read > 10_000_000) controller.close(); else controller.enqueue(new Uint8Array(65_536).fill(32)); } });
    const answer = await post(app, "track", endless);
    expect(answer).toMatchObject({ status: 413, body: { status: 413, title: "Too large" } });
    expect(answer.headers.get("connection")).toBe("close");
    expect(read).toBeLessThan(300_000);
    expect((await post(app, "track", "x", { headers: { "content-length": "10000000" } })).status).toBe(413);
    expect((await post(app, "batch", { batch: [], pad: "x".repeat(513_000) })).status).toBe(413);
    expect((await post(app, "track", gzipSync(JSON.stringify({ userId: "u", event: "x", pad: "x".repeat(9_000_000) })), { headers: { "content-encoding": "gzip" } })).status).toBe(413);
  });

  it("compressed is understood", async () => expect((await post(app, "track", gzipSync('{"userId":"zip","event":"x"}'), { headers: { "content-encoding": "gzip" } })).status).toBe(200));
});

describe("a batch", () => {
  it("keeps what is right, and says what is not and why", async () => {
    const { status, body } = await post(app, "batch", {
      sentAt: new Date(NOW).toISOString(),
      batch: [
        { type: "track", userId: "batch", messageId: "x1", event: "Product Viewed" }, { type: "track", userId: "batch", event: "Old", timestamp: "1970-01-01T00:00:00Z" }, { type: "alias", userId: "batch", previousId: "y" },
        null, { type: "identify", userId: "batch", messageId: "x2" }, { type: "track", userId: "batch", event: "Large", properties: { text: "x".repeat(33_000) } }, { type: "screen", userId: "batch", messageId: "x3", name: "Cart" },
        { type: "track", userId: "batch", messageId: "x1", event: "Again" },
      ],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, refused: [{ index: 1, field: "timestamp" }, { index: 2, field: "type", problem: expect.stringContaining("alias") }, { index: 3, field: "" }, { index: 5, problem: expect.stringContaining("32 KB") }] });
    const id = (await identityOf("user", "batch"))?.profileId ?? "";
    expect((await eventsOf(id)).map((event) => event.key)).toEqual(["api:x1", "api:x2", "api:x3"]);
  });

  it.each([[{}, "batch"], [{ batch: {} }, "batch"], [{ batch: Array.from({ length: 2501 }, () => 0) }, "batch"], [{ batch: [], sentAt: 5 }, "sentAt"]])("%# that is none is refused by field", async (body, field) => {
    expect(await post(app, "batch", body)).toMatchObject({ status: 400, body: { field } });
  });

  it("of thousands about one customer leaves room for others, and for other shops", async () => {
    const batch = Array.from({ length: 2500 }, (_, index) => ({ type: "track", userId: "heavy", messageId: `h${index}`, event: "Tap" }));
    let heavy = 0;
    const loads = Array.from({ length: 4 }, (_, part) => post(app, "batch", { batch: batch.map((call) => ({ ...call, messageId: `${call.messageId}-${part}` })) }).then(() => heavy++));
    await new Promise((resolve) => setImmediate(resolve));
    const light = await Promise.all([post(app, "track", { userId: "light", event: "Tap" }), post(app, "track", { userId: "light", event: "Tap" }, { key: "write-b" }), db.shop.count()]);
    expect([light[0].status, light[1].status, heavy]).toEqual([200, 200, 0]);
    await Promise.all(loads);
    const id = (await identityOf("user", "heavy"))?.profileId ?? "";
    expect(await db.event.count({ where: { shopId: "a", profileId: id } })).toBe(10_000);
  });
});
