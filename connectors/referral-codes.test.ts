import { expect, test } from "vitest";
import type { OrderSnapshot, Snapshot } from "#app/core/event/snapshot.ts";
import { connectorFor } from "./registry.ts";

const shop = { currency: "USD", country: "US" } as const;

function orderOf(platform: "shopify" | "woocommerce", topic: string, body: object): OrderSnapshot {
  const result = connectorFor(platform)?.translate(topic, new TextEncoder().encode(JSON.stringify(body)), Date.UTC(2026, 2, 2), shop);
  const order = result?.kind === "snapshots" ? result.snapshots.find((one: Snapshot) => one.kind === "order") : undefined;
  if (!order) throw new Error(`not an order: ${JSON.stringify(result)}`);
  return order;
}

const shopify = (over: object): OrderSnapshot =>
  orderOf("shopify", "orders/create", { id: 1, name: "#1", created_at: "2026-03-01T10:00:00Z", updated_at: "2026-03-01T10:00:00Z", currency: "USD", total_price: "10.00", line_items: [], ...over });
const woo = (over: object): OrderSnapshot =>
  orderOf("woocommerce", "order.created", { id: 1, number: "1", status: "processing", currency: "USD", total: "10.00", date_created_gmt: "2026-03-01T10:00:00", date_modified_gmt: "2026-03-01T10:00:00", line_items: [], ...over });

test("Shopify tells codes as discounts, as a note, and in the address where the visit began", () => {
  expect(shopify({ discount_codes: [{ code: "save10", amount: "1.00", type: "percentage" }], note_attributes: [{ name: "ref", value: "abc234" }, { name: "gift", value: "yes" }], landing_site: "/?ref=XYZ789&utm_source=referral" }).codes)
    .toEqual(["ABC234", "SAVE10", "XYZ789"]);
  expect(shopify({ landing_site: "/?_bt=1", discount_codes: [], note_attributes: null }).codes).toEqual([]);
  expect(shopify({ landing_site: null, discount_codes: "odd", note_attributes: { 0: { name: 1, value: [] } } }).codes).toEqual([]);
});

test("WooCommerce tells codes as coupons, in meta data, and in the attribution of the order", () => {
  const meta_data = [{ key: "_wc_order_attribution_session_entry", value: "https://shop.example/?ref=abc234&utm_medium=friend" }, { key: "referral_code", value: "m4note" }, { key: "ref", value: { odd: true } }];
  expect(woo({ coupon_lines: [{ id: 894, code: "30$off", discount: "30" }], meta_data }).codes).toEqual(["30$OFF", "ABC234", "M4NOTE"]);
  expect(woo({}).codes).toEqual([]);
});

test("one address is one door on either platform, and the street itself is not kept", () => {
  const one = shopify({ shipping_address: { address1: "12 Elm Street", address2: "Apartment 4", zip: "10001", city: "New York", country_code: "US" } });
  const other = woo({ shipping: { address_1: "", country: "" }, billing: { address_1: "12 ELM ST.", address_2: "apt 4", postcode: "10001", city: "New York", country: "US" } });
  expect(one.place).toMatch(/^[0-9a-f]{16}$/);
  expect(other.place).toBe(one.place);
  expect(JSON.stringify([one, other])).not.toMatch(/elm/i);
  expect(shopify({}).place).toBeNull();
});
