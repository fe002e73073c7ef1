import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import type { CustomerSnapshot, OrderSnapshot } from "#app/core/event/snapshot.ts";
import { wooBody, wooCustomer, wooDeleted, wooError, wooOrder } from "./fixtures.ts";
import type { Json, WooCustomerInput, WooOrderInput } from "./fixtures.ts";
import { woocommerce } from "./index.ts";
import { wooProduct } from "./product-fixture.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const MIN = 60_000;
const RECEIVED = T0 + 99 * MIN;
const shop = { currency: "USD", country: "US" };

function read(topic: string, json: Json): Translation {
  return woocommerce.translate(topic, wooBody(json), RECEIVED, shop);
}

function only<T>(translation: Translation): T {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  expect(translation.snapshots).toHaveLength(1);
  return translation.snapshots[0] as T;
}

const jane = { firstName: "Jane", lastName: "Doe", email: "Jane@Example.com", phone: "(518) 555-0100", city: "Albany", state: "NY", postcode: "12207", country: "US" };
const mug = { productId: 11, sku: "MUG", title: "Mug", quantity: 2, unitPrice: 999, imageUrl: "https://shop.example/mug.jpg" };

function order(input: Partial<WooOrderInput>, topic = "order.updated"): OrderSnapshot {
  return only(read(topic, wooOrder({ id: 26, createdAt: T0, modifiedAt: T0 + 9 * MIN, billing: jane, lines: [mug], ...input })));
}

describe("an order", () => {
  it("is read whole", () => {
    expect(order({ customerId: 7, shippingTotal: 500, paidAt: T0 + MIN, couponCodes: ["TEN"] })).toMatchObject({
      kind: "order", ref: "26", number: "26", version: { at: T0 + 9 * MIN }, placedAt: T0, draft: false, test: false, currency: "USD", total: 2498,
      lines: [{ ref: "261", productRef: "11", sku: "MUG", title: "Mug", quantity: 2, total: 1998, imageUrl: "https://shop.example/mug.jpg" }],
      paidAt: T0 + MIN, paymentFailed: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
      customer: {
        ref: "7", email: "jane@example.com", phone: "+15185550100", firstName: "Jane", lastName: "Doe", locale: null,
        address: { country: "US", province: "NY", city: "Albany", postcode: "12207" },
      },
      consents: [], shipments: [], refunds: [], restored: false,
    });
  });

  it("is the same snapshot under order.created and order.updated, and restored under order.restored", () => {
    expect(order({}, "order.created")).toEqual(order({}, "order.updated"));
    const restored = order({}, "order.restored");
    expect(restored.restored).toBe(true);
    expect(restored.version.rank).toBeGreaterThan(order({}).version.rank);
  });

  it.each([["checkout-draft"], ["auto-draft"], ["draft"], ["new"]])("with status %s is a draft", (status) => {
    expect(order({ status })).toMatchObject({ draft: true, version: { rank: 0 } });
  });

  it.each([["pending"], ["on-hold"], ["processing"], ["completed"], ["failed"], ["cancelled"], ["refunded"], ["packing"], ["wc-processing"], ["constructor"]])("with status %s is placed", (status) => {
    expect(order({ status }).draft).toBe(false);
  });

  it("takes from its status what has happened, at its last change where there is no other time", () => {
    const last = T0 + 9 * MIN;
    expect(order({ status: "failed" })).toMatchObject({ paymentFailed: true, paidAt: null });
    expect(order({ status: "completed", completedAt: T0 + 5 * MIN }).fulfilledAt).toBe(T0 + 5 * MIN);
    expect(order({ status: "refunded", completedAt: T0 + 5 * MIN })).toMatchObject({ fulfilledAt: T0 + 5 * MIN, fullyRefundedAt: last });
    expect(order({ status: "completed" }).fulfilledAt).toBe(last);
    expect(order({ status: "delivered" }).fulfilledAt).toBe(last);
    expect(order({ status: "cancelled" })).toMatchObject({ cancelledAt: last, fullyRefundedAt: null });
  });

  it("in the bin is deleted", () => {
    expect(only(read("order.updated", wooOrder({ id: 26, createdAt: T0, modifiedAt: T0 + MIN, status: "trash" })))).toEqual({ kind: "order_deleted", ref: "26", at: T0 + MIN });
    expect(only(read("order.deleted", wooDeleted(26)))).toEqual({ kind: "order_deleted", ref: "26", at: RECEIVED });
  });

  it("lists its refunds as positive amounts, without the empty ones", () => {
    const refunds = [{ id: 27, amount: 999, reason: "One broken" }, { id: 28, amount: 0 }];
    expect(order({ status: "completed", refunds })).toMatchObject({
      total: 1998, fullyRefundedAt: null,
      refunds: [{ kind: "refund", ref: "27", orderRef: "26", at: T0 + 9 * MIN, amount: 999, currency: "USD", reason: "One broken" }],
    });
  });

  it.each([
    ["JPY", "1200.00", 1200], ["KWD", "1.26", 1260], ["KWD", "1.255", 1255], ["USD", "2.000", 200], ["USD", 27.19, 2719],
  ])("counts %s %s as %d", (currency, total, minor) => {
    expect(order({ currency, overrides: { total } })).toMatchObject({ currency, total: minor });
  });

  it("counts a line as the shopper saw it: with its tax where prices include tax", () => {
    const line = { id: 1, name: "T", product_id: 0, quantity: 1.5, total: "10.00", total_tax: "2.00", sku: 123, image: false };
    expect(order({ overrides: { line_items: [line] } }).lines).toEqual([{ ref: "1", productRef: null, sku: "123", title: "T", quantity: 1.5, total: 1000, imageUrl: null }]);
    expect(order({ overrides: { line_items: [line], prices_include_tax: true } }).lines[0]?.total).toBe(1200);
  });

  it("reads PHP's other ways to write a list and nothing", () => {
    expect(order({ overrides: { line_items: { 1: { id: 5, name: "T", total: "1.00" } }, refunds: {}, meta_data: "", billing: [], shipping: false } }))
      .toMatchObject({ lines: [{ ref: "5", quantity: 1 }], refunds: [], consents: [], customer: { email: null, address: null } });
  });

  it.each([["cod", true], ["stripe", false], ["", false]])("paid by %j", (paymentMethod, cashOnDelivery) => {
    expect(order({ paymentMethod, paymentTitle: "x" }).cashOnDelivery).toBe(cashOnDelivery);
  });

  it("is a test order when WooPayments took it in test mode", () => {
    expect(order({ test: true }).test).toBe(true);
    expect(order({ meta: { _wcpay_mode: "prod" } }).test).toBe(false);
  });

  it("further along ranks higher within one second, and content decides the rest", () => {
    const ranks = ["checkout-draft", "pending", "failed", "on-hold", "processing", "packing", "completed", "cancelled", "refunded"].map((status) => order({ status }).version.rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
    expect(order({ refunds: [{ id: 1, amount: 1 }] }).version.rank).toBeGreaterThan(order({}).version.rank);
    const { digest } = order({ meta: { a: 1, b: 2 }, acceptsMarketing: true }).version;
    expect(order({ meta: { b: 2, a: 3 }, acceptsMarketing: true }).version.digest).toBe(digest);
    expect(order({ acceptsMarketing: false }).version.digest).not.toBe(digest);
  });
});

describe("dates", () => {
  it("are UTC under _gmt, whatever the shop's zone", () => {
    for (const zoneOffset of [-300, 0, 330, 840]) expect(order({ zoneOffset, paidAt: T0 })).toMatchObject({ placedAt: T0, paidAt: T0 });
  });

  it("without _gmt are read in the zone that another date of the order shows", () => {
    expect(order({ zoneOffset: 330, paidAt: T0 + MIN, overrides: { date_paid_gmt: null } }).paidAt).toBe(T0 + MIN);
    expect(order({ zoneOffset: 330, overrides: { date_created_gmt: "" } }).placedAt).toBe(T0);
  });

  it("without any _gmt cannot be read", () => {
    const body = wooOrder({ id: 26, createdAt: T0 });
    for (const key of Object.keys(body)) if (key.endsWith("_gmt")) delete body[key];
    expect(read("order.created", body)).toEqual({ kind: "quarantined", reason: 'order.created: date_created "2026-05-01T04:00:00" is not a date and time' });
  });

  it("of all zeros are none", () => {
    expect(order({ overrides: { date_paid_gmt: "0000-00-00T00:00:00", date_paid: "0000-00-00T00:00:00" } }).paidAt).toBeNull();
  });
});

describe("an order's customer", () => {
  it("is a guest with id 0, and may be nobody at all", () => {
    expect(order({}).customer).toMatchObject({ ref: null, email: "jane@example.com" });
    expect(order({ billing: {} }).customer).toEqual({ ref: null, email: null, phone: null, firstName: null, lastName: null, locale: null, address: null });
    expect(order({ overrides: { customer_id: null, billing: null, shipping: undefined } }).customer.ref).toBeNull();
  });

  it("is where the parcel goes, and speaks on the phone of the invoice", () => {
    expect(order({ billing: { ...jane, country: "DE", phone: "030 1234567" }, shipping: { country: "FR", city: "Paris", firstName: "Zo\u00e9", phone: "01 23 45 67 89" } }).customer)
      .toMatchObject({ firstName: "Jane", phone: "+49301234567", address: { country: "FR", city: "Paris" } });
    expect(order({ billing: { phone: "5185550113" } }).customer).toMatchObject({ phone: "+15185550113", email: null, address: null });
    expect(order({ shipping: { firstName: "Bo", phone: "090-1234-5678", country: "JP" }, billing: {} }).customer).toMatchObject({ firstName: "Bo", phone: "+819012345678" });
  });
});

describe("consent", () => {
  const granted = { channel: "email", granted: true, at: T0, source: "checkout" };

  it.each(["1", "yes", "true", true, 1, "on"])("is a box ticked at the checkout (%j)", (value) => {
    expect(order({ meta: { mailchimp_woocommerce_is_subscribed: value } }).consents).toEqual([granted]);
  });

  it.each(["_afterglow_marketing_consent", "_wc_other/afterglow/marketing-consent", "ckwc_opt_in", "ce4wp_checkout_consent"])("is read from %s", (key) => {
    expect(order({ meta: { [key]: "1" } }).consents).toEqual([granted]);
  });

  it.each([["mailchimp_woocommerce_is_subscribed", "0"], ["mailchimp_woocommerce_is_subscribed", ""], ["mailchimp_woocommerce_is_subscribed", ["1"]], ["marketing_opt_in", "yes"]])("is not %s = %j", (key, value) => {
    expect(order({ meta: { [key]: value } }).consents).toEqual([]);
  });

  it("of an account counts from its creation, and its withdrawal from the last change", () => {
    const account = (input: Partial<WooCustomerInput>) => only<CustomerSnapshot>(read("customer.updated", wooCustomer({ id: 7, createdAt: T0, modifiedAt: T0 + MIN, ...input }))).consents;
    expect(account({})).toEqual([]);
    expect(account({ acceptsMarketing: true })).toEqual([{ channel: "email", granted: true, at: T0, source: "account" }]);
    expect(account({ acceptsMarketing: false })).toEqual([{ channel: "email", granted: false, at: T0 + MIN, source: "account" }]);
    expect(account({ acceptsMarketing: true, meta: { mailchimp_woocommerce_is_subscribed: "0" } })).toMatchObject([{ granted: false }]);
  });
});

describe("a customer", () => {
  it("is read from the account, whose billing may be empty", () => {
    const body = wooCustomer({ id: 7, createdAt: T0, modifiedAt: T0 + MIN, email: "MiXeD.Case+tag@Example.com", firstName: "Jane" });
    expect(only(read("customer.created", body))).toMatchObject({
      kind: "customer", ref: "7", createdAt: T0, deleted: false, version: { at: T0 + MIN, rank: 0 },
      customer: { ref: "7", email: "mixed.case+tag@example.com", phone: null, firstName: "Jane", lastName: null, locale: null, address: null },
    });
  });

  it("never edited is as new as its creation", () => {
    expect(only<CustomerSnapshot>(read("customer.created", wooCustomer({ id: 7, createdAt: T0, modifiedAt: null }))).version.at).toBe(T0);
  });

  it("deleted is only an id", () => {
    expect(only(read("customer.deleted", wooDeleted(7)))).toMatchObject({ kind: "customer", ref: "7", deleted: true, createdAt: null, version: { at: RECEIVED }, customer: { ref: "7", email: null }, consents: [] });
  });
});

describe("parcels", () => {
  it("are read from the Shipment Tracking plugin", () => {
    const tracking = [
      { trackingId: "c075", number: "117", provider: "fedex", shippedAt: T0 + 24 * 60 * MIN },
      { number: "RR1", customProvider: "Local Post", customLink: "https://post.example/RR1", shippedAt: T0 },
      { number: "X", customLink: "javascript:alert(1)" },
    ];
    expect(order({ status: "completed", completedAt: T0 + MIN, tracking }).shipments).toMatchObject([
      { kind: "shipment", ref: "c075", orderRef: "26", shippedAt: Date.UTC(2026, 4, 2), deliveredAt: null, carrier: "fedex", trackingNumber: "117", trackingUrl: null, cancelled: false },
      { ref: "26-RR1", shippedAt: T0, carrier: "Local Post", trackingUrl: "https://post.example/RR1" },
      { ref: "26-X", shippedAt: T0 + MIN, trackingUrl: null },
    ]);
  });

  it("are delivered when Advanced Shipment Tracking says so of the order", () => {
    expect(order({ status: "delivered", tracking: [{ number: "117" }] }).shipments).toMatchObject([{ deliveredAt: T0 + 9 * MIN }]);
  });

  it.each([["", []], [{ 1: { tracking_number: "5", date_shipped: "2026-05-03" } }, [{ ref: "26-5", shippedAt: Date.UTC(2026, 4, 3) }]], [[{ tracking_number: "" }, null, "x"], []]])("noted as %j", (value, parcels) => {
    expect(order({ meta: { _wc_shipment_tracking_items: value } }).shipments).toMatchObject(parcels);
  });
});

describe("what cannot be read", () => {
  it.each([
    [{ total: "abc" }, 'order.created: total "abc" is not an amount of USD'],
    [{ total: "" }, "order.created: total is missing"],
    [{ currency: "DOLLARS" }, 'order.created: currency "DOLLARS" is not a currency code'],
    [{ status: null }, "order.created: status is missing"],
    [{ id: "abc" }, 'order.created: id "abc" is not an id'],
    [{ id: 0 }, "order.created: id is missing"],
    [{ date_modified_gmt: "yesterday" }, 'order.created: date_modified_gmt "yesterday" is not a date and time'],
    [{ date_created_gmt: "0000-01-01T00:00:00" }, 'order.created: date_created_gmt "0000-01-01T00:00:00Z" is not a date and time'],
    [{ line_items: [1] }, "order.created: line_items[0] is not an object"],
    [{ line_items: [{ id: 1, name: "T" }] }, "order.created: line_items[0].total is missing"],
    [{ refunds: [{ id: 1, total: "x" }] }, 'order.created: refunds[0].total "x" is not an amount of USD'],
  ])("is kept, and named: %j", (overrides, reason) => {
    expect(read("order.created", wooOrder({ id: 26, createdAt: T0, overrides }))).toEqual({ kind: "quarantined", reason });
  });

  it("is left alone when it is the shop's own error, in place of an order or a customer", () => {
    expect(read("order.created", wooError())).toEqual({
      kind: "unhandled", reason: 'order.created: the shop sent an error in place of the order: "woocommerce_rest_shop_order_invalid_id"',
    });
    expect(read("customer.updated", wooError("woocommerce_rest_cannot_view", 403)).kind).toBe("unhandled");
    expect(read("order.updated", { ...wooOrder({ id: 26, createdAt: T0 }), code: "x", message: "y" }).kind).toBe("snapshots");
  });

  it.each(["coupon.updated", "coupon.created", "action.woocommerce_payment_complete", "", "constructor"])("is left alone under the topic %j", (topic) => {
    expect(read(topic, { id: 1 }).kind).toBe("unhandled");
  });
});

describe("what is pulled", () => {
  it.each([["order.pulled", "order.updated", wooOrder({ id: 26, createdAt: T0, lines: [mug] })], ["customer.pulled", "customer.updated", wooCustomer({ id: 7, createdAt: T0 })], ["product.pulled", "product.updated", wooProduct({ id: 11, name: "Mug", createdAt: T0 })]])(
    "%s is the same snapshot as %s",
    (pulled, sent, body) => {
      expect(read(pulled, body).kind).toBe("snapshots");
      expect(read(pulled, body)).toEqual(read(sent, body));
    },
  );
});

describe("a request about personal data", () => {
  it("is passed on by our plugin", () => {
    const person = { ref: "7", email: "jane@example.com", phone: null, orderRefs: [] };
    const body = { email: "Jane@Example.com", customer_id: 7, request: "r-1" };
    expect(read("afterglow.erase", body)).toEqual({ kind: "notice", notice: { kind: "erase_person", person } });
    expect(read("afterglow.export", { ...body, customer_id: 0 })).toEqual({ kind: "notice", notice: { kind: "export_person", person: { ...person, ref: null }, requestRef: "r-1" } });
    expect(read("afterglow.erase", { email: "", customer_id: 0 })).toEqual({ kind: "quarantined", reason: "afterglow.erase: email is missing" });
  });
});
