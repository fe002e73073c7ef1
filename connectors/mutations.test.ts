/**
 * Whatever the bytes: a translation never throws, and whatever it lets through can be stored, compared
 * and counted. Bodies are our own, with parts deleted, swapped for other types, or made absurd.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connector, Translation } from "#app/core/event/connector.ts";
import { shopify } from "./shopify/index.ts";
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder, shopifyRefund } from "./shopify/fixtures.ts";
import { woocommerce } from "./woocommerce/index.ts";
import { wooBody, wooCustomer, wooDeleted, wooOrder } from "./woocommerce/fixtures.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const shop = { currency: "USD", country: "IN" };
const person = { id: 7, email: "a@example.com", phone: "98765 43210", firstName: "Asha", lastName: "Rao", address: { countryCode: "IN", city: "Pune" } };
const parcel = shopifyFulfillment({ id: 8, orderId: 5001, createdAt: T0, carrier: "UPS", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z" });
const refund = shopifyRefund({ id: 9, orderId: 5001, createdAt: T0, amount: 100 });
const line = { productId: 11, sku: "MUG", title: "Mug \u2615", quantity: 2, unitPrice: 999, discount: 5 };

type Body = { connector: Connector; topic: string; json: Record<string, unknown> };

const BODIES: readonly Body[] = [
  { connector: shopify, topic: "orders/updated", json: shopifyOrder({ id: 5001, number: 1001, createdAt: T0, customer: person, lines: [line], fulfillments: [parcel], refunds: [refund], acceptsMarketing: true, discountCodes: [{ code: "X", amount: 10 }] }) },
  { connector: shopify, topic: "fulfillments/update", json: parcel },
  { connector: shopify, topic: "refunds/create", json: refund },
  { connector: shopify, topic: "fulfillment_events/create", json: shopifyFulfillmentEvent({ id: 3, fulfillmentId: 8, orderId: 5001, status: "delivered", happenedAt: T0 }) },
  { connector: shopify, topic: "customers/update", json: shopifyCustomer({ ...person, createdAt: T0, emailConsent: { state: "subscribed", at: T0 } }) },
  { connector: woocommerce, topic: "order.updated", json: wooOrder({ id: 26, createdAt: T0, paidAt: T0, billing: { email: "a@example.com", phone: "5185550100", country: "US", city: "Albany" }, lines: [line], refunds: [{ id: 27, amount: 5 }], tracking: [{ number: "1", shippedAt: T0 }], acceptsMarketing: true }) },
  { connector: woocommerce, topic: "order.deleted", json: wooDeleted(26) },
  { connector: woocommerce, topic: "customer.updated", json: wooCustomer({ id: 7, createdAt: T0, email: "a@example.com", acceptsMarketing: true }) },
];

const absurd: readonly unknown[] = [
  null, true, false, "", " ", "0", "abc", [], {}, [[]], [null], [1, "x"], { a: 1 }, 0, -1, 1.5, -0, 1e21, 1e308, -1e308, 2 ** 60, 1e-7, "1e5", "NaN", "Infinity",
  "\u0000", "a\u0000b", "\ud800", "x\udc00y", "\ud83d\ude00".repeat(400), "\u202e", "'; DROP TABLE orders; --", "<script>", "javascript:alert(1)", "x".repeat(20_000), "9".repeat(400),
  "0000-01-01T00:00:00Z", "+275760-09-13T00:00:00.000Z", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "2026-02-31T00:00:00Z", "2026-05-01T09:00:00", "2026-05-01", "0000-00-00T00:00:00",
  nest(500), "__proto__", "constructor", { __proto__: null, toString: 1 },
];

function nest(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  return value;
}

/** Every place in a body, as the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function changed(value: unknown, path: readonly string[], change: (parent: Record<string, unknown>, key: string) => void): void {
  let parent = value as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = parent[key];
    if (typeof next !== "object" || next === null) return;
    parent = next as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) change(parent, last);
}

const mutated = fc.constantFrom(...BODIES).chain((body) => {
  const json = JSON.parse(JSON.stringify(body.json)) as unknown;
  const change = fc.record({
    path: fc.constantFrom(...places(json)),
    value: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 4, arbitrary: fc.constantFrom(...absurd) }, { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) }),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(json);
    for (const { path, value } of changes) {
      changed(copy, path, (parent, key) => {
        if (value === undefined) delete parent[key];
        else parent[key] = structuredClone(value);
      });
    }
    return { topic: body.topic, json: copy as Record<string, unknown> };
  });
});

function translated(topic: string, json: Record<string, unknown>): Translation {
  return topic.includes("/") ? shopify.translate(topic, shopifyBody(json), T0, shop) : woocommerce.translate(topic, wooBody(json), T0, shop);
}

/** PostgreSQL's text and jsonb, JavaScript's integers, and a page of a sensible size. */
function assertStorable(value: unknown, key: string): void {
  if (typeof value === "string") {
    expect(value).not.toMatch(/\p{Cc}/u);
    expect(value.isWellFormed(), key).toBe(true);
    expect(value.length, key).toBeLessThanOrEqual(2000);
  } else if (typeof value === "number") {
    expect(key === "quantity" ? Number.isFinite(value) : Number.isSafeInteger(value), `${key} ${value}`).toBe(true);
    if (key === "at" || key.endsWith("At")) expect(value >= 0 && value < Date.UTC(2100, 0, 1), `${key} ${value}`).toBe(true);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, child] of Object.entries(value)) assertStorable(child, name);
  } else expect(typeof value === "boolean" || value === null, `${key} is ${typeof value}`).toBe(true);
}

function check(translation: Translation): void {
  assertStorable(translation, "translation");
  if (translation.kind === "quarantined") expect(translation.reason).not.toMatch(/Error\)/);
}

const runs = 3_000;

describe("any mutation of a body", () => {
  it("is translated, left alone or quarantined, without a surprise", () => {
    fc.assert(fc.property(mutated, ({ topic, json }) => check(translated(topic, json))), { numRuns: runs });
  }, 120_000);

  it.each(BODIES.map(({ topic, json }) => [topic, json] as const))("of no meaning gives the same snapshot: %s", (topic, json) => {
    expect(translated(topic, disordered(json))).toEqual(translated(topic, json));
  });
});

/** Keys and meta data in another order, and keys nobody knows: none of it is content. */
function disordered(value: unknown): Record<string, unknown> {
  const entries = Object.entries(value as object).toReversed().map(([key, child]): [string, unknown] => {
    if (key === "meta_data") return [key, (child as unknown[]).toReversed()];
    if (Array.isArray(child)) return [key, child.map((item) => (typeof item === "object" && item !== null ? disordered(item) : (item as unknown)))];
    return [key, typeof child === "object" && child !== null ? disordered(child) : child];
  });
  return { newly_added: { by: "a plugin" }, ...Object.fromEntries(entries) };
}

describe("any bytes", () => {
  const topics = fc.constantFrom(...BODIES);

  it("are translated, left alone or quarantined", () => {
    fc.assert(fc.property(topics, fc.uint8Array({ maxLength: 200 }), ({ connector, topic }, bytes) => check(connector.translate(topic, bytes, T0, shop))), { numRuns: runs / 3 });
    fc.assert(fc.property(topics, fc.json(), ({ connector, topic }, text) => check(connector.translate(topic, new TextEncoder().encode(text), T0, shop))), { numRuns: runs / 3 });
  }, 120_000);

  it.each([["[".repeat(500_000)], [`{"id":${"[".repeat(200_000)}${"]".repeat(200_000)},"n":12345678901234567890}`], [`{"id":1,"a":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`], ["9".repeat(900_000)], [`{"id":${"9".repeat(900_000)}}`], [`{"line_items":[${'{"id":1},'.repeat(90_000)}{}]}`]])(
    "nested or long beyond sense are answered in good time: %#",
    (text) => {
      const started = performance.now();
      for (const { connector, topic } of BODIES) check(connector.translate(topic, new TextEncoder().encode(text), T0, shop));
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );
});
