import type { ShopContext } from "#app/core/event/connector.ts";
import type { OrderDeletedSnapshot, OrderLine, OrderSnapshot, RefundSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { codesOn } from "#app/core/event/payload/codes.ts";
import { discountTold } from "#app/core/event/payload/discount.ts";
import { placeMark } from "#app/core/event/payload/place.ts";
import { orderConsents } from "./consent.ts";
import { orderCustomer } from "./customer.ts";
import { readDate } from "./dates.ts";
import type { Line, Order } from "./payloads.ts";
import { shipmentSnapshots } from "./shipment.ts";
import { isDraft, isFulfilled, rankOf, statusOf } from "./status.ts";
import { exactSum, looseRef, readCurrency, readMoney, readQuantity, readRef, readTotal, readUrl, required } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

/**
 * The whole order, as order.created, order.updated and order.restored send it. An order in the bin
 * (status "trash") is a deleted one.
 *
 * What has no time of its own (cancelled, refunded, each refund) takes the order's last change; a later
 * snapshot says a later time of the same thing, and the earliest one seen counts.
 */
export function orderSnapshot(order: Order, restored: boolean, shop: ShopContext): OrderSnapshot | OrderDeletedSnapshot {
  const ref = required(readRef(order.id, "id"), "id");
  const status = statusOf(required(order.status, "status"));
  const placedAt = readDate(order, "date_created") ?? readDate(order, "date_modified");
  if (placedAt === null) return required<never>(null, "date_created_gmt");
  const modifiedAt = readDate(order, "date_modified") ?? placedAt;
  if (status === "trash") return { kind: "order_deleted", ref, at: modifiedAt };

  const currency = readCurrency(order.currency, shop.currency, "currency");
  const completedAt = readDate(order, "date_completed");
  const fulfilledAt = completedAt ?? (isFulfilled(status) ? modifiedAt : null);
  const refunds = refundSnapshots(order, ref, currency, modifiedAt);
  const cashOnDelivery = order.payment_method === "cod" || /cash on delivery/i.test(order.payment_method_title ?? "");
  const content = {
    kind: "order" as const,
    ref,
    number: order.number ?? ref,
    placedAt,
    draft: isDraft(status),
    test: isTest(order),
    currency,
    total: readTotal(order.total, currency, "total"),
    // Told without its tax also where the shop's prices include it.
    ...discountTold(order.prices_include_tax ? [order.discount_total, order.discount_tax] : [order.discount_total], currency),
    lines: order.line_items.map((line, index) => orderLine(line, index, currency, order.prices_include_tax)),
    paidAt: readDate(order, "date_paid"),
    paymentFailed: status === "failed",
    awaitingPayment: (status === "pending" || status === "on-hold") && !cashOnDelivery,
    cashOnDelivery,
    fulfilledAt,
    cancelledAt: status === "cancelled" ? modifiedAt : null,
    fullyRefundedAt: status === "refunded" ? modifiedAt : null,
    customer: orderCustomer(order, shop),
    consents: orderConsents(order.meta_data, placedAt),
    shipments: shipmentSnapshots(order.meta_data, { ref, status, placedAt, modifiedAt, fulfilledAt }),
    refunds,
    restored,
    codes: codesOf(order),
    place: placeOf(order),
  };
  // Refunds keep the status and restoring keeps the dates, so both must show in the rank.
  const rank = 10 * rankOf(status) + Math.min(8, refunds.length) + (restored ? 1 : 0);
  return versioned(content, modifiedAt, rank);
}

/** order.deleted is sent when an order goes to the bin, with nothing but its id. */
export function deletedOrder(id: string | null, receivedAt: Instant): OrderDeletedSnapshot {
  return { kind: "order_deleted", ref: required(readRef(id, "id"), "id"), at: receivedAt };
}

/** WooPayments notes its mode on the order; core has no test orders. */
function isTest(order: Order): boolean {
  return order.meta_data.some(({ key, value }) => key === "_wcpay_mode" && value === "test");
}

/** The page a visit began at is kept by WooCommerce itself, as order attribution (since 8.5). */
function codesOf({ coupon_lines: coupons, meta_data: meta }: Order): readonly string[] {
  const notes = meta.map(({ key, value }) => ({ name: key, value: typeof value === "string" ? value : null }));
  const entries = notes.filter(({ name }) => name === "_wc_order_attribution_session_entry");
  return codesOn(coupons.map(({ code }) => code), notes, entries.map(({ value }) => value));
}

/** An order that is not sent anywhere has an empty shipping address. */
function placeOf({ shipping, billing }: Order): string | null {
  for (const place of [shipping, billing]) {
    const mark = place && placeMark([place.address_1, place.address_2], place.postcode, place.city, place.country);
    if (mark) return mark;
  }
  return null;
}

/** `total` is without tax also where the shop's prices include it; the shopper saw them with it. */
function orderLine(line: Line, index: number, currency: string, taxIncluded: boolean): OrderLine {
  const field = `line_items[${index}]`;
  const net = required(readMoney(line.total, currency, `${field}.total`), `${field}.total`);
  const tax = taxIncluded ? (readMoney(line.total_tax, currency, `${field}.total_tax`) ?? 0) : 0;
  return {
    ref: looseRef(line.id) ?? `line-${index + 1}`,
    productRef: looseRef(line.product_id),
    sku: line.sku,
    title: line.name ?? line.sku ?? "Untitled item",
    quantity: readQuantity(line.quantity, `${field}.quantity`),
    total: exactSum(net + tax, field),
    imageUrl: readUrl(line.image?.src ?? null),
  };
}

/** Listed with negative totals and without dates. */
function refundSnapshots(order: Order, orderRef: string, currency: string, at: Instant): RefundSnapshot[] {
  return order.refunds.flatMap((refund, index): RefundSnapshot[] => {
    const field = `refunds[${index}]`;
    const amount = Math.abs(required(readMoney(refund.total, currency, `${field}.total`), `${field}.total`));
    if (amount === 0) return [];
    const ref = required(readRef(refund.id, `${field}.id`), `${field}.id`);
    return [{ kind: "refund", ref, orderRef, at, amount, currency, reason: refund.reason }];
  });
}
