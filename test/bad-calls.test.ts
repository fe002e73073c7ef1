/** Whatever is sent to the tracking API: an answer that says what is wrong, and nothing outside the shop. */
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { eventData } from "#app/core/event/canonical-event.ts";
import type { EventType } from "#app/core/event/canonical-event.ts";
import { DatabaseAway } from "#app/models/store/transaction.ts";
import { takeIn, sampleOrder } from "#app/models/testing.ts";
import { post } from "./calls.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "other", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", CAPTURE_TIME - 5000)], CAPTURE_TIME);
  await takeIn(db, "other", [sampleOrder("1001", CAPTURE_TIME - 5000)], CAPTURE_TIME);
});

const time = new Date(CAPTURE_TIME - 60_000).toISOString();
const context = { page: { url: "https://a.example.com/products/mug?ag_c=xyz", path: "/products/mug" }, locale: "en-GB", externalIds: [{ type: "customer_id", id: "c1" }], traits: { email: "ada@example.com" } };
const CALLS = [
  { type: "page", anonymousId: "d1", messageId: "m1", timestamp: time, sentAt: time, name: "FAQ", properties: { seconds: 30, url: "https://a.example.com/faq" }, context },
  { type: "track", userId: "u1", messageId: "m2", originalTimestamp: time, event: "Product Reviewed", properties: { product_id: 7, rating: 5, order_id: "1001" } },
  { type: "track", userId: "u1", anonymousId: "d1", event: "Support Ticket Opened", properties: { ticket_id: 81, subject: "x", order_id: 1001 } },
  { type: "track", anonymousId: "d2", event: "Ring Sized", properties: { size: 12, list: [1, 2], deep: { a: { b: 1 } } } },
  { type: "identify", userId: "u1", anonymousId: "d1", traits: { email: "ada@example.com", phone: "+442079460958", name: "Ada Lovelace", email_opt_in: true, sms_opt_in: false, customer_id: 5 } },
  { type: "screen", userId: 7, name: "Cart", properties: {} },
] as const;
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const originals = [...CALLS.map((call) => [call.type, bytes(call)] as const), ["batch", bytes({ batch: CALLS, sentAt: time, context, writeKey: "write-a" })] as const];
const PIECES = ["null", "[]", "{}", '"', "\\u0000", "-1", "1e999", "\\ud800", '"__proto__":{"a":1},', '"constructor":', "[".repeat(3000), "9".repeat(400), '"1970-01-01T00:00:00Z"', "true", '"'.repeat(3), "\\u202e", "'; DROP TABLE event; --", "\u0007"];
const mutation = fc.record({ original: fc.nat(originals.length - 1), at: fc.double({ min: 0, max: 0.999, noNaN: true }), cut: fc.nat(40), insert: fc.oneof(fc.constant(""), fc.string({ maxLength: 12, unit: "binary" }), fc.constantFrom(...PIECES)) });

/** Puts an absurd value in the place of one of a call's own. */
const ABSURD: readonly unknown[] = [null, true, 0, -1, 1e308, "", " ", "\u0000", "\ud800", [], {}, [[]], { a: 1 }, "x".repeat(20_000), "9999-12-31T23:59:59Z", "__proto__", { __proto__: null, toString: 1 }, "gid://shopify/Customer/99999999999999999999999", "<script>", "javascript:alert(1)"];
const swapped = fc.record({ call: fc.nat(CALLS.length - 1), path: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), value: fc.oneof(fc.constantFrom(...ABSURD), fc.jsonValue()) }).map(({ call, path, value }) => {
  const copy = structuredClone(CALLS[call]) as unknown as Record<string, unknown>;
  let parent = copy;
  for (const [level, step] of path.entries()) {
    const keys = Object.keys(parent);
    const key = keys[step % Math.max(1, keys.length)] ?? "x";
    if (level < path.length - 1 && typeof parent[key] === "object" && parent[key] !== null) parent = parent[key] as Record<string, unknown>;
    else parent[key] = structuredClone(value);
  }
  return [CALLS[call]?.type ?? "track", Buffer.from(JSON.stringify(copy))] as const;
});

it("10,000 mutated calls are answered 200 or told what is wrong, and nothing is written outside the shop", async () => {
  const outside = async (): Promise<string> => JSON.stringify([await db.profile.findMany({ where: { shopId: "other" } }), await db.event.count({ where: { shopId: "other" } }), await db.identity.count({ where: { shopId: "other" } })], (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  const before = await outside();
  const cut = fc.sample(mutation, { numRuns: 6_000, seed: 7 }).map(({ original, at, cut: length, insert }) => {
    const [type, body] = originals[original] as (typeof originals)[number];
    const from = Math.floor(at * body.length);
    return [type, Buffer.concat([body.subarray(0, from), Buffer.from(insert), body.subarray(from + length)])] as const;
  });
  const cases = [...cut, ...fc.sample(swapped, { numRuns: 4_000, seed: 9 })];
  const statuses: Record<number, number> = {};
  const lane = async (): Promise<void> => {
    for (let next = cases.pop(); next; next = cases.pop()) {
      const { status, body } = await post(app, next[0], next[1]);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 200) expect(body).toMatchObject({ field: expect.any(String), detail: expect.any(String) });
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  expect(Object.keys(statuses).every((status) => ["200", "400", "413"].includes(status)), JSON.stringify(statuses)).toBe(true);
  expect(statuses[200]).toBeGreaterThan(1_500);
  expect(statuses[400]).toBeGreaterThan(1_500);
  expect(await outside()).toBe(before);
  for (const event of await db.event.findMany({ where: { shopId: "a" } })) {
    expect(eventData[event.type as EventType].safeParse(event.data).error, `${event.type} ${JSON.stringify(event.data)}`).toBeUndefined();
    expect(event.at.getTime()).toBeLessThanOrEqual(CAPTURE_TIME);
  }
  // Ada is a customer of the platform's: no call moved her mail, or joined her to someone.
  expect(await db.profile.findFirst({ where: { shopId: "a", mergedInto: null, orders: { gt: 0 } } })).toMatchObject({ email: "ada@example.com", name: "Ada Lovelace", phone: null, state: { emails: ["ada@example.com"], refs: ["c1"] } });
}, 300_000);

it("a customer with 100,000 events has a small row, and one more is kept at once", async () => {
  const batch = (from: number): object[] => Array.from({ length: 2500 }, (_, at) => ({ type: "track", userId: "heavy", messageId: `h${from + at}`, event: `Event ${(from + at) % 501}`, properties: { text: "x".repeat(40) } }));
  await Promise.all([0, 2500, 5000, 7500].map((part) => post(app, "batch", { batch: batch(part) })));
  const row = await db.identity.findUniqueOrThrow({ where: { shopId_kind_value: { shopId: "a", kind: "user", value: "heavy" } } });
  // The rest as rows alone: what the engine makes of all of them is tested in memory, beside it.
  await db.$executeRawUnsafe(`INSERT INTO event (shop_id, key, profile_id, type, at, data, recorded_at) SELECT 'a', 'old:' || n, $1::uuid, 'custom.tracked', now(), '{"name":"Old","properties":{}}', now() FROM generate_series(1, 90000) AS n`, row.profileId);
  expect((await post(app, "track", { userId: "heavy", messageId: "last", event: "Last" })).status).toBe(200);
  expect(await db.event.count({ where: { shopId: "a", profileId: row.profileId } })).toBe(100_001);
  const { state } = await db.profile.findUniqueOrThrow({ where: { id: row.profileId } });
  expect(JSON.stringify(state).length).toBeLessThan(150_000);
}, 300_000);

it("a call that could not be kept is not answered 200, and its repeat is", async () => {
  let away = true;
  const flaky = { ...app, behave: async (...told: Parameters<typeof app.behave>) => (away ? Promise.reject(new DatabaseAway("gone")) : app.behave(...told)) };
  const call = { userId: "u-away", messageId: "away", event: "x" };
  const refused = await post(flaky, "track", call);
  expect([refused.status, refused.headers.get("retry-after"), await db.event.count({ where: { key: "api:away" } })]).toEqual([503, "5", 0]);
  away = false;
  expect((await post(flaky, "track", call)).status).toBe(200);
  expect(await db.event.count({ where: { key: "api:away" } })).toBe(1);
});
