import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import type { OrderSnapshot, Snapshot } from "#app/core/event/snapshot.ts";
import { wixConsent, wixContact, wixEvent, wixFulfillments, wixOrder, wixProduct, wixProductV1, wixRefund, wixTransactions, wixWebhook } from "./fixtures.ts";
import type { Json, WixOrderInput } from "./fixtures.ts";
import { wix } from "./index.ts";
import { makeToken } from "./jwt.ts";
import { newKeyPair } from "./test-keys.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const HOUR = 3_600_000;
const shop = { currency: "USD", country: "US" };
const { privateKey } = newKeyPair();
const ORDER = "880fa895-0000-4000-8000-000000000001";
const CONTACT = "24de6f0b-0000-4000-8000-000000000001";
const input: WixOrderInput = {
  id: ORDER, number: 10002, createdAt: T0, total: "25.50", contactId: CONTACT, email: "Ada@Example.com", phone: "+12125550123", coupon: "save5",
  lines: [{ productId: "c8539b66-0000-4000-8000-000000000001", name: "Mug", sku: "MUG", quantity: 2, price: "10.00", total: "20.00", imageUrl: "https://static.wixstatic.com/media/mug.png" }],
};

const told = (eventType: string, event: Json): Translation => wix.translate(eventType, wixWebhook({ eventType, instanceId: "inst-0001", event, privateKey, at: T0 }), T0 + HOUR, shop);
const pulled = (topic: string, json: Json): Translation => wix.translate(topic, new TextEncoder().encode(JSON.stringify(json)), T0 + HOUR, shop);
const all = (translation: Translation): readonly Snapshot[] => {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  return translation.snapshots;
};
const approved = (order: Json): Json => wixEvent("wix.ecom.v1.order", "approved", ORDER, T0, { actionEvent: { body: { order } } });
const orderOf = (over: Partial<WixOrderInput> = {}): OrderSnapshot => all(told("wix.ecom.v1.order_approved", approved(wixOrder({ ...input, ...over }))))[0] as OrderSnapshot;

describe("an order", () => {
  it("is read whole", () => {
    expect(orderOf({ paidAt: T0 + 5 })).toMatchObject({
      kind: "order", ref: ORDER, number: "10002", placedAt: T0, draft: false, currency: "USD", total: 2550, paidAt: T0 + 5, awaitingPayment: false, cashOnDelivery: false, codes: ["SAVE5"],
      place: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      lines: [{ productRef: "c8539b66-0000-4000-8000-000000000001", sku: "MUG", title: "Mug", quantity: 2, total: 2000, imageUrl: "https://static.wixstatic.com/media/mug.png" }],
      customer: { ref: CONTACT, email: "ada@example.com", phone: "+12125550123", firstName: "Ada", lastName: "Moss", locale: "en", address: { country: "US", province: "NY", city: "Springfield", postcode: "12345" } },
    });
  });

  it("says the same whichever way it came", () => {
    const order = wixOrder({ ...input, paidAt: T0 + 5 });
    const forms: Translation[] = [
      told("wix.ecom.v1.order_approved", approved(order)),
      told("wix.ecom.v1.order_created", wixEvent("wix.ecom.v1.order", "created", ORDER, T0, { createdEvent: { entity: order } })),
      told("wix.ecom.v1.order_created", wixEvent("wix.ecom.v1.order", "created", ORDER, T0, { createdEvent: { entityAsJson: JSON.stringify(order) } })),
      told("wix.ecom.v1.order_updated", wixEvent("wix.ecom.v1.order", "updated", ORDER, T0 + 9, { updatedEvent: { currentEntityAsJson: JSON.stringify(order) } })),
      told("wix.ecom.v1.order_payment_status_updated", wixEvent("wix.ecom.v1.order", "payment_status_updated", ORDER, T0 + 9, { actionEvent: { bodyAsJson: JSON.stringify({ order, previousPaymentStatus: "NOT_PAID" }) } })),
      pulled("orders/pulled", { order, fulfillments: null, transactions: null }),
    ];
    for (const form of forms) expect(form).toEqual(forms[0]);
  });

  it("that is approved is not paid for that", () => {
    expect(orderOf()).toMatchObject({ draft: false, paidAt: null, awaitingPayment: true });
    expect(orderOf({ lines: [{ productId: "p", name: "Mug", price: "1.00", offline: true }] })).toMatchObject({ paidAt: null, awaitingPayment: false, cashOnDelivery: true });
  });

  it.each([
    [{ status: "INITIALIZED" }, { draft: true }],
    [{ status: "REJECTED" }, { draft: true }],
    [{ paymentStatus: "DECLINED" }, { paymentFailed: true, paidAt: null, awaitingPayment: false }],
    [{ paymentStatus: "AUTHORIZED" }, { awaitingPayment: false, paidAt: null }],
    [{ paymentStatus: "PARTIALLY_REFUNDED", paidAt: T0 + 5 }, { paidAt: T0 + 5, fullyRefundedAt: null }],
    [{ paymentStatus: "FULLY_REFUNDED", paidAt: T0 + 5, updatedAt: T0 + HOUR }, { paidAt: T0 + 5, fullyRefundedAt: T0 + HOUR }],
    [{ canceledAt: T0 + HOUR }, { cancelledAt: T0 + HOUR, draft: false }],
    [{ fulfilledAt: T0 + HOUR }, { fulfilledAt: T0 + HOUR }],
    [{ fulfillmentStatus: "PARTIALLY_FULFILLED" }, { fulfilledAt: null }],
    [{ currency: "JPY", total: "2550", lines: [] }, { total: 2550, currency: "JPY" }],
    [{ currency: "KWD", total: "25.5", lines: [] }, { total: 25_500, currency: "KWD" }],
    [{ contactId: null, email: null }, { customer: { ref: null, email: null } }],
    [{ memberId: "m1" }, { customer: { ref: CONTACT } }],
    [{ overrides: { purchasedDate: "2026-04-01T00:00:00Z" } }, { placedAt: Date.UTC(2026, 3, 1) }],
    [{ overrides: { shippingInfo: null, billingInfo: null, recipientInfo: { contactDetails: { firstName: "Bo" }, address: { country: "GB" } } } }, { customer: { firstName: "Bo", lastName: null } }],
  ])("%j", (over, facts) => expect(orderOf(over as Partial<WixOrderInput>)).toMatchObject(facts));

  it.each([
    [{ overrides: { priceSummary: null } }, "priceSummary.total is missing"],
    [{ total: "many" }, 'priceSummary.total "many" is not an amount of USD'],
    [{ overrides: { createdDate: "yesterday" } }, 'createdDate "yesterday" is not a date and time'],
    [{ id: "" }, "id is missing"],
    [{ id: "a b" }, 'id "a b" is not an id'],
  ])("that cannot be read names the field: %j", (over, reason) => {
    expect(told("wix.ecom.v1.order_approved", approved(wixOrder({ ...input, ...over } as WixOrderInput)))).toEqual({ kind: "quarantined", reason: `wix.ecom.v1.order_approved: ${reason}` });
  });
});

describe("parcels and refunds", () => {
  const parcel = { id: "f1", createdAt: T0 + HOUR, number: "1Z", carrier: "ups", link: "https://ups.example/1Z" };

  it("are told by their own events, and by the API with the order, alike", () => {
    const event = wixEvent("wix.ecom.v1.fulfillments", "updated", ORDER, T0 + 2 * HOUR, { actionEvent: { body: { orderWithFulfillments: wixFulfillments(ORDER, [parcel, { id: "f2", createdAt: T0 + HOUR }]) } } });
    const shipments = all(told("wix.ecom.v1.fulfillments_updated", event));
    expect(shipments).toMatchObject([
      { kind: "shipment", ref: "f1", orderRef: ORDER, shippedAt: T0 + HOUR, deliveredAt: null, carrier: "ups", trackingNumber: "1Z", trackingUrl: "https://ups.example/1Z", version: { at: T0 + 2 * HOUR } },
      { ref: "f2", trackingNumber: null, carrier: null },
    ]);
    const body = { order: wixOrder({ ...input, updatedAt: T0 + 2 * HOUR }), fulfillments: wixFulfillments(ORDER, [parcel, { id: "f2", createdAt: T0 + HOUR }]), transactions: wixTransactions(ORDER, [{ id: "r1", createdAt: T0 + HOUR, amount: "5.5" }]) };
    const [, ...rest] = all(pulled("orders/pulled", body));
    expect(rest.slice(0, 2)).toEqual(shipments);
    expect(rest[2]).toEqual(all(told("wix.ecom.v1.order_transactions_refund_completed", wixEvent("wix.ecom.v1.order_transactions", "refund_completed", ORDER, T0 + HOUR, { actionEvent: { body: { orderId: ORDER, refund: wixRefund({ id: "r1", createdAt: T0 + HOUR, amount: "5.50" }) } } })))[0]);
  });

  it("a refund counts what has gone back, each once", () => {
    const refunds = [{ id: "r1", createdAt: T0, amount: "5.00", reason: "broken" }, { id: "r2", createdAt: T0, amount: "9.00", status: "PENDING" }, { id: "r3", createdAt: T0, amount: "9.00", status: "FAILED" }];
    const event = wixEvent("wix.ecom.v1.order_transactions", "updated", ORDER, T0, { actionEvent: { body: { orderTransactions: wixTransactions(ORDER, refunds) } } });
    expect(all(told("wix.ecom.v1.order_transactions_updated", event))).toEqual([{ kind: "refund", ref: "r1", orderRef: ORDER, at: T0, amount: 500, currency: "USD", reason: "broken" }]);
    const none = wixEvent("wix.ecom.v1.order_transactions", "updated", ORDER, T0, { actionEvent: { body: { orderTransactions: wixTransactions(ORDER, refunds.slice(1)) } } });
    expect(told("wix.ecom.v1.order_transactions_updated", none)).toEqual({ kind: "unhandled", reason: "no money went back yet" });
  });
});

describe("people", () => {
  const contact = wixContact({ id: CONTACT, createdAt: T0, updatedAt: T0 + HOUR, email: "Ada@Example.com", phone: "+12125550123", subscription: "SUBSCRIBED" });
  const event = (slug: string, over: Json): Json => wixEvent("wix.contacts.v4.contact", slug, CONTACT, T0 + HOUR, over);

  it("are told by events and by the API alike", () => {
    const forms = [
      told("wix.contacts.v4.contact_created", event("created", { createdEvent: { entity: contact } })),
      told("wix.contacts.v4.contact_updated", event("updated", { updatedEvent: { currentEntityAsJson: JSON.stringify(contact) } })),
      told("wix.contacts.v4.contact_merged", event("merged", { actionEvent: { body: { targetContact: contact } } })),
      pulled("contacts/pulled", contact),
    ];
    for (const form of forms) expect(form).toEqual(forms[0]);
    expect(all(forms[0] as Translation)[0]).toMatchObject({ ref: CONTACT, createdAt: T0, version: { at: T0 + HOUR }, customer: { email: "ada@example.com", phone: "+12125550123", firstName: "Ada" }, consents: [{ channel: "email", granted: true, at: T0 }] });
  });

  it("who unsubscribed are not written to", () => {
    const gone = wixContact({ id: CONTACT, createdAt: T0, updatedAt: T0 + HOUR, email: "ada@example.com", subscription: "UNSUBSCRIBED" });
    expect(all(pulled("contacts/pulled", gone))[0]).toMatchObject({ consents: [{ granted: false, at: T0 + HOUR }] });
    const consent = (state: string, over: Json = {}): Translation => told("wix.marketing.marketing_consent.v1.marketing_consent_updated", wixEvent("wix.marketing.marketing_consent.v1.marketing_consent", "updated", "mc1", T0, { updatedEvent: { currentEntity: { ...wixConsent({ id: "mc1", state, updatedAt: T0 + 5, email: "Ada@example.com" }), ...over } } }));
    expect(all(consent("REVOKED"))).toEqual([{ kind: "consent", ref: "consent-mc1", email: "ada@example.com", phone: null, consents: [{ channel: "email", granted: false, at: T0 + 5, source: "marketing consent" }] }]);
    expect(all(consent("CONFIRMED", { lastConfirmationActivity: { updatedDate: "2026-05-01T08:00:00Z" } }))[0]).toMatchObject({ consents: [{ granted: true, at: T0 - HOUR }] });
    expect(consent("PENDING").kind).toBe("unhandled");
    expect(consent("REVOKED", { details: {} }).kind).toBe("unhandled");
  });

  it("who are deleted are gone, and those merged into another are not", () => {
    expect(all(told("wix.contacts.v4.contact_deleted", event("deleted", { deletedEvent: {} })))[0]).toMatchObject({ ref: CONTACT, deleted: true, version: { at: T0 + HOUR } });
    expect(told("wix.contacts.v4.contact_deleted", event("deleted", { deletedEvent: {}, originatedFrom: "merge" })).kind).toBe("unhandled");
  });

  it.each([
    ["wix.contacts.v4.contact_deleted", event("deleted", { deletedEvent: {} }), { ref: CONTACT, email: null, phone: null, orderRefs: [] }],
    ["wix.ecom.v1.order_updated", wixEvent("wix.ecom.v1.order", "updated", ORDER, T0, { updatedEvent: { currentEntity: wixOrder(input) } }), { ref: CONTACT, email: "ada@example.com", phone: null, orderRefs: [ORDER] }],
    ["wix.members.v1.member_deleted", wixEvent("wix.members.v1.member", "updated", "m1", T0, { updatedEvent: { currentEntity: { contactId: CONTACT, loginEmail: "ada@example.com" } } }), { ref: CONTACT, email: "ada@example.com", phone: null, orderRefs: [] }],
  ])("who ask Wix to forget them are erased: %s", (topic, one, person) => {
    expect(told(topic, { ...one, triggeredByAnonymizeRequest: true })).toEqual({ kind: "notice", notice: { kind: "erase_person", person } });
  });
});

describe("products", () => {
  const ref = "c8539b66-0000-4000-8000-000000000001";
  const facts = { id: ref, name: "Mug", updatedAt: T0, price: "12.50", imageUrl: "https://static.wixstatic.com/media/mug.png" };

  it("of either catalogue say the same", () => {
    const product = { kind: "product", ref, title: "Mug", sku: null, imageUrl: facts.imageUrl, inStock: true, price: 1250, deleted: false, version: { at: T0 } };
    for (const json of [wixProduct(facts), wixProductV1(facts)]) expect(all(pulled("products/pulled", json))[0]).toMatchObject(product);
    const event = wixEvent("wix.stores.catalog.v3.product", "updated", ref, T0, { updatedEvent: { currentEntity: wixProduct(facts) } });
    for (const topic of ["wix.stores.catalog.v3.product_updated", "wix.stores.catalog.v3.product_created"]) expect(told(topic, event)).toEqual(pulled("products/pulled", wixProduct(facts)));
  });

  it.each([["PARTIALLY_OUT_OF_STOCK", true, true], ["OUT_OF_STOCK", true, false], ["IN_STOCK", false, false]])("%s, visible %s", (stock, visible, inStock) => {
    expect(all(pulled("products/pulled", wixProduct({ ...facts, stock, visible })))[0]).toMatchObject({ inStock });
  });

  it("that are deleted are gone", () => {
    expect(all(told("wix.stores.catalog.v3.product_deleted", wixEvent("wix.stores.catalog.v3.product", "deleted", ref, T0, { deletedEvent: {} })))[0]).toMatchObject({ ref, deleted: true, version: { at: T0 } });
    expect(all(told("com.wix.ecommerce.catalog.api.v1.ProductDeleted", { productId: ref }))[0]).toMatchObject({ ref, deleted: true, version: { at: T0 + HOUR } });
  });
});

describe("the app itself", () => {
  it.each([["AppRemoved", "uninstalled"], ["AppInstalled", "shop_changed"], ["PaidPlanPurchased", "plan_changed"], ["PaidPlanChanged", "plan_changed"], ["PaidPlanAutoRenewalCancelled", "plan_changed"]])("%s", (topic, kind) => {
    expect(told(topic, { appId: "a" })).toEqual({ kind: "notice", notice: { kind } });
  });
});

it("reads every topic it lists, and leaves every other alone", () => {
  for (const { topic, via } of wix.topics) {
    const translation = via === "pull" ? pulled(topic, {}) : told(topic, {});
    expect(["quarantined", "notice", "unhandled"], topic).toContain(translation.kind);
    if (translation.kind === "unhandled") expect(translation.reason, topic).not.toMatch(/not one we read/);
  }
  for (const topic of ["", "wix.ecom.v1.cart_updated", "constructor", "OrderPaid"]) expect(told(topic, {}).kind, topic).toBe("unhandled");
});

it.each(["", "{", "a.b.c", "null"])("a body that is no event is kept, and named: %j", (body) => {
  expect(wix.translate("wix.ecom.v1.order_updated", new TextEncoder().encode(body), T0, shop)).toEqual({ kind: "quarantined", reason: "wix.ecom.v1.order_updated: the body is not an event of Wix" });
});

/** Text in text in the token: the whole body stays shallow, whatever is inside. */
it.each([`{"id":1,"a":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`, `{"updatedEvent":{"currentEntityAsJson":${JSON.stringify(`{"id":"x","lineItems":${"[".repeat(50_000)}${"]".repeat(50_000)}}`)}}}`, "[".repeat(100_000)])("an event nested beyond sense is kept, and named: %#", (event) => {
  const data = JSON.stringify({ eventType: "wix.ecom.v1.order_updated", instanceId: "inst-0001", data: event });
  const body = new TextEncoder().encode(makeToken({ data, iat: T0 / 1000 }, privateKey));
  expect(wix.translate("wix.ecom.v1.order_updated", body, T0, shop)).toMatchObject({ kind: "quarantined", reason: expect.stringMatching(/^wix\.ecom\.v1\.order_updated: .{10,200}$/) as string });
});
