import type { ShopContext } from "#app/core/event/connector.ts";
import type { OrderLine, OrderSnapshot } from "#app/core/event/snapshot.ts";
import { codesOn } from "#app/core/event/payload/codes.ts";
import { discountTold } from "#app/core/event/payload/discount.ts";
import { exactSum, readCurrency, readInstant, readMoney, readQuantity, readTotal, readUrl, required } from "#app/core/event/payload/values.ts";
import { looseRef, refOf } from "./ids.ts";
import type { Order, OrderLinePayload } from "./payloads.ts";
import { isAwaited, isDraft, isPaid, isPaidOffline, momentOf, progressOf } from "./payment.ts";
import { orderCustomer, orderPlace } from "./person.ts";
import { versioned } from "./version.ts";

/**
 * Every order event carries the whole order, and so does the API. Parcels and refunds are told apart from it, by their own
 * events: an order says the same whichever way it came.
 */
export function orderSnapshot(order: Order, shop: ShopContext): OrderSnapshot {
  const ref = refOf(order.id, "id");
  const currency = readCurrency(order.currency, shop.currency, "currency");
  const createdAt = required(readInstant(order.createdDate, "createdDate"), "createdDate");
  const updatedAt = readInstant(order.updatedDate, "updatedDate") ?? createdAt;
  const content = {
    kind: "order" as const,
    ref,
    number: order.number ?? ref,
    // An order brought in from elsewhere was bought before it was created here.
    placedAt: Math.min(createdAt, readInstant(order.purchasedDate, "purchasedDate") ?? createdAt),
    draft: isDraft(order),
    test: false,
    currency,
    total: readTotal(order.priceSummary?.total?.amount ?? order.priceSummary?.totalPrice?.amount ?? null, currency, "priceSummary.total"),
    ...discountTold([order.priceSummary?.discount?.amount ?? null], currency),
    lines: order.lineItems.map((line, index) => orderLine(line, index, currency, order.taxIncludedInPrices)),
    paidAt: isPaid(order) ? momentOf(order, "ORDER_PAID", updatedAt) : null,
    paymentFailed: order.paymentStatus === "DECLINED",
    awaitingPayment: isAwaited(order),
    cashOnDelivery: isPaidOffline(order),
    fulfilledAt: order.fulfillmentStatus === "FULFILLED" ? momentOf(order, "ORDER_FULFILLED", updatedAt) : null,
    cancelledAt: order.status === "CANCELED" ? momentOf(order, "ORDER_CANCELED", updatedAt) : null,
    fullyRefundedAt: order.paymentStatus === "FULLY_REFUNDED" ? momentOf(order, "ORDER_REFUNDED", updatedAt) : null,
    customer: orderCustomer(order, shop),
    consents: [],
    shipments: [],
    refunds: [],
    restored: false,
    codes: codesOn(order.appliedDiscounts.map(({ coupon }) => coupon?.code ?? null), [], []),
    place: orderPlace(order),
  };
  return versioned(content, updatedAt, progressOf(order));
}

function orderLine(line: OrderLinePayload, index: number, currency: string, taxIncluded: boolean): OrderLine {
  const field = `lineItems[${index}]`;
  const quantity = readQuantity(line.quantity, `${field}.quantity`);
  // With tax in the prices the shopper knows the sum after tax; otherwise the one before.
  const told = taxIncluded ? line.totalPriceAfterTax : line.totalPriceBeforeTax;
  const total = readMoney(told?.amount ?? null, currency, `${field}.total`);
  const price = readMoney(line.price?.amount ?? null, currency, `${field}.price`) ?? 0;
  return {
    ref: looseRef(line.id) ?? `line-${index + 1}`,
    productRef: looseRef(line.catalogReference?.catalogItemId ?? null),
    sku: line.physicalProperties?.sku ?? null,
    title: line.productName?.original ?? line.physicalProperties?.sku ?? "Untitled item",
    quantity,
    total: exactSum(Math.max(0, total ?? Math.round(price * quantity)), field),
    imageUrl: readUrl(line.image?.url ?? null),
  };
}
