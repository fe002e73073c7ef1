/** An example or two of every topic: one order on its way, and what is awkward. Written for this project. */
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { forTopics } from "../shared/example.ts";
import type { Example } from "../shared/example.ts";
import { wixConsent, wixContact, wixEvent, wixFulfillments, wixOrder, wixProduct, wixProductV1, wixRefund, wixTransactions } from "./fixtures.ts";
import type { Json, WixOrderInput } from "./fixtures.ts";
import { PLAN_TOPICS } from "./topics.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const [ORDER, CONTACT, MUG] = [id(1), id(7), id(11)];

const order = (over: Partial<WixOrderInput> = {}): Json =>
  wixOrder({
    id: ORDER, number: 10_001, createdAt: T0, total: "19.93", contactId: CONTACT, email: "asha@example.com", firstName: "Asha", lastName: "Rao", phone: "+15185550100", coupon: "HELLO",
    lines: [{ productId: MUG, name: "Mug ☕", sku: "MUG", quantity: 2, price: "9.99", total: "19.93" }], ...over,
  });
const paid = { paidAt: T0 + HOUR } as const;
const sent = { ...paid, fulfilledAt: T0 + DAY } as const;
const bare = order({ id: id(2), number: 10_002, contactId: null, email: null, currency: "JPY", total: "1200", coupon: "", lines: [{ productId: id(12), name: "テスト", price: "1200", offline: true }], overrides: { shippingInfo: null, billingInfo: null } });
const parcels = wixFulfillments(ORDER, [{ id: "f1", createdAt: T0 + DAY, number: "1Z1", link: "https://ups.example/1Z1" }, { id: "f2", createdAt: T0 + DAY }]);
const back = { id: "r1", createdAt: T0 + 2 * DAY, amount: "1.00", reason: "A scratch" };
const waiting = { id: "r2", createdAt: T0 + 2 * DAY, amount: "1.00", status: "PENDING" };
const contact = wixContact({ id: CONTACT, createdAt: T0 - DAY, updatedAt: T0, email: "asha@example.com", firstName: "Asha", lastName: "Rao", phone: "+15185550100", subscription: "SUBSCRIBED" });
const stranger = wixContact({ id: id(8), createdAt: T0 });
const facts = { id: MUG, name: "Mug ☕", updatedAt: T0, price: "9.99", imageUrl: "https://static.wixstatic.com/media/mug.png" };
const gone = { id: id(12), name: "Sold out", updatedAt: T0, price: "5.00", stock: "OUT_OF_STOCK" };

const json = (body: Json): Uint8Array => new TextEncoder().encode(JSON.stringify(body));
const told = (name: string, topic: string, event: Json): Example[] => forTopics([topic], name, json({ instanceId: "instance-0001", ...event }));
const pulled = (name: string, topic: string, body: Json): Example[] => forTopics([topic], name, json(body));

/** "wix.ecom.v1.order_created": the entity's name and what befell it. */
const event = (name: string, topic: string, entityId: string, at: Instant, carrier: Json, over: Json = {}): Example[] => {
  const cut = /_(?=[a-z]+$|payment_status|refund_completed)/.exec(topic)?.index ?? topic.length;
  return told(name, topic, { ...wixEvent(topic.slice(0, cut), topic.slice(cut + 1), entityId, at, carrier, `${topic}:${name.replaceAll(" ", "-")}`), ...over });
};
const body = (value: Json): Json => ({ actionEvent: { body: value } });
const text = (value: Json): Json => ({ updatedEvent: { currentEntityAsJson: JSON.stringify(value) } });
const entity = (value: Json): Json => ({ createdEvent: { entity: value } });
const consent = (state: string): Json => wixConsent({ id: "mc1", state, updatedAt: T0, email: "asha@example.com" });

export const EXAMPLES: readonly Example[] = [
  ...event("an order", "wix.ecom.v1.order_created", ORDER, T0, entity(order())),
  ...event("an order of a guest without an address, in yen", "wix.ecom.v1.order_created", id(2), T0, entity(bare)),
  ...event("an order", "wix.ecom.v1.order_approved", ORDER, T0, body({ order: order() })),
  ...event("a sent order", "wix.ecom.v1.order_updated", ORDER, T0 + DAY, text(order(sent))),
  ...event("an order whose buyer asks Wix to be forgotten", "wix.ecom.v1.order_updated", ORDER, T0 + DAY, text(order(sent)), { triggeredByAnonymizeRequest: true }),
  ...event("a cancelled order", "wix.ecom.v1.order_canceled", id(3), T0 + HOUR, body({ order: order({ id: id(3), number: 10_003, canceledAt: T0 + HOUR }) })),
  ...event("a paid order", "wix.ecom.v1.order_payment_status_updated", ORDER, T0 + HOUR, { actionEvent: { bodyAsJson: JSON.stringify({ order: order(paid), previousPaymentStatus: "NOT_PAID" }) } }),
  ...event("parcels, one without a number", "wix.ecom.v1.fulfillments_updated", ORDER, T0 + DAY, body({ orderWithFulfillments: parcels })),
  ...event("no parcel any more", "wix.ecom.v1.fulfillments_updated", ORDER, T0 + DAY, body({ orderWithFulfillments: wixFulfillments(ORDER, []) })),
  ...event("money that went back, and some on its way", "wix.ecom.v1.order_transactions_updated", ORDER, T0 + 2 * DAY, body({ orderTransactions: wixTransactions(ORDER, [back, waiting]) })),
  ...event("money that went back", "wix.ecom.v1.order_transactions_refund_completed", ORDER, T0 + 2 * DAY, body({ orderId: ORDER, refund: wixRefund(back) })),
  ...event("money that is still on its way back", "wix.ecom.v1.order_transactions_refund_completed", ORDER, T0 + 2 * DAY, body({ orderId: ORDER, refund: wixRefund(waiting) })),
  ...event("a customer", "wix.contacts.v4.contact_created", CONTACT, T0, entity(contact)),
  ...event("a customer", "wix.contacts.v4.contact_updated", CONTACT, T0, text(contact)),
  ...event("a contact with nothing but a name", "wix.contacts.v4.contact_updated", id(8), T0, text(stranger)),
  ...event("a customer who is gone", "wix.contacts.v4.contact_deleted", id(70), T0, { deletedEvent: {} }),
  ...event("a contact that went into another", "wix.contacts.v4.contact_deleted", id(71), T0, { deletedEvent: {} }, { originatedFrom: "merge" }),
  ...event("a customer", "wix.contacts.v4.contact_merged", CONTACT, T0, body({ targetContact: contact })),
  ...event("a yes", "wix.marketing.marketing_consent.v1.marketing_consent_created", "mc1", T0, entity(consent("CONFIRMED"))),
  ...event("neither yes nor no", "wix.marketing.marketing_consent.v1.marketing_consent_created", "mc1", T0, entity(consent("PENDING"))),
  ...event("a no", "wix.marketing.marketing_consent.v1.marketing_consent_updated", "mc1", T0 + HOUR, text({ ...consent("REVOKED"), updatedDate: "2026-05-01T10:00:00.000Z" })),
  ...event("a product", "wix.stores.catalog.v3.product_created", MUG, T0, entity(wixProduct(facts))),
  ...event("a product", "wix.stores.catalog.v3.product_updated", MUG, T0, text(wixProduct(facts))),
  ...event("a product that is sold out", "wix.stores.catalog.v3.product_updated", id(12), T0, text(wixProduct(gone))),
  ...event("a product that is gone", "wix.stores.catalog.v3.product_deleted", id(13), T0, { deletedEvent: {} }),
  ...told("a product that is gone", "com.wix.ecommerce.catalog.api.v1.ProductDeleted", { productId: id(13) }),
  ...["AppInstalled", "AppRemoved", ...PLAN_TOPICS].flatMap((topic) => told("the app", topic, { appId: "app-0001", planId: "standard" })),
  ...pulled("an order", "orders/pulled", { order: order(), fulfillments: null, transactions: null }),
  ...pulled("an order of a guest without an address, in yen", "orders/pulled", { order: bare, fulfillments: null, transactions: null }),
  ...pulled("an order with parcels and money that went back", "orders/pulled", { order: order({ ...sent, updatedAt: T0 + 2 * DAY, paymentStatus: "PARTIALLY_REFUNDED" }), fulfillments: parcels, transactions: wixTransactions(ORDER, [back, waiting]) }),
  ...pulled("a customer", "contacts/pulled", contact),
  ...pulled("a contact with nothing but a name", "contacts/pulled", stranger),
  ...pulled("a product", "products/pulled", wixProductV1(facts)),
  ...pulled("a product that is sold out", "products/pulled", wixProductV1(gone)),
];
