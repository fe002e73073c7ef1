import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import type { CustomerSnapshot, OrderSnapshot, RefundSnapshot, ShipmentScanSnapshot, ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder, shopifyRefund } from "./fixtures.ts";
import type { Json, ShopifyCustomerInput, ShopifyOrderInput } from "./fixtures.ts";
import { shopify } from "./index.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const MIN = 60_000;
const shop = { currency: "USD", country: "US" };

function read(topic: string, json: Json): Translation {
  return shopify.translate(topic, shopifyBody(json), T0 + 99 * MIN, shop);
}

function only<T>(translation: Translation): T {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  expect(translation.snapshots).toHaveLength(1);
  return translation.snapshots[0] as T;
}

const jane: ShopifyCustomerInput = {
  id: 77, email: "Jane@Example.com", firstName: "Jane", lastName: "Doe", phone: "(518) 555-0100", locale: "en-US",
  address: { countryCode: "US", provinceCode: "NY", city: "Albany", zip: "12207" },
};
const mug = { productId: 11, sku: "MUG", title: "Mug", quantity: 2, unitPrice: 999 };

function order(input: Partial<ShopifyOrderInput>, topic = "orders/updated"): OrderSnapshot {
  return only(read(topic, shopifyOrder({ id: 5001, number: 1001, createdAt: T0, customer: jane, lines: [mug], ...input })));
}

describe("an order", () => {
  it("is read whole", () => {
    expect(order({ shipping: 500, discountCodes: [{ code: "TEN", amount: 198 }] })).toMatchObject({
      kind: "order", ref: "5001", number: "#1001", placedAt: T0, draft: false, test: false, currency: "USD", total: 2300,
      lines: [{ productRef: "11", sku: "MUG", title: "Mug", quantity: 2, total: 1800, imageUrl: null }],
      paidAt: T0, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
      customer: {
        ref: "77", email: "jane@example.com", phone: "+15185550100", firstName: "Jane", lastName: "Doe", locale: "en-US",
        address: { country: "US", province: "NY", city: "Albany", postcode: "12207" },
      },
      consents: [], shipments: [], refunds: [], restored: false,
    });
  });

  it("is the same snapshot under every topic", () => {
    const snapshots = ["create", "updated", "paid", "fulfilled", "partially_fulfilled", "cancelled"].map((name) => order({}, `orders/${name}`));
    for (const snapshot of snapshots) expect(snapshot).toEqual(snapshots[0]);
  });

  it("keeps ids beyond 2^53, and believes the GraphQL id where the number was rounded", () => {
    expect(order({ id: "820982911946154508" }).ref).toBe("820982911946154508");
    expect(order({ overrides: { id: 820982911946154500, admin_graphql_api_id: "gid://shopify/Order/820982911946154508" } }).ref).toBe("820982911946154508");
    expect(order({ id: "820982911946154509", overrides: { admin_graphql_api_id: null } }).ref).toBe("820982911946154509");
    expect(order({ overrides: { id: "5001", admin_graphql_api_id: null } }).ref).toBe("5001");
  });

  it.each([
    ["JPY", 1200, 1200], ["KWD", 1255, 1255], ["USD", 1999, 1999],
  ])("counts %s in its own minor units", (currency, unitPrice, total) => {
    expect(order({ currency, lines: [{ ...mug, unitPrice, quantity: 1 }] })).toMatchObject({ currency, total });
  });

  it("reads amounts and quantities given as numbers or as text", () => {
    expect(order({ overrides: { total_price: 12.5, line_items: [{ id: "9", title: "T", price: 6.25, quantity: "2", product_id: "3" }] } }))
      .toMatchObject({ total: 1250, lines: [{ ref: "9", total: 1250, quantity: 2, productRef: "3", sku: null }] });
  });

  it("shares a code's discount among the lines", () => {
    const { lines } = order({ lines: [mug, { ...mug, title: "Cup", quantity: 1, unitPrice: 1, discount: 1 }], discountCodes: [{ code: "X", amount: 1000 }] });
    expect(lines.map((line) => line.total)).toEqual([998, 0]);
  });

  it("was placed when the shop says, not when it was imported", () => {
    expect(order({ processedAt: T0 - 900 * 24 * 60 * MIN }).placedAt).toBe(T0 - 900 * 24 * 60 * MIN);
    expect(order({ processedAt: T0 + MIN }).placedAt).toBe(T0);
  });

  it("reads dates in any offset", () => {
    expect(order({ overrides: { created_at: "2026-05-01T14:30:00+05:30", processed_at: null } }).placedAt).toBe(T0);
  });

  it("passes on test orders and orders without lines", () => {
    expect(order({ test: true, lines: [] })).toMatchObject({ test: true, lines: [], total: 0 });
  });

  it("was paid at the checkout, as every later snapshot says alike", () => {
    for (const minutes of [0, 5, 500]) {
      for (const financialStatus of ["paid", "partially_refunded", "refunded"] as const) expect(order({ updatedAt: T0 + minutes * MIN, financialStatus }).paidAt).toBe(T0);
    }
    for (const financialStatus of ["pending", "authorized", "partially_paid", "voided"] as const) expect(order({ financialStatus }).paidAt).toBeNull();
  });

  it("that pays later was paid by the time of the snapshot that says so", () => {
    expect(order({ cashOnDelivery: true })).toMatchObject({ cashOnDelivery: true, paidAt: null });
    expect(order({ cashOnDelivery: true, financialStatus: "paid", updatedAt: T0 + 9 * MIN })).toMatchObject({ cashOnDelivery: true, paidAt: T0 + 9 * MIN });
    expect(order({ gateways: ["Bank Deposit"], updatedAt: T0 + 9 * MIN }).paidAt).toBe(T0 + 9 * MIN);
    expect(order({ overrides: { payment_terms: { due_in_days: 30 } }, updatedAt: T0 + 9 * MIN }).paidAt).toBe(T0 + 9 * MIN);
  });

  it("was cancelled, fulfilled and refunded at those moments, whatever came after", () => {
    const parcel = shopifyFulfillment({ id: 8, orderId: 5001, createdAt: T0 + 5 * MIN, updatedAt: T0 + 6 * MIN, carrier: "UPS", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z" });
    const refund = shopifyRefund({ id: 9, orderId: 5001, createdAt: T0 + 8 * MIN, amount: 1998, note: "broken" });
    for (const updatedAt of [T0 + 10 * MIN, T0 + 90 * MIN]) {
      expect(order({ updatedAt, cancelledAt: T0 + 7 * MIN, fulfillmentStatus: "fulfilled", financialStatus: "refunded", fulfillments: [parcel], refunds: [refund] })).toMatchObject({
        cancelledAt: T0 + 7 * MIN, fulfilledAt: T0 + 5 * MIN, fullyRefundedAt: T0 + 8 * MIN,
        refunds: [{ kind: "refund", ref: "9", orderRef: "5001", at: T0 + 8 * MIN, amount: 1998, currency: "USD", reason: "broken" }],
        shipments: [{ kind: "shipment", ref: "8", orderRef: "5001", shippedAt: T0 + 5 * MIN, version: { at: T0 + 6 * MIN } }],
      });
    }
  });

  it("that never was paid has nothing to refund", () => {
    const takenOff = shopifyRefund({ id: 9, orderId: 5001, createdAt: T0, amount: 0, overrides: { transactions: [], refund_line_items: [{ subtotal: 9.99, total_tax: 0 }] } });
    expect(order({ cashOnDelivery: true, refunds: [takenOff] }).refunds).toEqual([]);
    expect(order({ refunds: [takenOff], financialStatus: "partially_refunded" }).refunds).toMatchObject([{ amount: 999 }]);
  });

  it("further along ranks higher within one second, and content decides the rest", () => {
    const ranks = [
      order({ financialStatus: "pending" }), order({ financialStatus: "authorized" }), order({}),
      order({ fulfillmentStatus: "partial" }), order({ fulfillmentStatus: "fulfilled" }), order({ fulfillmentStatus: "fulfilled", cancelledAt: T0 }),
      order({ fulfillmentStatus: "fulfilled", cancelledAt: T0, financialStatus: "refunded" }),
    ].map((snapshot) => snapshot.version.rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
    const { digest } = order({}).version;
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(order({ overrides: { note: "not read" } }).version.digest).toBe(digest);
    expect(order({ shipping: 1 }).version.digest).not.toBe(digest);
  });
});

describe("an order's customer", () => {
  it("may be missing: null, absent, or all empty", () => {
    const nobody = { ref: null, email: null, phone: null, firstName: null, lastName: null };
    expect(order({ customer: null, email: "" }).customer).toMatchObject(nobody);
    const absent = shopifyOrder({ id: 1, number: 1001, createdAt: T0 });
    for (const key of ["customer", "email", "phone", "contact_email", "billing_address", "shipping_address", "customer_locale"]) delete absent[key];
    expect(only<OrderSnapshot>(read("orders/create", absent)).customer).toEqual({ ...nobody, locale: null, address: null });
    const empty = { first_name: "", last_name: "", city: "", zip: "", province_code: "", country_code: "", phone: "" };
    expect(order({ customer: null, email: "", overrides: { shipping_address: empty } }).customer).toMatchObject({ ...nobody, address: null });
  });

  it("may have only a phone, read in the country the order goes to", () => {
    const address = { countryCode: "IN", city: "Pune", phone: "98765 43210", firstName: "Asha" };
    expect(order({ customer: null, email: null, shippingAddress: address }).customer).toMatchObject({ email: null, phone: "+919876543210", firstName: "Asha", lastName: null });
    expect(order({ customer: null, phone: "98765 43210", shippingAddress: { countryCode: "IN" } }).customer.phone).toBe("+919876543210");
    expect(order({ customer: null, phone: "5185550100" }).customer.phone).toBe("+15185550100");
    expect(order({ customer: null, phone: "555-555-SHIP" }).customer.phone).toBeNull();
  });

  it("keeps first and last name from one place", () => {
    expect(order({ customer: { id: 1, firstName: "Alan", lastName: "" }, shippingAddress: { countryCode: "HK", firstName: "Bo", lastName: "Li" } }).customer)
      .toMatchObject({ firstName: "Alan", lastName: null });
    expect(order({ customer: { id: 1 }, shippingAddress: { countryCode: "HK", firstName: "Bo", lastName: "Li" } }).customer).toMatchObject({ firstName: "Bo", lastName: "Li" });
  });

  it("leaves out what is not an e-mail address, a locale or a country", () => {
    expect(order({ email: "nope", locale: "../etc", overrides: { shipping_address: { country_code: "United States", city: "X" }, contact_email: null, customer: null } }).customer)
      .toMatchObject({ email: null, locale: null, address: { country: null, city: "X" } });
  });
});

describe("consent", () => {
  const CHECKOUT = { channel: "email", granted: true, at: T0, source: "checkout" };

  it("is given at the checkout, when the order is placed", () => {
    expect(order({ acceptsMarketing: true, updatedAt: T0 + MIN }).consents).toEqual([CHECKOUT]);
    expect(order({ acceptsMarketing: false }).consents).toEqual([]);
  });

  it("waits for the answer where the shop asks twice", () => {
    expect(order({ acceptsMarketing: true, customer: { ...jane, emailConsent: { state: "pending", at: T0 } } }).consents).toEqual([]);
  });

  it("comes with the customer's record", () => {
    const customer = { ...jane, emailConsent: { state: "unsubscribed", at: T0 + MIN }, smsConsent: { state: "subscribed", at: T0 - MIN } } as const;
    const facts = [
      { channel: "email", granted: false, at: T0 + MIN, source: "account" },
      { channel: "sms", granted: true, at: T0 - MIN, source: "account" },
    ];
    expect(order({ acceptsMarketing: true, customer }).consents).toEqual([CHECKOUT, ...facts]);
    expect(only<CustomerSnapshot>(read("customers/update", shopifyCustomer({ ...customer, createdAt: T0 }))).consents).toEqual(facts);
  });

  it.each([
    [{ emailConsent: { state: "not_subscribed" } }, []],
    [{ emailConsent: { state: "pending" } }, []],
    [{ emailConsent: null, smsConsent: null }, []],
    [{ emailConsent: { state: "subscribed" } }, [{ granted: true, at: T0 }]],
    [{ emailConsent: { state: "redacted" } }, [{ granted: false, at: T0 + MIN }]],
    [{ overrides: { accepts_marketing: true, accepts_marketing_updated_at: "2026-05-01T08:00:00Z" } }, [{ granted: true, at: T0 - 60 * MIN }]],
    [{ overrides: { accepts_marketing: false, accepts_marketing_updated_at: "2026-05-01T09:00:00Z" } }, []],
    [{ overrides: { accepts_marketing: false, accepts_marketing_updated_at: "2026-05-01T10:00:00Z" } }, [{ granted: false, at: T0 + 60 * MIN }]],
  ] as [Partial<ShopifyCustomerInput>, object[]][])("of a record with %j is %j", (input, facts) => {
    const found = only<CustomerSnapshot>(read("customers/create", shopifyCustomer({ ...jane, createdAt: T0, updatedAt: T0 + MIN, ...input })));
    expect(found.consents).toMatchObject(facts);
    expect(found.consents).toHaveLength(facts.length);
  });
});

describe("a customer", () => {
  it("is read from customers/create and customers/update", () => {
    expect(only<CustomerSnapshot>(read("customers/create", shopifyCustomer({ ...jane, createdAt: T0, updatedAt: T0 + MIN })))).toMatchObject({
      kind: "customer", ref: "77", createdAt: T0, deleted: false, version: { at: T0 + MIN, rank: 0 },
      customer: { ref: "77", email: "jane@example.com", phone: "+15185550100", firstName: "Jane", locale: null, address: { country: "US" } },
    });
  });

  it("without dates is as new as its arrival", () => {
    const body = shopifyCustomer({ ...jane, createdAt: T0, overrides: { created_at: null, updated_at: null } });
    expect(only<CustomerSnapshot>(read("customers/create", body))).toMatchObject({ createdAt: null, version: { at: T0 + 99 * MIN } });
  });
});

describe("a parcel", () => {
  const parcel = { id: 8, orderId: "820982911946154508", createdAt: T0, updatedAt: T0 + MIN };
  const shipment = (input: Partial<Parameters<typeof shopifyFulfillment>[0]>): ShipmentSnapshot => only(read("fulfillments/update", shopifyFulfillment({ ...parcel, ...input })));

  it.each([
    [{ status: "pending" }, { shippedAt: null, deliveredAt: null, cancelled: false, version: { rank: 0 } }],
    [{ status: "open" }, { shippedAt: null, cancelled: false }],
    [{ status: "success" }, { shippedAt: T0, deliveredAt: null, cancelled: false, version: { rank: 1 } }],
    [{ status: "success", shipmentStatus: "delivered" }, { shippedAt: T0, deliveredAt: T0 + MIN, version: { rank: 2 } }],
    [{ status: "cancelled" }, { shippedAt: null, cancelled: true, version: { rank: 3 } }],
    [{ status: "error" }, { shippedAt: null, cancelled: true }],
    [{ status: "failure" }, { shippedAt: null, cancelled: true }],
  ] as const)("with %j is %j", (input, facts) => {
    expect(shipment(input)).toMatchObject({ ref: "8", orderRef: "820982911946154508", ...facts });
  });

  it("takes its tracking from the single fields or the first of the lists, and only web addresses", () => {
    expect(shipment({ carrier: "UPS", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z" })).toMatchObject({ carrier: "UPS", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z" });
    const lists = { tracking_number: null, tracking_url: "javascript:alert(1)", tracking_numbers: ["A", "B"], tracking_urls: ["ftp://x", "http://x.example/"] };
    expect(shipment({ overrides: lists })).toMatchObject({ trackingNumber: "A", trackingUrl: "http://x.example/" });
  });

  it.each([
    ["carrier_picked_up", "shipped"], ["in_transit", "in_transit"], ["out_for_delivery", "out_for_delivery"], ["attempted_delivery", "attempted"],
    ["delayed", "delayed"], ["delivered", "delivered"], ["failure", "failed"], ["DELIVERED", "delivered"],
  ])("scanned %s is %s", (status, progress) => {
    const event = shopifyFulfillmentEvent({ id: 3, fulfillmentId: 8, orderId: 5001, status, happenedAt: T0, message: "Albany" });
    expect(only<ShipmentScanSnapshot>(read("fulfillment_events/create", event)))
      .toEqual({ kind: "shipment_scan", ref: "3", orderRef: "5001", shipmentRef: "8", progress, at: T0, message: "Albany" });
  });

  it.each(["label_printed", "confirmed", "ready_for_pickup", "constructor"])("scanned %s has not moved", (status) => {
    expect(read("fulfillment_events/create", shopifyFulfillmentEvent({ id: 3, fulfillmentId: 8, orderId: 5001, status, happenedAt: T0 })).kind).toBe("unhandled");
  });
});

describe("a refund", () => {
  const refund = (overrides: Json): Translation => read("refunds/create", shopifyRefund({ id: 9, orderId: 5001, createdAt: T0, amount: 1000, overrides }));
  const lines = [{ subtotal: 199, total_tax: "10.00" }, { subtotal: "1.00", total_tax: 0 }];

  it.each([
    ["its successful transactions", { transactions: [{ kind: "refund", status: "success", amount: "4.00" }, { kind: "refund", status: "failure", amount: "9.00" }, { kind: "refund", status: "success", amount: 2.5 }] }, 650],
    ["its lines where it has no transactions", { transactions: [], refund_line_items: lines }, 21000],
    ["its lines and refunded shipping", { transactions: [], refund_line_items: lines, order_adjustments: [{ amount: "-30.00", tax_amount: "-3.00" }] }, 24300],
    ["its lines less what was kept", { transactions: [], refund_line_items: lines, order_adjustments: [{ amount: 10, tax_amount: "0.00" }] }, 20000],
    ["its lines where the money is in another currency", { transactions: [{ kind: "refund", status: "success", amount: "180.00", currency: "EUR" }], refund_line_items: lines }, 21000],
  ])("amounts to %s", (_name, overrides, amount) => {
    expect(only<RefundSnapshot>(refund(overrides))).toMatchObject({ kind: "refund", ref: "9", orderRef: "5001", at: T0, amount, currency: "USD" });
  });

  it("is nothing yet while no money went back", () => {
    expect(refund({ transactions: [{ kind: "refund", status: "pending", amount: "4.00" }], refund_line_items: lines }).kind).toBe("unhandled");
    expect(refund({ transactions: [], refund_line_items: [] }).kind).toBe("unhandled");
  });

  it("is in the currency of the order, which a refund names only beside its amounts", () => {
    expect(only<RefundSnapshot>(read("refunds/create", shopifyRefund({ id: 9, orderId: 5001, createdAt: T0, amount: 1200, currency: "JPY" })))).toMatchObject({ amount: 1200, currency: "JPY" });
  });
});
