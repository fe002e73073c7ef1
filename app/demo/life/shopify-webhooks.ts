/** An order's life in Shopify's words. */
import { shopifyBody, shopifyCustomer, shopifyFulfillment, shopifyFulfillmentEvent, shopifyOrder, shopifyRefund } from "#connectors/shopify/fixtures.ts";
import type { Json, ShopifyAddressInput, ShopifyCustomerInput } from "#connectors/shopify/fixtures.ts";
import { MINUTE, SECOND } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { accountConsent, contactAt, mindChangeAt } from "./contact.ts";
import type { Parcel } from "./fate.ts";
import { productIdOf } from "./product-ref.ts";
import type { Random } from "./random.ts";
import type { Shopper } from "./shopper.ts";
import { Outbox } from "./store-webhook.ts";
import type { Span, StoreOrder, StoreWebhook } from "./store-webhook.ts";

export function shopifyWebhooks(store: DemoStore, random: Random, order: StoreOrder, span: Span): StoreWebhook[] {
  const { purchase, fate } = order;
  const out = new Outbox(random, span);
  const { placedAt } = purchase;
  const whole = (topic: string, at: Instant): void => out.send(topic, at, () => shopifyBody(orderAt(store, order, at)));
  if (purchase.accountSince === placedAt) sendAccount(out, purchase.shopper, placedAt);
  whole("orders/create", placedAt);
  if (fate.paidAt !== null) whole("orders/paid", fate.paidAt);
  fate.parcels.forEach((parcel, index) => sendParcel(out, order, parcel, index, whole));
  if (fate.refund) {
    const { refund } = fate;
    out.send("refunds/create", refund.at, () => shopifyBody(refundJson(store, order, refund.at, refund.amount, refund.reason)));
    whole("orders/updated", refund.at);
  }
  if (fate.cancelledAt !== null) {
    const { cancelledAt } = fate;
    if (isPaidAt(order, cancelledAt)) out.send("refunds/create", cancelledAt, () => shopifyBody(refundJson(store, order, cancelledAt, purchase.total, "order cancelled")));
    whole("orders/cancelled", cancelledAt);
  }
  return out.sent;
}

function sendAccount(out: Outbox, shopper: Shopper, since: Instant): void {
  out.send("customers/create", since - 2 * SECOND, () => shopifyBody(shopifyCustomer(customerAt(shopper, since, since))));
  const changedAt = mindChangeAt(shopper, since);
  if (changedAt !== null) out.send("customers/update", changedAt, () => shopifyBody(shopifyCustomer(customerAt(shopper, since, changedAt))));
}

function sendParcel(out: Outbox, order: StoreOrder, parcel: Parcel, index: number, whole: (topic: string, at: Instant) => void): void {
  const { parcels } = order.fate;
  out.send("fulfillments/create", parcel.shippedAt, () => shopifyBody(fulfillmentAt(order, parcel, index, parcel.shippedAt)));
  const last = parcels.every((other) => other.shippedAt <= parcel.shippedAt);
  whole(last ? "orders/fulfilled" : "orders/partially_fulfilled", parcel.shippedAt);
  parcel.scans.forEach(({ progress, at }, turn) => {
    const event = { id: fulfillmentId(order, index) * 10 + turn, fulfillmentId: fulfillmentId(order, index), orderId: order.id, status: progress, happenedAt: at };
    out.sendScan("fulfillment_events/create", at, () => shopifyBody(shopifyFulfillmentEvent(event)));
  });
  const { deliveredAt } = parcel;
  if (deliveredAt !== null) out.sendScan("fulfillments/update", deliveredAt + MINUTE, () => shopifyBody(fulfillmentAt(order, parcel, index, deliveredAt)));
}

/** The order as Shopify shows it right after what happened at `at`. */
function orderAt(store: DemoStore, order: StoreOrder, at: Instant): Json {
  const { purchase, fate } = order;
  const { shopper } = purchase;
  const { email, phone } = contactAt(purchase);
  const shipped = fate.parcels.filter((parcel) => parcel.shippedAt <= at);
  const cancelled = fate.cancelledAt !== null && fate.cancelledAt <= at;
  const paid = isPaidAt(order, at);
  const back = fate.refund && fate.refund.at <= at ? fate.refund : cancelled && paid ? { at: fate.cancelledAt as number, amount: purchase.total, full: true, reason: "order cancelled" } : null;
  return shopifyOrder({
    id: order.id, number: order.number, createdAt: purchase.placedAt, updatedAt: at, cancelledAt: cancelled ? fate.cancelledAt : null, currency: store.currency,
    customer: purchase.accountSince === null ? null : customerAt(shopper, purchase.accountSince, at),
    email: email ?? "", phone, locale: shopper.locale, acceptsMarketing: purchase.ticksConsent, shippingAddress: addressOf(shopper, phone),
    lines: purchase.lines.map(({ product, quantity }) => ({
      productId: productIdOf(store, product), variantId: 44_100_000_000_000 + store.products.indexOf(product),
      sku: product.sku, title: product.title, ...(product.variant ? { variantTitle: product.variant } : {}), quantity, unitPrice: product.price,
    })),
    shipping: purchase.shipping, test: purchase.test, cashOnDelivery: purchase.payment === "cod",
    discountCodes: purchase.couponCode ? [{ code: purchase.couponCode, amount: purchase.discount }] : [],
    financialStatus: back ? (back.full ? "refunded" : "partially_refunded") : paid ? "paid" : cancelled ? "voided" : "pending",
    fulfillmentStatus: shipped.length === 0 ? null : shipped.length < fate.parcels.length ? "partial" : "fulfilled",
    fulfillments: shipped.map((parcel) => fulfillmentAt(order, parcel, fate.parcels.indexOf(parcel), at)),
    refunds: back ? [refundJson(store, order, back.at, back.amount, back.reason)] : [],
  });
}

function isPaidAt({ fate }: StoreOrder, at: Instant): boolean {
  return fate.paidAt !== null && fate.paidAt <= at;
}

function customerAt(shopper: Shopper, createdAt: Instant, at: Instant): ShopifyCustomerInput & { readonly createdAt: Instant } {
  const { granted, changedAt } = accountConsent(shopper, createdAt, at);
  const state = granted ? "subscribed" : changedAt !== null ? "unsubscribed" : "not_subscribed";
  return {
    id: 7_100_000_000_000 + shopper.index * 1009, email: shopper.email, phone: shopper.email === null ? shopper.phone : null, firstName: shopper.firstName, lastName: shopper.lastName,
    locale: shopper.locale, createdAt, updatedAt: changedAt ?? createdAt, address: addressOf(shopper, null),
    emailConsent: { state, at: changedAt ?? (granted ? createdAt : null) },
    ...(shopper.sms ? { smsConsent: { state: "subscribed", at: createdAt } } : {}),
  };
}

function addressOf({ firstName, lastName, street, city }: Shopper, phone: string | null): ShopifyAddressInput {
  return { firstName, lastName, phone, address1: street, city: city.name, zip: city.postcode, provinceCode: city.province, countryCode: city.country };
}

function fulfillmentAt(order: StoreOrder, parcel: Parcel, index: number, at: Instant): Json {
  const latest = parcel.scans.filter((scan) => scan.at <= at).at(-1);
  return shopifyFulfillment({
    id: fulfillmentId(order, index), orderId: order.id, createdAt: parcel.shippedAt, updatedAt: latest ? Math.max(latest.at, parcel.shippedAt) : parcel.shippedAt,
    shipmentStatus: latest?.progress ?? null, carrier: parcel.carrier, trackingNumber: parcel.number, trackingUrl: parcel.url,
  });
}

function fulfillmentId(order: StoreOrder, index: number): number {
  return order.id * 10 + 5 + index;
}

function refundJson(store: DemoStore, order: StoreOrder, at: Instant, amount: number, note: string): Json {
  return shopifyRefund({ id: order.id * 10 + 1, orderId: order.id, createdAt: at, amount, currency: store.currency, note });
}
