/** Which orders of a file a shop has already, and which say anything new. */
import type { Platform } from "./core/event/connector.ts";
import { refundedStandIn, shippedStandIn } from "./core/event/exported-order.ts";
import { emptyOrder } from "./core/event/order-state.ts";
import { reconcile } from "./core/event/reconcile.ts";
import type { OrderSnapshot } from "./core/event/snapshot.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { KnownOrder } from "./models/import.ts";

/**
 * The orders that the shop does not know as they are. An order is the same when it has the same id; an export without
 * ids names orders by number, so there the number tells: in this file, or in the one that was imported before.
 */
export function newsOf(orders: readonly OrderSnapshot[], known: readonly KnownOrder[], now: Instant): OrderSnapshot[] {
  const byRef = new Map(known.map((one) => [one.ref, one.state]));
  const byNumber = new Map(known.flatMap((one) => (one.number === null ? [] : [[one.number, one.ref] as const])));
  return orders.filter((order) => {
    const stored = byRef.get(order.ref);
    const namesake = byNumber.get(order.number);
    if (!stored && namesake !== undefined && (order.ref === order.number || namesake === order.number)) return false;
    const { state } = reconcile(stored ?? emptyOrder(order.ref), order, now);
    if (state === stored) return false;
    // The same order once more further down in the file.
    byRef.set(order.ref, state);
    byNumber.set(order.number, order.ref);
    return true;
  });
}

/** An order of another platform's export (a shop that moved): its ids mean nothing here, and must not meet ours. */
export function fromElsewhere(order: OrderSnapshot, platform: Platform): OrderSnapshot {
  const ref = `${platform}-${order.ref}`;
  return {
    ...order,
    ref,
    customer: { ...order.customer, ref: null },
    shipments: order.shipments.map((one) => ({ ...one, ref: shippedStandIn(ref), orderRef: ref })),
    refunds: order.refunds.map((one) => ({ ...one, ref: refundedStandIn(ref), orderRef: ref })),
  };
}
