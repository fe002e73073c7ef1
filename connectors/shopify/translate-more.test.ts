/** Consent, returns, deletions, the installation and privacy: what each webhook says, each from a body of our own. */
import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import {
  shopifyCustomerRedact, shopifyDataRequest, shopifyDeclinedReturn, shopifyDeletedCustomer, shopifyDeletedOrder, shopifyEmailConsent, shopifyEndedReturn, shopifyFinishedExport, shopifyReturn, shopifyScopes, shopifyShop,
  shopifyShopRedact, shopifySmsConsent, shopifySubscription, shopifyUpdatedReturn,
} from "./fixtures-more.ts";
import { shopifyBody } from "./fixtures.ts";
import type { Json } from "./fixtures.ts";
import { shopify } from "./index.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const RECEIVED = T0 + 60_000;
const BIG = "820982911946154508";
const DOMAIN = "demo.myshopify.com";
const person = { customerId: BIG, email: "Jane@Example.com", phone: "(518) 555-0100", orders: [BIG, 5001] };

function read(topic: string, json: Json): Translation {
  return shopify.translate(topic, shopifyBody(json), RECEIVED, { currency: "USD", country: "US" });
}
const told = (topic: string, json: Json): unknown => {
  const translation = read(topic, json);
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  expect(translation.snapshots).toHaveLength(1);
  return translation.snapshots[0];
};

describe("consent", () => {
  const email = (state: "subscribed" | "unsubscribed" | "redacted", at: number | null) => told("customers_email_marketing_consent/update", shopifyEmailConsent({ customerId: BIG, email: "Jane@Example.com", state, at }));

  it.each([["subscribed", true], ["unsubscribed", false], ["redacted", false]] as const)("by e-mail: %s", (state, granted) => {
    expect(email(state, T0)).toEqual({ kind: "consent", ref: BIG, email: "jane@example.com", phone: null, consents: [{ channel: "email", granted, at: T0, source: "account" }] });
  });

  it("by SMS comes under the older name", () => {
    expect(told("customers_marketing_consent/update", shopifySmsConsent({ customerId: 7, phone: "518-555-0100", state: "subscribed", at: T0 })))
      .toEqual({ kind: "consent", ref: "7", email: null, phone: "+15185550100", consents: [{ channel: "sms", granted: true, at: T0, source: "account" }] });
  });

  it("a no without a moment counts from its receipt; a yes without one does not count", () => {
    expect(email("unsubscribed", null)).toMatchObject({ consents: [{ granted: false, at: RECEIVED }] });
    expect(read("customers_email_marketing_consent/update", shopifyEmailConsent({ customerId: 7, state: "subscribed", at: null })).kind).toBe("unhandled");
  });

  it.each([null, "not_subscribed", "pending", "invalid"] as const)("that is %s is neither yes nor no", (state) => {
    expect(read("customers_email_marketing_consent/update", shopifyEmailConsent({ customerId: 7, state, at: T0 })).kind).toBe("unhandled");
  });

  it("of nobody, or of no time, is kept and named", () => {
    expect(read("customers_email_marketing_consent/update", { email_marketing_consent: { state: "unsubscribed" } })).toEqual({ kind: "quarantined", reason: "customers_email_marketing_consent/update: customer_id is missing" });
    expect(read("customers_marketing_consent/update", { id: 1, sms_marketing_consent: { state: "subscribed", consent_updated_at: "soon" } }).kind).toBe("quarantined");
  });
});

describe("a return", () => {
  it.each([
    ["returns/request", shopifyReturn({ id: 9, orderId: BIG, status: "requested", reason: "SIZE_TOO_SMALL" }), { requestedAt: RECEIVED, closedAt: null, reason: "size too small" }],
    ["returns/approve", shopifyReturn({ id: 9, orderId: BIG, note: "Too small for me" }), { requestedAt: RECEIVED, closedAt: null, reason: "Too small for me" }],
    ["returns/process", shopifyReturn({ id: 9, orderId: BIG }), { requestedAt: null, closedAt: null, reason: "unwanted" }],
    ["returns/reopen", shopifyReturn({ id: 9, orderId: BIG }), { requestedAt: null, closedAt: null, reason: "unwanted" }],
    ["returns/close", shopifyEndedReturn(9, BIG), { requestedAt: null, closedAt: RECEIVED, reason: null }],
    ["returns/cancel", shopifyEndedReturn(9, BIG, "canceled"), { requestedAt: null, closedAt: RECEIVED, reason: null }],
    ["returns/close", { ...shopifyEndedReturn(9, BIG), created_at: "2026-04-01T00:00:00Z", closed_at: "2026-05-01T09:00:00Z" }, { requestedAt: Date.UTC(2026, 3, 1), closedAt: T0, reason: null }],
  ])("%s", (topic, body, expected) => {
    expect(told(topic, body)).toEqual({ kind: "return", ref: "9", orderRef: BIG, ...expected });
  });

  it.each([["returns/decline", shopifyDeclinedReturn(9)], ["returns/update", shopifyUpdatedReturn(9)]])("%s names no order, and waits for the order to be read", (topic, body) => {
    expect(read(topic, body)).toMatchObject({ kind: "unhandled", reason: expect.stringContaining("which order") as string });
  });

  it("and a parcel's scans come with the order that is read", () => {
    const node = {
      id: `gid://shopify/Order/${BIG}`, name: "#1001", createdAt: "2026-05-01T09:00:00Z", processedAt: "2026-05-01T09:00:00Z", updatedAt: "2026-05-02T09:00:00Z", currencyCode: "USD", totalPriceSet: { shopMoney: { amount: "19.98", currencyCode: "USD" } },
      displayFinancialStatus: "PAID", displayFulfillmentStatus: "PARTIALLY_FULFILLED", lineItems: { nodes: [] },
      fulfillments: [{ id: "gid://shopify/Fulfillment/8", status: "SUCCESS", displayStatus: "DELIVERED", createdAt: "2026-05-01T10:00:00Z", updatedAt: "2026-05-02T09:00:00Z", trackingInfo: [],
        events: { nodes: [{ id: "gid://shopify/FulfillmentEvent/3", status: "DELIVERED", happenedAt: "2026-05-02T08:00:00Z", message: "Front door" }, { id: "gid://shopify/FulfillmentEvent/2", status: "LABEL_PRINTED", happenedAt: "2026-05-01T08:00:00Z", message: null }] } }],
      returns: { nodes: [{ id: "gid://shopify/Return/9", status: "DECLINED", createdAt: "2026-05-03T09:00:00Z", closedAt: null }] },
    };
    const translation = read("orders/pulled", node);
    expect(translation).toMatchObject({ kind: "snapshots", snapshots: [
      { kind: "order", ref: BIG, total: 1998, paidAt: T0, fulfilledAt: null, shipments: [{ ref: "8", deliveredAt: Date.UTC(2026, 4, 2, 9) }] },
      { kind: "shipment_scan", ref: "3", orderRef: BIG, shipmentRef: "8", progress: "delivered", at: Date.UTC(2026, 4, 2, 8) },
      { kind: "return", ref: "9", orderRef: BIG, requestedAt: Date.UTC(2026, 4, 3, 9), closedAt: RECEIVED },
    ] });
  });
});

describe("gone", () => {
  it("is an order, when we hear of it", () => {
    expect(told("orders/delete", shopifyDeletedOrder(BIG))).toEqual({ kind: "order_deleted", ref: BIG, at: RECEIVED });
  });

  it("is a customer, and nothing is said of them", () => {
    expect(told("customers/delete", shopifyDeletedCustomer(BIG))).toMatchObject({ kind: "customer", ref: BIG, deleted: true, version: { at: RECEIVED }, customer: { email: null }, consents: [] });
  });
});

describe("a notice", () => {
  const who = { ref: BIG, email: "jane@example.com", phone: "+15185550100", orderRefs: [BIG, "5001"] };
  it.each([
    ["app/uninstalled", shopifyShop(DOMAIN), { kind: "uninstalled" }],
    ["shop/update", shopifyShop(DOMAIN), { kind: "shop_changed" }],
    ["shop/redact", shopifyShopRedact(DOMAIN), { kind: "erase_shop" }],
    ["app/scopes_update", shopifyScopes(["read_orders"], ["read_orders", "read_returns"], T0), { kind: "scopes_changed", scopes: ["read_orders", "read_returns"] }],
    ["app_subscriptions/update", shopifySubscription("CANCELLED", T0), { kind: "plan_changed" }],
    ["bulk_operations/finish", shopifyFinishedExport(1, T0), { kind: "pull_ready" }],
    ["customers/data_request", shopifyDataRequest(DOMAIN, person, BIG), { kind: "export_person", person: who, requestRef: BIG }],
    ["customers/redact", shopifyCustomerRedact(DOMAIN, person), { kind: "erase_person", person: who }],
  ])("%s", (topic, body, notice) => {
    expect(read(topic, body)).toEqual({ kind: "notice", notice });
  });

  it("of a person with nothing but a number is still one", () => {
    expect(read("customers/redact", { customer: { id: 7 } })).toEqual({ kind: "notice", notice: { kind: "erase_person", person: { ref: "7", email: null, phone: null, orderRefs: [] } } });
  });
});

it("what Shopify sends after the uninstall is kept then", () => {
  expect(shopify.topics.filter(({ afterUninstall }) => afterUninstall).map(({ topic }) => topic).sort()).toEqual(["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"]);
});
