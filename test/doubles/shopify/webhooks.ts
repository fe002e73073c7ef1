/** The store's webhooks, in the REST resources' JSON and signed with the app's secret. */
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyOrder, shopifyRefund } from "#connectors/shopify/fixtures.ts";
import type { Json } from "#connectors/shopify/fixtures.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { shopifyProduct } from "#connectors/shopify/product-fixture.ts";
import { shopifyEmailConsent } from "#connectors/shopify/fixtures-more.ts";
import type { SentWebhook, StoreChange } from "../store-double.ts";
import { refundedOf, totalOf } from "./store.ts";
import type { Customer, Order, Product } from "./store.ts";

export const ADDRESS = { address1: "1 High Street", city: "Albany", zip: "12207", provinceCode: "NY", countryCode: "US" } as const;

export function financialStatus(order: Order): "pending" | "paid" | "partially_refunded" | "refunded" {
  if (!order.paid) return "pending";
  const refunded = refundedOf(order);
  return refunded === 0 ? "paid" : refunded < totalOf(order) ? "partially_refunded" : "refunded";
}

export const gatewayOf = (order: Order): string => (order.paysLater ? "Bank Deposit" : "shopify_payments");

const personOf = ({ id, email, phone, firstName, lastName, createdAt, updatedAt }: Customer) => ({ id, email, phone, firstName, lastName, createdAt, updatedAt, address: ADDRESS });

export function orderBody(order: Order): Json {
  return shopifyOrder({
    id: order.id, number: order.number, createdAt: order.createdAt, updatedAt: order.updatedAt, cancelledAt: order.cancelledAt, customer: { ...personOf(order.customer), locale: "en-US" },
    lines: order.lines.map(({ id, product, price }) => ({ id, productId: product.id, title: product.title, unitPrice: price, sku: product.variants[0]?.sku ?? "" })),
    gateways: [gatewayOf(order)], financialStatus: financialStatus(order), fulfillmentStatus: order.shipment ? "fulfilled" : null,
    fulfillments: parcelsOf(order), refunds: refundsOf(order), acceptsMarketing: order.acceptsMarketing,
  });
}

function parcelsOf(order: Order): Json[] {
  if (!order.shipment) return [];
  const { id, at, tracking } = order.shipment;
  return [shopifyFulfillment({ id, orderId: order.id, createdAt: at, carrier: "UPS", trackingNumber: tracking, trackingUrl: `https://ups.example/${tracking}` })];
}

const refundsOf = (order: Order): Json[] => order.refunds.map(({ id, at, amount }) => shopifyRefund({ id, orderId: order.id, createdAt: at, amount }));

export const customerBody = (customer: Customer): Json => shopifyCustomer(personOf(customer));

export function productBody(product: Product): Json {
  const variants = product.variants.map(({ price, sku, inStock }) => ({ price, sku, quantity: inStock ? 3 : 0 }));
  return shopifyProduct({ id: product.id, title: product.title, createdAt: product.createdAt, updatedAt: product.updatedAt, variants });
}

type Told = readonly [topic: string, body: Json];

/** Everything a change makes Shopify say. */
export function toldOf(what: StoreChange, touched: Order | Customer | Product): Told[] {
  if (what.kind === "product_changed") return [["products/update", productBody(touched as Product)]];
  if (what.kind === "customer_changed") {
    const customer = touched as Customer;
    const consent: Told[] = what.consents === null ? [] : [["customers_email_marketing_consent/update", shopifyEmailConsent({ customerId: customer.id, email: customer.email, state: customer.consent.state, at: customer.consent.at })]];
    return [["customers/update", customerBody(customer)], ...consent];
  }
  const order = touched as Order;
  const body = orderBody(order);
  const updated: Told = ["orders/updated", body];
  const more = (topic: string, bodies: readonly Json[]): Told[] => bodies.slice(-1).map((one) => [topic, one] as const);
  switch (what.kind) {
    case "order_placed":
      return [["orders/create", body], ...(order.paid ? ([["orders/paid", body]] as const) : [])];
    case "order_paid":
      return [["orders/paid", body], updated];
    case "order_shipped":
      return [...more("fulfillments/create", parcelsOf(order)), ["orders/fulfilled", body], updated];
    case "order_refunded":
      return [...more("refunds/create", refundsOf(order)), updated];
    case "order_cancelled":
      return [["orders/cancelled", body], updated];
  }
}

export function signed([topic, json]: Told, domain: string, secret: string): SentWebhook {
  const body = shopifyBody(json);
  return { path: "/webhooks/shopify", headers: { ...shopify.sign(body, secret, topic), "x-shopify-shop-domain": domain }, body };
}
