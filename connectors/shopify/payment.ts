import type { Instant } from "#app/core/shared/instant.ts";
import type { Order } from "./payloads.ts";

/** OrderDisplayFinancialStatus in lower case, in the order an order goes through them. */
const FINANCIAL = ["pending", "authorized", "partially_paid", "expired", "paid", "voided", "partially_refunded", "refunded"];
const FULFILLMENT = ["unfulfilled", "partial", "fulfilled"];

/** How far along an order is; only compared between two snapshots of one second. */
export function progressOf(order: Order): number {
  const parts = order.fulfillments.length + order.refunds.length;
  return progressOfStatus(order.financial_status?.toLowerCase() ?? "", order.fulfillment_status?.toLowerCase() ?? "", order.cancelled_at !== null, parts);
}

/** Statuses in lower case, as the orders export writes them too. */
export function progressOfStatus(financial: string, fulfillment: string, cancelled: boolean, parts: number): number {
  return 10 * (Math.max(0, FINANCIAL.indexOf(financial)) + Math.max(0, FULFILLMENT.indexOf(fulfillment)) + (cancelled ? 3 : 0)) + Math.min(9, parts);
}

/** A refund gives back what was paid, so a refunded order was paid too. */
export function isPaid(order: Order): boolean {
  return isPaidStatus(order.financial_status?.toLowerCase() ?? "");
}

export const isPaidStatus = (status: string): boolean => ["paid", "partially_refunded", "refunded"].includes(status);

/** Money has moved, if only in part: before that a "refund" is a line taken off the bill. */
export function everPaid(order: Order): boolean {
  return isPaid(order) || order.financial_status?.toLowerCase() === "partially_paid";
}

/** Money is still to come. Not while it is authorized: the buyer has done their part, the shop captures later. */
export function isAwaited(order: Order): boolean {
  return isAwaitedStatus(order.financial_status?.toLowerCase() ?? "") && !isCashOnDelivery(order);
}

export const isAwaitedStatus = (status: string): boolean => ["pending", "partially_paid", "expired"].includes(status);

/**
 * An order's webhook carries no time of payment. An order that pays at the checkout is paid when it is
 * placed, which every snapshot of it says alike. One that pays later (cash, bank transfer, terms) was
 * paid at some time before the snapshot that first says so: that snapshot's own time, of which the
 * earliest counts.
 */
export function paidAtOf(order: Order, placedAt: Instant, updatedAt: Instant): Instant | null {
  if (!isPaid(order)) return null;
  return paysLater(order) ? updatedAt : placedAt;
}

/** "manual" is what Shopify calls any payment recorded by hand; the others are its own manual methods' names. */
const LATER = /^manual$|bank|deposit|transfer|money order|invoice/i;

function paysLater(order: Order): boolean {
  return order.payment_terms !== null || isCashOnDelivery(order) || gatewaysOf(order).some((gateway) => LATER.test(gateway));
}

/** "Cash on Delivery (COD)" is Shopify's own manual method; apps' gateways mostly keep one of the two words. */
export function isCashOnDelivery(order: Order): boolean {
  return gatewaysOf(order).some(isCashOnDeliveryName);
}

export const isCashOnDeliveryName = (gateway: string): boolean => /cash on delivery|\bcod\b/i.test(gateway.replaceAll("_", " "));

function gatewaysOf(order: Order): string[] {
  return [order.gateway, ...order.payment_gateway_names].filter((name) => name !== null);
}
