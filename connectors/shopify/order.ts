import type { ShopContext } from "#app/core/event/connector.ts";
import type { OrderLine, OrderSnapshot, RefundSnapshot, ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { orderConsents } from "./consent.ts";
import { orderCustomer } from "./customer.ts";
import { codesOn } from "#app/core/event/payload/codes.ts";
import { placeMark } from "#app/core/event/payload/place.ts";
import { refOf } from "./ids.ts";
import type { Line, Order } from "./payloads.ts";
import { everPaid, isCashOnDelivery, paidAtOf, progressOf, isAwaited } from "./payment.ts";
import { refundSnapshot } from "./refund.ts";
import { shipmentSnapshot } from "./shipment.ts";
import { exactSum, looseRef, readCurrency, readInstant, readMoney, readQuantity, readTotal, required } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

/** Every orders/* topic carries the whole order. */
export function orderSnapshot(order: Order, shop: ShopContext): OrderSnapshot {
  const ref = refOf(order);
  const currency = readCurrency(order.currency, shop.currency, "currency");
  const placedAt = placedAtOf(order);
  const updatedAt = readInstant(order.updated_at, "updated_at") ?? placedAt;
  const shipments = order.fulfillments.map((fulfillment) => shipmentSnapshot(fulfillment, ref));
  const refunds = everPaid(order) ? order.refunds.map((refund) => refundSnapshot(refund, { orderRef: ref, currency })).filter((refund) => refund !== null) : [];
  const content = {
    kind: "order" as const,
    ref,
    number: order.name ?? order.order_number ?? ref,
    placedAt,
    draft: false,
    test: order.test,
    currency,
    total: readTotal(order.total_price, currency, "total_price"),
    discount: orderDiscount(order, currency),
    lines: order.line_items.map((line, index) => orderLine(line, index, currency)),
    paidAt: paidAtOf(order, placedAt, updatedAt),
    paymentFailed: false,
    awaitingPayment: isAwaited(order),
    cashOnDelivery: isCashOnDelivery(order),
    fulfilledAt: fulfilledAtOf(order, shipments, updatedAt),
    cancelledAt: readInstant(order.cancelled_at, "cancelled_at"),
    fullyRefundedAt: fullyRefundedAtOf(order, refunds, updatedAt),
    customer: orderCustomer(order, shop),
    consents: orderConsents(order, placedAt, updatedAt),
    shipments,
    refunds,
    restored: false,
    codes: codesOn(order.discount_codes.map(({ code }) => code), order.note_attributes, [order.landing_site]),
    place: placeOf(order),
  };
  return versioned(content, updatedAt, progressOf(order));
}

function placeOf({ shipping_address: shipping, billing_address: billing }: Order): string | null {
  const place = shipping ?? billing;
  return place && placeMark([place.address1, place.address2], place.zip, place.city, place.country_code);
}

/**
 * The earlier of two: `processed_at` is the order's own date and may lie far before `created_at`, as
 * when a merchant imports an old shop's orders through the API, which must not look like new ones.
 */
function placedAtOf(order: Order): Instant {
  const createdAt = readInstant(order.created_at, "created_at");
  const processedAt = readInstant(order.processed_at, "processed_at");
  if (createdAt === null || processedAt === null) return required(createdAt ?? processedAt, "created_at");
  return Math.min(createdAt, processedAt);
}

/** The last parcel's hand-over, which every later snapshot repeats; the order's own change when it lists none. */
function fulfilledAtOf(order: Order, shipments: readonly ShipmentSnapshot[], updatedAt: Instant): Instant | null {
  if (order.fulfillment_status?.toLowerCase() !== "fulfilled") return null;
  return latest(shipments.map((shipment) => shipment.shippedAt)) ?? updatedAt;
}

function fullyRefundedAtOf(order: Order, refunds: readonly RefundSnapshot[], updatedAt: Instant): Instant | null {
  if (order.financial_status?.toLowerCase() !== "refunded") return null;
  return latest(refunds.map((refund) => refund.at)) ?? updatedAt;
}

function latest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : known.reduce((last, at) => Math.max(last, at));
}

function orderLine(line: Line, index: number, currency: string): OrderLine {
  const field = `line_items[${index}]`;
  const quantity = readQuantity(line.quantity, `${field}.quantity`);
  const price = required(readMoney(line.price, currency, `${field}.price`), `${field}.price`);
  return {
    ref: looseRef(line.id) ?? `line-${index + 1}`,
    productRef: looseRef(line.product_id),
    sku: line.sku,
    title: line.name ?? line.title ?? line.sku ?? "Untitled item",
    quantity,
    total: exactSum(Math.max(0, Math.round(price * quantity) - discountOf(line, currency, field)), field),
    imageUrl: null,
  };
}

/** From the lines, which a webhook and our client tell alike: total_discounts is in the webhook only. What went beyond counting counts as far as one can. */
function orderDiscount(order: Order, currency: string): number {
  const sum = order.line_items.reduce((total, line, index) => total + discountOf(line, currency, `line_items[${index}]`), 0);
  return Math.min(Math.max(0, sum), Number.MAX_SAFE_INTEGER);
}

/** `discount_allocations` holds this line's share of every discount; `total_discount` leaves out the order's. */
function discountOf(line: Line, currency: string, field: string): number {
  if (line.discount_allocations.length === 0) return readMoney(line.total_discount, currency, `${field}.total_discount`) ?? 0;
  return line.discount_allocations.reduce((sum, part) => sum + (readMoney(part.amount, currency, `${field}.discount_allocations`) ?? 0), 0);
}
