/** An example or two of every topic: one order on its way, and what is awkward. Written for this project. */
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { forTopics } from "../shared/example.ts";
import type { Example } from "../shared/example.ts";
import { adobeEvent, adobeOrder } from "./adobe-fixture.ts";
import { magentoBody, magentoCreditmemo, magentoCustomer, magentoOrder, magentoProduct, magentoShipment, magentoSubscriber } from "./fixtures.ts";
import type { Json, MagentoOrderInput } from "./fixtures.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const billing = { firstName: "Asha", lastName: "Rao" };
const mugs = { productId: 11, sku: "MUG", title: "Mug ☕", quantity: 2, unitPrice: 999, discount: 5 };
const shirt = { productId: 50, title: "Shirt", sku: "SHIRT-M", type: "configurable" as const, unitPrice: 1200, parts: [{ productId: 51, sku: "SHIRT-M", title: "Shirt M" }] };

const order = (over: Partial<MagentoOrderInput> = {}): Json =>
  magentoOrder({ id: 7, state: "new", payment: "banktransfer", createdAt: T0, customerId: 3, email: "asha@example.com", firstName: "Asha", lastName: "Rao", billing, items: [mugs], shippingTotal: 500, coupon: "HELLO", ...over });
const sent = { state: "complete", modifiedAt: T0 + DAY, items: [{ ...mugs, shipped: 2 }] };
const bare = magentoOrder({ id: 8, state: "new", payment: "cashondelivery", createdAt: T0, currency: "JPY", email: "", billing: { phone: null }, shipping: null, items: [shirt] });
const cancelled = order({ id: 9, state: "canceled", modifiedAt: T0 + HOUR });
const parcel = magentoShipment({ id: 1, orderId: 7, createdAt: T0 + DAY, tracking: "1Z1" });
const untracked = magentoShipment({ id: 2, orderId: 7, createdAt: T0 + DAY });
const refund = magentoCreditmemo({ id: 5, orderId: 7, createdAt: T0 + 2 * DAY, amount: 100 });
const voided = magentoCreditmemo({ id: 6, orderId: 7, createdAt: T0 + 2 * DAY, amount: 100, overrides: { state: 3 } });
const account = magentoCustomer({ id: 3, createdAt: T0 - DAY, modifiedAt: T0, email: "asha@example.com", ...billing, address: billing, subscribed: true });
const bareAccount = magentoCustomer({ id: 4, createdAt: T0 });
const mug = magentoProduct({ id: 11, name: "Mug ☕", sku: "MUG", price: 999, createdAt: T0 });
const variant = magentoProduct({ id: 51, name: "Shirt M", price: 1200, createdAt: T0, visibility: 1 });

const told = (name: string, topics: readonly string[], body: Json): Example[] => forTopics(topics, name, magentoBody(body));
/** As an event of Adobe's, which holds the resource in its own shape. */
const adobe = (name: string, topic: string, value: Json): Example[] => told(name, [topic], adobeEvent(topic, value, "client-0001"));

const ORDERS = ["order.saved", "orders/pulled"];
const SHIPMENTS = ["shipment.saved", "shipments/pulled"];
const REFUNDS = ["creditmemo.saved", "creditmemos/pulled"];
const CUSTOMERS = ["customer.saved", "customers/pulled"];

export const EXAMPLES: readonly Example[] = [
  ...told("an order", ORDERS, order()),
  ...adobe("an order", "observer.sales_order_save_commit_after", adobeOrder(order())),
  ...told("an order of a guest without an address, in yen", ORDERS, bare),
  ...adobe("an order of a guest without an address, in yen", "observer.sales_order_save_commit_after", adobeOrder(bare)),
  ...told("a paid order", ORDERS, order({ state: "processing", modifiedAt: T0 + HOUR })),
  ...told("a sent order", ORDERS, order(sent)),
  ...told("a cancelled order", ORDERS, cancelled),
  ...told("a parcel", SHIPMENTS, parcel),
  ...told("a parcel without a number", SHIPMENTS, untracked),
  ...adobe("a parcel", "observer.sales_order_shipment_save_commit_after", parcel),
  ...told("money that went back", REFUNDS, refund),
  ...told("a credit memo that was called off", REFUNDS, voided),
  ...adobe("money that went back", "observer.sales_order_creditmemo_save_commit_after", refund),
  ...told("a customer", CUSTOMERS, account),
  ...told("a customer with nothing but an e-mail address", CUSTOMERS, bareAccount),
  ...adobe("a customer", "observer.customer_save_commit_after", account),
  ...adobe("a customer of whom only two fields are sent", "observer.customer_save_commit_after", { id: 3, created_at: "2026-05-01 09:00:00" }),
  ...told("a customer who is gone", ["customer.deleted"], { id: 70 }),
  ...told("a yes", ["subscriber.saved"], magentoSubscriber({ customerId: 3, email: "asha@example.com", status: 1, at: T0 })),
  ...told("a yes that waits to be confirmed", ["subscriber.saved"], magentoSubscriber({ customerId: 3, email: "asha@example.com", status: 4, at: T0 })),
  ...told("a product", ["products/pulled"], mug),
  ...told("one size of a product", ["products/pulled"], variant),
  ...adobe("a product", "observer.catalog_product_save_commit_after", mug),
  ...adobe("a product", "observer.catalog_product_save_after", mug),
  ...adobe("a product of which only two fields are sent", "observer.catalog_product_save_after", { entity_id: "11", sku: "MUG" }),
];
