import { describe, expect, it, test } from "vitest";
import { eventData } from "#app/core/event/canonical-event.ts";
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import type { Platform } from "#app/core/event/connector.ts";
import type { OrderSnapshot } from "#app/core/event/snapshot.ts";
import { applyEvent } from "#app/core/profile/apply-event.ts";
import { emptyProfile } from "#app/core/profile/profile.ts";
import { magentoOrder } from "./magento/fixtures.ts";
import { connectorFor } from "./registry.ts";
import { shopifyOrder } from "./shopify/fixtures.ts";
import { newMemory, RECEIVED, SHOP } from "./testing.ts";
import { wixOrder } from "./wix/fixtures.ts";
import { wooOrder } from "./woocommerce/fixtures.ts";

const AT = Date.UTC(2026, 3, 1, 9);

function read(platform: Platform, topic: string, body: object): OrderSnapshot {
  const result = connectorFor(platform)?.translate(topic, new TextEncoder().encode(JSON.stringify(body)), RECEIVED, SHOP);
  const order = result?.kind === "snapshots" ? result.snapshots.find((one) => one.kind === "order") : undefined;
  if (!order || order.kind !== "order") throw new Error(`not an order: ${JSON.stringify(result)}`);
  return order;
}

function placedOf(order: OrderSnapshot): Extract<CanonicalEvent, { type: "order.placed" }> {
  const placed = newMemory(RECEIVED).hear([order]).find((event) => event.type === "order.placed");
  if (placed?.type !== "order.placed") throw new Error("no order.placed");
  return placed;
}

describe("what discounts took off", () => {
  const shopify = (line: { discount?: number }, codes: readonly { code: string; amount: number }[] = []): OrderSnapshot =>
    read("shopify", "orders/create", shopifyOrder({ id: 5001, number: 1001, createdAt: AT, lines: [{ productId: 11, title: "Mug", quantity: 2, unitPrice: 1000, ...line }], discountCodes: codes }));

  it("is read of Shopify's lines, codes and automatic discounts alike", () => {
    expect(shopify({}).discount).toBe(0);
    expect(shopify({ discount: 150 }, [{ code: "TEN", amount: 185 }]).discount).toBe(335);
  });

  it("is read of WooCommerce, with tax where the prices have it", () => {
    const order = (over: object): OrderSnapshot => read("woocommerce", "order.created", { ...wooOrder({ id: 61, createdAt: AT, status: "processing", lines: [{ productId: 11, title: "Mug", quantity: 2, unitPrice: 1000, discount: 300 }] }), ...over });
    expect(order({ prices_include_tax: false, discount_tax: "0.60" }).discount).toBe(300);
    expect(order({ prices_include_tax: true, discount_tax: "0.60" }).discount).toBe(360);
  });

  it("is read of Magento, which writes it below zero, and of Wix", () => {
    expect(read("magento", "order.saved", magentoOrder({ id: 7, createdAt: AT, items: [{ title: "Mug", unitPrice: 1000, discount: 250 }] })).discount).toBe(250);
    const wix = (overrides: object): OrderSnapshot => read("wix", "orders/pulled", { order: wixOrder({ id: "880fa895-0000-4000-8000-000000000001", number: 10_002, createdAt: AT, total: "20.50", overrides: { ...overrides } }), fulfillments: null, transactions: null });
    expect(wix({ priceSummary: { total: { amount: "20.50" }, discount: { amount: "5.00" } } }).discount).toBe(500);
    expect(wix({}).discount).toBeUndefined();
  });

  it.each([undefined, null, "", "odd", {}, "99999999999999999999"])("is not known where the payload says %j, and the order is read all the same", (told) => {
    const order = read("woocommerce", "order.created", { ...wooOrder({ id: 61, createdAt: AT, status: "processing" }), discount_total: told });
    expect("discount" in order).toBe(false);
    expect("discount" in placedOf(order).data).toBe(false);
  });

  it("goes by order.placed into what the profile remembers of the order", () => {
    const placed = placedOf(shopify({ discount: 150 }));
    expect(placed.key).toBe("order:5001:placed");
    expect(eventData["order.placed"].parse(placed.data)).toMatchObject({ amount: 1850, discount: 150 });
    expect(applyEvent(emptyProfile("c"), placed).orders[0]).toMatchObject({ ref: "5001", amount: 1850, discount: 150 });
  });
});

test("an order.placed of before discounts were kept is read as ever", () => {
  const data = eventData["order.placed"].parse({ orderRef: "1", number: "#1", amount: 1000, currency: "USD" });
  expect(applyEvent(emptyProfile("c"), { key: "order:1:placed", type: "order.placed", at: AT, data }).orders).toEqual([
    { ref: "1", number: "#1", at: AT, amount: 1000, currency: "USD", refunded: 0, cancelled: false, delivered: false },
  ]);
});
