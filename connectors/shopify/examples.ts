/** An example or two of every topic: one order on its way, and what is awkward. Written for this project. */
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { forTopics } from "../shared/example.ts";
import type { Example } from "../shared/example.ts";
import {
  shopifyCustomerRedact, shopifyDataRequest, shopifyDeclinedReturn, shopifyDeletedCustomer, shopifyDeletedOrder, shopifyEmailConsent, shopifyEndedReturn, shopifyFinishedExport, shopifyReturn, shopifyScopes, shopifyShop,
  shopifyShopRedact, shopifySmsConsent, shopifySubscription, shopifyUpdatedReturn,
} from "./fixtures-more.ts";
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder, shopifyRefund } from "./fixtures.ts";
import type { Json, ShopifyOrderInput } from "./fixtures.ts";
import { shopifyDeletedProduct, shopifyProduct } from "./product-fixture.ts";
import { shopifyCustomerNode, shopifyOrderNode, shopifyProductNode } from "./pulled-fixture.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const DOMAIN = "example-shop.myshopify.com";
/** Beyond 2^53, as Shopify's documentation has them. */
const BIG = "820982911946154508";
const address = { firstName: "Asha", lastName: "Rao", countryCode: "US", provinceCode: "NY", city: "Albany", zip: "12207" };
const person = { id: 7, email: "asha@example.com", phone: "+15185550100", firstName: "Asha", lastName: "Rao", createdAt: T0 - DAY, updatedAt: T0, address };
const line = { productId: 11, sku: "MUG", title: "Mug ☕", quantity: 2, unitPrice: 999, discount: 5 };

const order = (over: Partial<ShopifyOrderInput> = {}): Json =>
  shopifyOrder({ id: 5001, number: 1001, createdAt: T0, financialStatus: "pending", gateways: ["manual"], customer: person, lines: [line], discountCodes: [{ code: "HELLO", amount: 10 }], acceptsMarketing: true, ...over });
const parcel = shopifyFulfillment({ id: 8, orderId: 5001, createdAt: T0 + DAY, carrier: "UPS", trackingNumber: "1Z1", trackingUrl: "https://ups.example/1Z1" });
const refund = shopifyRefund({ id: 9, orderId: 5001, createdAt: T0 + 2 * DAY, amount: 100, note: "A scratch" });
const paid = { financialStatus: "paid", updatedAt: T0 + HOUR } as const;
const sent = { ...paid, updatedAt: T0 + DAY, fulfillmentStatus: "fulfilled", fulfillments: [parcel] } as const;
const refunded = { ...sent, updatedAt: T0 + 2 * DAY, financialStatus: "partially_refunded", refunds: [refund] } as const;
const bare = shopifyOrder({ id: BIG, number: 1002, createdAt: T0, currency: "JPY", email: "", cashOnDelivery: true, lines: [{ title: "テスト", productId: null, unitPrice: 1200 }] });
const cancelled = { id: 5003, number: 1003, cancelledAt: T0 + HOUR, updatedAt: T0 + HOUR, financialStatus: "voided" } as const;

const account = shopifyCustomer(person);
const mug = shopifyProduct({ id: 11, title: "Mug ☕", createdAt: T0, imageUrl: "https://cdn.example.com/mug.png", variants: [{ price: 999, sku: "MUG", quantity: 2 }] });
const gone = shopifyProduct({ id: 12, title: "Sold out, and in two sizes", createdAt: T0, variants: [{ price: 0, quantity: 0 }, { price: 500, quantity: -1 }] });
const rights = { customerId: 7, email: person.email, phone: person.phone, orders: [5001, BIG] };
const stranger = { customerId: BIG, orders: [] };

const told = (name: string, topics: readonly string[], body: Json): Example[] => forTopics(topics, name, shopifyBody(body));
const ORDER_TOPICS = ["orders/create", "orders/updated"];

export const EXAMPLES: readonly Example[] = [
  ...told("an order", ORDER_TOPICS, order()),
  ...told("an order of a guest without an address, in yen", ORDER_TOPICS, bare),
  ...told("a paid order", ["orders/paid", "orders/updated"], order(paid)),
  ...told("a sent order", ["orders/fulfilled", "orders/updated"], order(sent)),
  ...told("a partly refunded order", ["orders/updated"], order(refunded)),
  ...told("an order of which a part was sent", ["orders/partially_fulfilled"], order({ ...sent, fulfillmentStatus: "partial", updatedAt: T0 + DAY - HOUR })),
  ...told("a cancelled order", ["orders/cancelled"], order(cancelled)),
  ...told("an order that is gone", ["orders/delete"], shopifyDeletedOrder(5001)),
  ...told("a parcel", ["fulfillments/create", "fulfillments/update"], parcel),
  ...told("a parcel that was called off", ["fulfillments/update"], shopifyFulfillment({ id: 80, orderId: 5001, createdAt: T0 + DAY, updatedAt: T0 + DAY + HOUR, status: "cancelled" })),
  ...told("a parcel that has arrived", ["fulfillment_events/create"], shopifyFulfillmentEvent({ id: 3, fulfillmentId: 8, orderId: 5001, status: "delivered", happenedAt: T0 + 3 * DAY, message: "Front door" })),
  ...told("a printed label", ["fulfillment_events/create"], shopifyFulfillmentEvent({ id: 2, fulfillmentId: 8, orderId: 5001, status: "label_printed", happenedAt: T0 + HOUR })),
  ...told("money that went back", ["refunds/create"], refund),
  ...told("money that is still on its way back", ["refunds/create"], shopifyRefund({ id: 90, orderId: 5001, createdAt: T0 + 2 * DAY, amount: 100, status: "pending" })),
  ...told("a return", ["returns/request", "returns/approve", "returns/process", "returns/reopen"], shopifyReturn({ id: 19, orderId: 5001, reason: "SIZE_TOO_SMALL" })),
  ...told("a return that is over", ["returns/close", "returns/cancel"], shopifyEndedReturn(19, 5001)),
  ...told("a return that names no order", ["returns/decline"], shopifyDeclinedReturn(19)),
  ...told("changes of a return that names no order", ["returns/update"], shopifyUpdatedReturn(19)),
  ...told("a customer", ["customers/create", "customers/update"], account),
  ...told("a customer with nothing but a number", ["customers/update"], shopifyCustomer({ id: BIG, createdAt: T0 })),
  ...told("a customer who is gone", ["customers/delete"], shopifyDeletedCustomer(7)),
  ...told("a yes", ["customers_email_marketing_consent/update"], shopifyEmailConsent({ customerId: 7, email: person.email, state: "subscribed", at: T0 })),
  ...told("neither yes nor no", ["customers_email_marketing_consent/update"], shopifyEmailConsent({ customerId: 7, email: person.email, state: "pending", at: T0 })),
  ...told("a no by text message", ["customers_marketing_consent/update"], shopifySmsConsent({ customerId: 7, phone: person.phone, state: "unsubscribed", at: T0 })),
  ...told("a product", ["products/create", "products/update"], mug),
  ...told("a product that is sold out", ["products/update"], gone),
  ...told("a product that is gone", ["products/delete"], shopifyDeletedProduct(13)),
  ...told("the shop", ["app/uninstalled", "shop/update"], shopifyShop(DOMAIN)),
  ...told("more permissions", ["app/scopes_update"], shopifyScopes(["read_orders"], ["read_orders", "read_returns"], T0)),
  ...told("a plan", ["app_subscriptions/update"], shopifySubscription("ACTIVE", T0)),
  ...told("a finished export", ["bulk_operations/finish"], shopifyFinishedExport(1, T0)),
  ...told("a person who asks what is held", ["customers/data_request"], shopifyDataRequest(DOMAIN, rights, BIG)),
  ...told("a person to forget", ["customers/redact"], shopifyCustomerRedact(DOMAIN, rights)),
  ...told("a person to forget, by number alone", ["customers/redact"], shopifyCustomerRedact(DOMAIN, stranger)),
  ...told("a shop to forget", ["shop/redact"], shopifyShopRedact(DOMAIN)),
  ...told("an order", ["orders/pulled"], shopifyOrderNode(order())),
  ...told("an order of a guest without an address, in yen", ["orders/pulled"], shopifyOrderNode(bare)),
  ...told("a partly refunded order", ["orders/pulled"], shopifyOrderNode(order(refunded))),
  ...told("a customer", ["customers/pulled"], shopifyCustomerNode(account)),
  ...told("a product", ["products/pulled"], shopifyProductNode(mug)),
  ...told("a product that is sold out", ["products/pulled"], shopifyProductNode(gone)),
];
