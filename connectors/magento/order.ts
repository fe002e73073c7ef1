import type { ShopContext } from "#app/core/event/connector.ts";
import type { OrderSnapshot } from "#app/core/event/snapshot.ts";
import { codesOn } from "#app/core/event/payload/codes.ts";
import { discountTold } from "#app/core/event/payload/discount.ts";
import { placeMark } from "#app/core/event/payload/place.ts";
import { looseRef, readCurrency, readMoney, readRef, readTotal, required } from "#app/core/event/payload/values.ts";
import { billingOf, orderCustomer, shippingOf } from "./customer.ts";
import { readDate } from "./dates.ts";
import { allShipped, orderLines } from "./lines.ts";
import type { Order } from "./payloads.ts";
import { isOpen, rankOf, wasInvoiced } from "./state.ts";
import { versioned } from "./version.ts";

/**
 * The whole order, as the API, our module and Adobe I/O Events write it. Magento dates nothing but the creation and the
 * last change: what has no time of its own takes the last change, and the earliest one seen counts.
 */
export function orderSnapshot(order: Order, shop: ShopContext): OrderSnapshot {
  const ref = required(refOf(order), "entity_id");
  const state = required(order.state, "state");
  const placedAt = required(readDate(order.created_at, "created_at"), "created_at");
  const modifiedAt = readDate(order.updated_at, "updated_at") ?? placedAt;
  const currency = readCurrency(order.order_currency_code, shop.currency, "order_currency_code");
  const total = readTotal(order.grand_total, currency, "grand_total");
  const refunded = readMoney(order.total_refunded, currency, "total_refunded") ?? 0;
  const paid = isPaid(order, state, total, currency);
  const shipped = state === "complete" || allShipped(order.items);
  const cashOnDelivery = isCashOnDelivery(order);
  const content = {
    kind: "order" as const,
    ref,
    number: order.increment_id ?? ref,
    placedAt,
    draft: false,
    test: false,
    currency,
    total,
    ...discountTold([order.discount_amount], currency),
    lines: orderLines(order.items, currency),
    paidAt: paid ? modifiedAt : null,
    paymentFailed: false,
    awaitingPayment: isOpen(state) && !paid && !cashOnDelivery,
    cashOnDelivery,
    fulfilledAt: shipped ? modifiedAt : null,
    cancelledAt: state === "canceled" ? modifiedAt : null,
    fullyRefundedAt: state === "closed" ? modifiedAt : null,
    customer: orderCustomer(order, shop),
    consents: [],
    shipments: [],
    // Credit memos come by themselves, each with its own moment.
    refunds: [],
    restored: false,
    codes: codesOn([order.coupon_code], [], []),
    place: placeOf(order),
  };
  // Paying, shipping and refunding a part keep the state, often within one second.
  const rank = 10 * rankOf(state) + (paid ? 1 : 0) + (shipped ? 2 : 0) + (refunded > 0 ? 4 : 0);
  return versioned(content, modifiedAt, rank);
}

/** The observer's event leaves the order's own id out; its items, payment and addresses name it. */
function refOf(order: Order): string | null {
  const own = readRef(order.entity_id, "entity_id");
  return own ?? looseRef(order.payment?.parent_id ?? null) ?? looseRef(order.items[0]?.order_id ?? null) ?? looseRef(billingOf(order)?.parent_id ?? null);
}

/** `total_paid` counts captured money only: an authorised card is not paid yet. Where it is not told, a complete order was invoiced whole. */
function isPaid(order: Order, state: string, total: number, currency: string): boolean {
  if (wasInvoiced(state)) return true;
  const paid = readMoney(order.total_paid, currency, "total_paid");
  if (total === 0) return !isOpen(state) && state !== "canceled";
  return paid !== null && paid >= total;
}

function isCashOnDelivery({ payment }: Order): boolean {
  return payment?.method === "cashondelivery" || (payment?.additional_information ?? []).some((word) => /cash on delivery/i.test(word));
}

function placeOf(order: Order): string | null {
  for (const place of [shippingOf(order), billingOf(order)]) {
    const mark = place && placeMark(place.street, place.postcode, place.city, place.country_id);
    if (mark) return mark;
  }
  return null;
}
