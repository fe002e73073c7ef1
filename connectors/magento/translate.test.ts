import { describe, expect, it } from "vitest";
import type { OrderSnapshot, Snapshot } from "#app/core/event/snapshot.ts";
import { adobeEvent, adobeOrder } from "./adobe-fixture.ts";
import { magentoBody, magentoCreditmemo, magentoCustomer, magentoOrder, magentoProduct, magentoShipment, magentoSubscriber } from "./fixtures.ts";
import type { Json, MagentoOrderInput } from "./fixtures.ts";
import { magento } from "./index.ts";

const T0 = Date.UTC(2026, 10, 21, 9);
const shop = { currency: "USD", country: "US" };
const translate = (topic: string, json: Json) => magento.translate(topic, magentoBody(json), T0 + 5000, shop);
function read<Kind extends Snapshot["kind"]>(topic: string, json: Json, _kind: Kind): Extract<Snapshot, { kind: Kind }> {
  const translation = translate(topic, json);
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  return translation.snapshots[0] as Extract<Snapshot, { kind: Kind }>;
}
const order = (input: Partial<MagentoOrderInput> = {}): OrderSnapshot => read("orders/pulled", magentoOrder({ id: 7, createdAt: T0, items: [MUG], ...input }), "order");
const MUG = { productId: 11, sku: "MUG", title: "Mug", quantity: 2, unitPrice: 1099, discount: 98 };

it("every topic that is listed is read", () => {
  for (const { topic } of magento.topics) expect(translate(topic, {}).kind, topic).not.toBe("snapshots");
  for (const { topic } of magento.topics) expect(JSON.stringify(translate(topic, {})), topic).not.toContain("not one we read");
});

describe("an order", () => {
  it("is the same told by the module, pulled, and by Adobe's event without its own id", () => {
    const json = magentoOrder({ id: 7, createdAt: T0, modifiedAt: T0 + 60_000, items: [MUG], payment: "braintree", coupon: "THANKS", firstName: "Ada", lastName: "Lovelace" });
    const pulled = read("orders/pulled", json, "order");
    expect(read("order.saved", json, "order")).toEqual(pulled);
    expect(read("observer.sales_order_save_commit_after", adobeEvent("observer.sales_order_save_commit_after", adobeOrder(json), "client"), "order")).toEqual(pulled);
    expect(pulled).toMatchObject({
      ref: "7", number: "000000007", placedAt: T0, total: 2100, currency: "USD", paidAt: T0 + 60_000, awaitingPayment: false, codes: ["THANKS"], lines: [{ productRef: "11", quantity: 2, total: 2100 }],
      customer: { ref: null, email: "ada@example.com", firstName: "Ada", phone: "+15185550100", address: { country: "US", province: "New York", city: "Albany", postcode: "12207" } }, version: { at: T0 + 60_000 },
    });
  });

  it("reads amounts as text with four digits, at the currency's own digits", () => {
    expect(order({ overrides: { grand_total: "200.0000" } }).total).toBe(20_000);
    expect(order({ currency: "JPY", items: [{ title: "Mug", unitPrice: 1200 }] })).toMatchObject({ total: 1200, lines: [{ total: 1200 }] });
    expect(order({ overrides: { grand_total: "1200.0000", order_currency_code: "KWD", items: [] } }).total).toBe(1_200_000);
  });

  it("counts the parent of a configurable product, not its variant", () => {
    const shirt = { productId: 50, title: "Shirt", sku: "SHIRT-M", type: "configurable" as const, unitPrice: 3000, parts: [{ productId: 51, sku: "SHIRT-M", title: "Shirt M" }] };
    expect(order({ items: [shirt] }).lines).toMatchObject([{ productRef: "50", total: 3000 }]);
  });

  it("counts a bundle once, less the discounts on its parts, and shipped when its parts are", () => {
    const part = { sku: "A", title: "A", unitPrice: 1000, discount: 100, quantity: 1, shipped: 1 };
    const set = { productId: 60, title: "Set", type: "bundle" as const, unitPrice: 2000, parts: [part, { ...part, sku: "B" }] };
    expect(order({ items: [set] })).toMatchObject({ lines: [{ productRef: "60", total: 1800 }], fulfilledAt: T0 });
    expect(order({ items: [{ ...set, parts: [part, { ...part, shipped: 0 }] }] }).fulfilledAt).toBeNull();
  });

  it("shows a line with tax where the catalogue's prices have it in them", () => {
    const item = { item_id: 1, product_id: 1, name: "Mug", qty_ordered: 1, original_price: 12.3, price: 10, price_incl_tax: 12.3, row_total: 10, row_total_incl_tax: 12.3, discount_amount: 1.23 };
    const totalOf = (over: Json) => order({ overrides: { items: [{ ...item, ...over }] } }).lines[0]?.total;
    expect([totalOf({}), totalOf({ original_price: 10 })]).toEqual([1107, 877]);
  });

  it.each<[string, Partial<MagentoOrderInput>, Partial<OrderSnapshot>]>([
    ["new, by bank transfer", { state: "new", payment: "banktransfer" }, { awaitingPayment: true, paidAt: null }],
    ["new, cash on delivery", { state: "new", payment: "cashondelivery" }, { awaitingPayment: false, cashOnDelivery: true, paidAt: null }],
    ["waiting for a payment page", { state: "pending_payment" }, { awaitingPayment: true }],
    ["held: spelt in Magento's way", { state: "holded" }, { awaitingPayment: false, cancelledAt: null }],
    ["authorised only", { state: "processing", paid: false }, { paidAt: null, awaitingPayment: false }],
    ["cancelled: spelt in Magento's way", { state: "canceled", paid: false }, { cancelledAt: T0, paidAt: null }],
    ["closed: all of the money went back", { state: "closed", refunded: 2100 }, { fullyRefundedAt: T0, paidAt: T0 }],
    ["complete", { state: "complete" }, { fulfilledAt: T0, paidAt: T0 }],
    ["complete and virtual: without any shipment", { state: "complete", shipping: null, items: [{ title: "Course", unitPrice: 900, type: "virtual" }] }, { fulfilledAt: T0 }],
    ["shipped and not yet paid", { state: "processing", paid: false, payment: "cashondelivery", items: [{ title: "Mug", unitPrice: 900, shipped: 1 }] }, { fulfilledAt: T0, paidAt: null }],
    ["with the merchant's own status", { state: "processing", status: "packed_by_bob" }, { paidAt: T0, fulfilledAt: null }],
    ["free", { state: "processing", items: [], paid: false }, { total: 0, paidAt: T0 }],
  ])("%s", (_name, input, expected) => {
    expect(order(input)).toMatchObject(expected);
  });

  it("of a guest has its name from the billing address, and its address from the shipment's", () => {
    const { customer } = order({ billing: { firstName: "Grace", lastName: "Hopper", phone: null, city: "York", country: "GB" }, shipping: { city: "Pune", country: "IN", phone: null } });
    expect(customer).toMatchObject({ ref: null, firstName: "Grace", lastName: "Hopper", phone: null, address: { city: "Pune", country: "IN" } });
    expect(order({ overrides: { customer_id: null } }).customer.ref).toBeNull();
    expect(order({ customerId: 4 }).customer.ref).toBe("4");
  });

  it("takes empty lists for objects and objects for lists", () => {
    expect(order({ overrides: { extension_attributes: [], payment: {}, billing_address: [], items: {} } })).toMatchObject({ lines: [], customer: { address: null } });
  });

  it("moves forward within one second", () => {
    const ranks = [order({ state: "new", paid: false }), order({ state: "processing", paid: false }), order(), order({ state: "complete" }), order({ state: "closed" })].map(({ version }) => version.rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(5);
  });

  it.each([["state", {}], ["grand_total", {}], ["created_at", {}], ["created_at", { created_at: "2000-01-01" }], ["grand_total", { grand_total: "a lot" }], ["updated_at", { updated_at: "soon" }]])("without a readable %s is kept aside, and the field named", (field, over) => {
    const { [field]: _left, ...rest } = magentoOrder({ id: 7, createdAt: T0 });
    expect(translate("orders/pulled", { ...rest, ...over })).toMatchObject({ kind: "quarantined", reason: expect.stringContaining(field) });
  });
});

it("a parcel has its number also when that is added later without a new date", () => {
  const bare = read("shipment.saved", magentoShipment({ id: 3, orderId: 7, createdAt: T0 }), "shipment");
  const tracked = read("shipments/pulled", magentoShipment({ id: 3, orderId: 7, createdAt: T0, tracking: "1Z" }), "shipment");
  expect(tracked).toMatchObject({ ref: "3", orderRef: "7", shippedAt: T0, carrier: "DHL", trackingNumber: "1Z", deliveredAt: null });
  expect([bare.trackingNumber, bare.version.at, bare.version.rank < tracked.version.rank]).toEqual([null, T0, true]);
});

it("a credit memo is a refund, unless it was called off or is over nothing", () => {
  const memo = (over: Json) => magentoCreditmemo({ id: 5, orderId: 7, createdAt: T0, amount: 2100, overrides: over });
  expect(read("creditmemo.saved", memo({ grand_total: "21.0000", entity_id: "5", customer_note: "Broken" }), "refund")).toEqual({ kind: "refund", ref: "5", orderRef: "7", at: T0, amount: 2100, currency: "USD", reason: "Broken" });
  expect([translate("creditmemos/pulled", memo({ state: 3 })).kind, translate("creditmemos/pulled", memo({ grand_total: 0 })).kind]).toEqual(["unhandled", "unhandled"]);
});

describe("a customer", () => {
  it("is read with the default address", () => {
    const customer = read("customer.saved", magentoCustomer({ id: 9, createdAt: T0, email: "Ada@Example.com", address: { city: "York", country: "GB", phone: "01904 555010" } }), "customer");
    expect(customer).toMatchObject({ ref: "9", createdAt: T0, customer: { email: "ada@example.com", firstName: "Ada", address: { city: "York", country: "GB", province: "New York" } }, consents: [] });
  });

  it("says yes from the account's creation and no from its last change", () => {
    const consents = (subscribed: unknown) => read("customers/pulled", magentoCustomer({ id: 9, createdAt: T0, modifiedAt: T0 + 9000, overrides: { extension_attributes: { is_subscribed: subscribed } } }), "customer").consents;
    expect([consents(true), consents("1"), consents("0"), consents(false)].map(([one]) => [one?.granted, one?.at])).toEqual([[true, T0], [true, T0], [false, T0 + 9000], [false, T0 + 9000]]);
  });

  it("that is deleted is only its number; an event of Adobe without an address says nothing", () => {
    expect(read("customer.deleted", { id: 9 }, "customer")).toMatchObject({ ref: "9", deleted: true, customer: { email: null } });
    expect(translate("observer.customer_save_commit_after", { id: 1, created_at: "2000-12-31 16:52:40" }).kind).toBe("unhandled");
  });

  it("answers in the newsletter list with its moment; what waits for confirmation is no answer", () => {
    const subscriber = (status: 1 | 2 | 3 | 4, customerId = 9) => magentoSubscriber({ customerId, email: "ada@example.com", status, at: T0 });
    expect(read("subscriber.saved", subscriber(3), "consent")).toMatchObject({ ref: "9", consents: [{ channel: "email", granted: false, at: T0 }] });
    expect(read("subscriber.saved", subscriber(1), "consent").consents[0]?.granted).toBe(true);
    expect([subscriber(2), subscriber(4), subscriber(1, 0)].map((one) => translate("subscriber.saved", one).kind)).toEqual(["unhandled", "unhandled", "unhandled"]);
  });
});

it("a product has the name that order lines point to; a variant and an event of three fields say nothing", () => {
  const product = (over: Json = {}) => magentoProduct({ id: 11, name: "Mug", price: 1099, createdAt: T0, overrides: over });
  expect(read("products/pulled", product(), "product")).toMatchObject({ ref: "11", title: "Mug", price: 1099, inStock: null, deleted: false });
  expect(read("products/pulled", product({ status: "2" }), "product").inStock).toBe(false);
  expect(read("products/pulled", product({ price: 0, extension_attributes: { stock_item: { is_in_stock: "1" } } }), "product")).toMatchObject({ price: null, inStock: true });
  expect([translate("products/pulled", product({ visibility: 1 })).kind, translate("observer.catalog_product_save_after", { entity_id: "3", sku: "test2", is_new: "0" }).kind]).toEqual(["unhandled", "unhandled"]);
});
