/** What an order's statuses say. Source: dev.wix.com, Order object: OrderStatus, PaymentStatus, FulfillmentStatus, Activity. */
import type { Instant } from "#app/core/shared/instant.ts";
import { readInstant } from "#app/core/event/payload/values.ts";
import type { Order } from "./payloads.ts";

const PAYMENT = ["NOT_PAID", "PENDING", "AUTHORIZED", "PARTIALLY_PAID", "DECLINED", "PAID", "PENDING_REFUND", "PARTIALLY_REFUNDED", "FULLY_REFUNDED"];
const FULFILLMENT = ["NOT_FULFILLED", "PARTIALLY_FULFILLED", "FULFILLED"];
/** A refund gives back what was paid, so a refunded order was paid too. */
const PAID = ["PAID", "PENDING_REFUND", "PARTIALLY_REFUNDED", "FULLY_REFUNDED"];
/** PENDING_MERCHANT and AUTHORIZED wait for the shop, not for the buyer. */
const AWAITED = ["NOT_PAID", "PENDING", "PARTIALLY_PAID"];

/** How far along an order is; only compared between two snapshots of one moment. */
export function progressOf(order: Order): number {
  const step = (steps: readonly string[], status: string | null): number => Math.max(0, steps.indexOf(status ?? ""));
  return step(PAYMENT, order.paymentStatus) + 10 * step(FULFILLMENT, order.fulfillmentStatus) + (order.status === "CANCELED" ? 40 : order.status === "APPROVED" ? 1 : 0);
}

/** Not placed yet: INITIALIZED orders may still be declined, and REJECTED ones were. An order is APPROVED once it stands, paid or not. */
export function isDraft({ status }: Order): boolean {
  return status === "INITIALIZED" || status === "PENDING" || status === "REJECTED";
}

/** Approved is not paid: the payment status alone says so. */
export const isPaid = ({ paymentStatus }: Order): boolean => PAID.includes(paymentStatus ?? "");

/** All of it is settled outside the shop after the checkout: in cash, by cheque, on delivery. Wix tells no more. */
export function isPaidOffline({ lineItems }: Order): boolean {
  return lineItems.length > 0 && lineItems.every((line) => line.paymentOption === "FULL_PAYMENT_OFFLINE");
}

/** Whether the buyer still owes money that is to come through the shop. */
export function isAwaited(order: Order): boolean {
  return AWAITED.includes(order.paymentStatus ?? "") && !isPaidOffline(order);
}

/** When an activity of this kind was first noted; an order without it had it by its last change. */
export function momentOf(order: Order, activity: string, updatedAt: Instant): Instant {
  const dates = order.activities.filter(({ type }) => type === activity).flatMap(({ createdDate }) => readInstant(createdDate, "activities.createdDate") ?? []);
  return dates.length > 0 ? Math.min(...dates) : updatedAt;
}
