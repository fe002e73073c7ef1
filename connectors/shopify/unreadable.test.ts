import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import { shopifyBody, shopifyOrder } from "./fixtures.ts";
import type { Json } from "./fixtures.ts";
import { shopify } from "./index.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const shop = { currency: "USD", country: "US" };

function read(topic: string, json: Json): Translation {
  return shopify.translate(topic, shopifyBody(json), T0, shop);
}

describe("what cannot be read", () => {
  it.each([
    [{ total_price: "abc" }, 'orders/create: total_price "abc" is not an amount of USD'],
    [{ total_price: "-1.00" }, 'orders/create: total_price "-1.00" is below zero'],
    [{ total_price: null }, "orders/create: total_price is missing"],
    [{ total_price: {} , currency: { a: 1 } }, 'orders/create: currency "(A LIST OR AN OBJECT)" is not a currency code'],
    [{ created_at: null, processed_at: "" }, "orders/create: created_at is missing"],
    [{ created_at: "2026-05-01T09:00:00" }, 'orders/create: created_at "2026-05-01T09:00:00" is not a date and time'],
    [{ updated_at: "0000-01-01T00:00:00Z" }, 'orders/create: updated_at "0000-01-01T00:00:00Z" is not a date and time'],
    [{ cancelled_at: "+275760-09-13T00:00:00Z" }, 'orders/create: cancelled_at "+275760-09-13T00:00:00Z" is not a date and time'],
    [{ line_items: "none" }, "orders/create: line_items is not a list"],
    [{ line_items: [{ id: 1, price: "1.00", quantity: -2 }] }, 'orders/create: line_items[0].quantity "-2" is not a quantity'],
    [{ line_items: [{ id: 1, price: "90000000000000.00", quantity: 900000000 }] }, "orders/create: line_items[0] adds up to more than can be counted"],
    [{ id: null, admin_graphql_api_id: "" }, "orders/create: id is missing"],
    [{ id: 1e30, admin_graphql_api_id: null }, 'orders/create: id "1e+30" is not an id'],
  ])("is kept, and named: %j", (overrides, reason) => {
    expect(read("orders/create", shopifyOrder({ id: 5001, number: 1001, createdAt: T0, overrides }))).toEqual({ kind: "quarantined", reason });
  });

  it.each([["", "the body is empty"], ["{", "the body is not JSON"], ["[]", "the body is not a JSON object"], ["null", "the body is not a JSON object"]])("is kept when the body is %j", (body, reason) => {
    expect(shopify.translate("orders/paid", new TextEncoder().encode(body), T0, shop)).toEqual({ kind: "quarantined", reason: `orders/paid: ${reason}` });
  });

  it.each(["collections/update", "orders/edited", "inventory_levels/update", "", "constructor"])("is left alone under the topic %j", (topic) => {
    expect(shopify.translate(topic, new TextEncoder().encode("{"), T0, shop).kind).toBe("unhandled");
  });

  it("is cleaned where it is only text", () => {
    const lines = [{ title: `A\u0000B\ud800\n${"x".repeat(600)}`, unitPrice: 1 }];
    expect(read("orders/create", shopifyOrder({ id: 5001, number: 1001, createdAt: T0, lines, customer: { id: 7, firstName: "J\u0000\r\nBcc: all" } }))).toMatchObject({
      snapshots: [{ lines: [{ title: `AB\ufffd ${"x".repeat(496)}` }], customer: { firstName: "J Bcc: all" } }],
    });
  });
});
