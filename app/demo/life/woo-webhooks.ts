/** An order's life in WooCommerce's words, with its habits: what is created is sent twice, and nothing says which field changed. */
import { wooBody, wooCustomer, wooOrder } from "#connectors/woocommerce/fixtures.ts";
import type { Json, WooAddressInput } from "#connectors/woocommerce/fixtures.ts";
import { MINUTE, SECOND } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { localTime } from "../../core/shared/local-time.ts";
import type { DemoStore } from "../stores/store.ts";
import { accountConsent, contactAt, mindChangeAt } from "./contact.ts";
import type { Parcel } from "./fate.ts";
import { productIdOf } from "./product-ref.ts";
import type { Random } from "./random.ts";
import type { Shopper } from "./shopper.ts";
import { Outbox } from "./store-webhook.ts";
import type { Span, StoreOrder, StoreWebhook } from "./store-webhook.ts";

export function wooWebhooks(store: DemoStore, random: Random, order: StoreOrder, span: Span): StoreWebhook[] {
  const { purchase, fate } = order;
  const out = new Outbox(random, span);
  const { placedAt } = purchase;
  const whole = (topic: string, at: Instant): void => out.send(topic, at, () => wooBody(orderAt(store, order, at)));
  if (purchase.accountSince === placedAt) sendAccount(out, store, purchase.shopper, placedAt);
  if (random.chance(0.12)) out.send("order.updated", placedAt - 40 * SECOND, () => wooBody(draftOf(store, order)));
  whole("order.created", placedAt);
  whole("order.updated", placedAt);
  if (fate.paidAt !== null && fate.paidAt > placedAt) whole("order.updated", fate.paidAt);
  for (const parcel of fate.parcels) {
    whole("order.updated", parcel.shippedAt);
    // Some plugins save the order once more: the same state under a later time.
    if (random.chance(0.3)) whole("order.updated", parcel.shippedAt + 2 * MINUTE);
  }
  const arrived = arrivedAt(order);
  if (arrived !== null) whole("order.updated", arrived);
  if (fate.refund) whole("order.updated", fate.refund.at);
  if (fate.cancelledAt !== null) whole("order.updated", fate.cancelledAt);
  return out.sent;
}

function sendAccount(out: Outbox, store: DemoStore, shopper: Shopper, since: Instant): void {
  const body = (at: Instant) => (): Uint8Array => {
    const { granted, changedAt } = accountConsent(shopper, since, at);
    return wooBody(wooCustomer({
      id: customerId(shopper), createdAt: since, modifiedAt: changedAt ?? since, email: shopper.email ?? "", firstName: shopper.firstName, lastName: shopper.lastName,
      billing: { ...addressOf(shopper), email: shopper.email ?? "", phone: shopper.phone ?? "" }, shipping: addressOf(shopper),
      // An unticked box at the start is no answer; only a change of mind writes a no.
      ...(granted || changedAt !== null ? { acceptsMarketing: granted } : {}),
      zoneOffset: zoneOffset(store, at),
    }));
  };
  out.send("customer.created", since - 2 * SECOND, body(since));
  out.send("customer.updated", since - 2 * SECOND, body(since));
  const changedAt = mindChangeAt(shopper, since);
  if (changedAt !== null) out.send("customer.updated", changedAt, body(changedAt));
}

/** A block checkout saves the order while its page is still open. */
function draftOf(store: DemoStore, order: StoreOrder): Json {
  const at = order.purchase.placedAt - 40 * SECOND;
  const { lines } = orderInput(store, order, at);
  return wooOrder({ id: order.id, number: String(order.number), status: "checkout-draft", createdAt: at, currency: store.currency, lines, zoneOffset: zoneOffset(store, at) });
}

/** The order as WooCommerce shows it right after what happened at `at`. */
function orderAt(store: DemoStore, order: StoreOrder, at: Instant): Json {
  return wooOrder(orderInput(store, order, at));
}

function orderInput(store: DemoStore, order: StoreOrder, at: Instant) {
  const { purchase, fate } = order;
  const { email, phone } = contactAt(purchase);
  const shipped = fate.parcels.filter((parcel) => parcel.shippedAt <= at);
  const completedAt = completed(order);
  const refunded = fate.refund && fate.refund.at <= at ? fate.refund : null;
  return {
    id: order.id, number: String(order.number), status: statusAt(order, at), createdAt: purchase.placedAt, modifiedAt: at, currency: store.currency,
    paidAt: fate.paidAt !== null && fate.paidAt <= at ? fate.paidAt : null,
    completedAt: completedAt !== null && completedAt <= at ? completedAt : null,
    customerId: purchase.accountSince === null ? 0 : customerId(purchase.shopper),
    billing: { ...addressOf(purchase.shopper), email: email ?? "", phone: phone ?? "" }, shipping: addressOf(purchase.shopper),
    lines: purchase.lines.map(({ product, quantity }, index) => ({
      productId: productIdOf(store, product), sku: product.sku, title: product.variant ? `${product.title} - ${product.variant}` : product.title,
      quantity, unitPrice: product.price, discount: shareOf(purchase.discount, purchase.lines.length, index),
    })),
    shippingTotal: purchase.shipping, couponCodes: purchase.couponCode ? [purchase.couponCode] : [],
    ...(purchase.payment === "transfer" ? { paymentMethod: "bacs", paymentTitle: "Direct bank transfer" } : {}), cashOnDelivery: purchase.payment === "cod",
    refunds: refunded ? [{ id: order.id + 1, amount: refunded.amount, reason: refunded.reason }] : [],
    ...(shipped.length > 0 ? { tracking: shipped.map((parcel) => trackingOf(order, parcel)) } : {}),
    ...(purchase.ticksConsent ? { acceptsMarketing: true } : {}), test: purchase.test, zoneOffset: zoneOffset(store, at),
  };
}

function statusAt(order: StoreOrder, at: Instant): string {
  const { fate, purchase } = order;
  const arrived = arrivedAt(order);
  const left = completed(order);
  if (fate.cancelledAt !== null && fate.cancelledAt <= at) return "cancelled";
  if (fate.refund?.full && fate.refund.at <= at) return "refunded";
  if (arrived !== null && arrived <= at) return "delivered";
  if (left !== null && left <= at) return "completed";
  if (purchase.payment === "cod" || purchase.lines.length === 0 || (fate.paidAt !== null && fate.paidAt <= at)) return "processing";
  return purchase.payment === "transfer" ? "on-hold" : fate.paymentFailed ? "failed" : "pending";
}

/** When the last parcel left: the order is completed then. */
function completed({ fate }: StoreOrder): Instant | null {
  return fate.parcels.length === 0 ? null : Math.max(...fate.parcels.map((parcel) => parcel.shippedAt));
}

/** When the tracking plugin saw the last parcel arrive. */
function arrivedAt({ fate }: StoreOrder): Instant | null {
  const moments = fate.parcels.map((parcel) => parcel.deliveredAt);
  return moments.length > 0 && moments.every((at) => at !== null) ? Math.max(...(moments as number[])) : null;
}

function trackingOf(order: StoreOrder, parcel: Parcel) {
  const trackingId = `${order.id}-${parcel.number.slice(-6)}`;
  return { trackingId, number: parcel.number, provider: parcel.carrier, customLink: parcel.url, shippedAt: parcel.shippedAt };
}

function addressOf({ firstName, lastName, street, city }: Shopper): WooAddressInput {
  return { firstName, lastName, address1: street, city: city.name, state: city.province, postcode: city.postcode, country: city.country };
}

function customerId(shopper: Shopper): number {
  return 1_000 + shopper.index;
}

/** An equal share of the coupon for each line; the last takes what is left over. */
function shareOf(total: number, lines: number, index: number): number {
  const share = Math.floor(total / lines);
  return index === lines - 1 ? total - share * (lines - 1) : share;
}

function zoneOffset(store: DemoStore, at: Instant): number {
  const local = localTime(at, store.timeZone);
  return Math.round((Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute) - at) / MINUTE);
}
