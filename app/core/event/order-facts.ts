/** What an order's stored state implies: the events it must have told, and where the order stands. */
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { CanonicalEvent } from "./canonical-event.ts";
import type { OrderDetails, OrderState } from "./order-state.ts";
import type { ConsentFact, ShipmentProgress } from "./snapshot.ts";

/** A restore that we receive up to this long before the deletion it undoes still undoes it (they race). */
const RESTORE_WINDOW = DAY;

export type OrderStatus = "draft" | "placed" | "payment_failed" | "paid" | "shipped" | "delivered" | "refunded" | "cancelled" | "deleted";

export function isDeleted(state: OrderState): boolean {
  if (state.deletedAt === null) return false;
  return state.restoredAt === null || state.deletedAt - state.restoredAt > RESTORE_WINDOW;
}

export function refundedTotal(state: OrderState): number {
  return Object.values(state.refunds).reduce((sum, refund) => sum + refund.amount, 0);
}

/** When the last penny went back, or null while any is left. A free order cannot be refunded. */
export function fullyRefundedAt(state: OrderState): Instant | null {
  const total = state.details?.total ?? 0;
  const refunds = Object.values(state.refunds);
  const covered = total > 0 && refundedTotal(state) >= total ? Math.max(...refunds.map((refund) => refund.at)) : null;
  if (state.fullyRefundedAt === null) return covered;
  return covered === null ? state.fullyRefundedAt : Math.min(covered, state.fullyRefundedAt);
}

/** Delivered when every parcel that was not cancelled is. */
export function deliveredAt(state: OrderState): Instant | null {
  const parcels = Object.values(state.shipments).filter((shipment) => !shipment.cancelled);
  const moments = parcels.map((shipment) => parcelDeliveredAt(state, shipment.ref));
  return moments.length > 0 && moments.every((at) => at !== null) ? Math.max(...(moments as number[])) : null;
}

/** When a parcel arrived, as its shipment or the carrier's scans say; the earlier of the two. */
export function parcelDeliveredAt(state: OrderState, shipmentRef: string): Instant | null {
  const moments = Object.values(state.scans)
    .filter((scan) => scan.shipmentRef === shipmentRef && scan.progress === "delivered")
    .map((scan) => scan.at);
  const told = state.shipments[shipmentRef]?.deliveredAt;
  if (told !== null && told !== undefined) moments.push(told);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Where the order stands now, by its newest details: a cancellation that was taken back is past. */
export function orderStatus(state: OrderState): OrderStatus {
  if (isDeleted(state)) return "deleted";
  if (!state.details || state.details.draft) return "draft";
  if (state.details.cancelledAt !== null) return "cancelled";
  if (fullyRefundedAt(state) !== null) return "refunded";
  if (deliveredAt(state) !== null) return "delivered";
  if (state.fulfilledAt !== null || Object.values(state.shipments).some((parcel) => parcel.shippedAt !== null && !parcel.cancelled)) return "shipped";
  if (state.details.paidAt !== null) return "paid";
  return state.details.paymentFailed ? "payment_failed" : "placed";
}

/** Every event the state implies, oldest first; a pure function of the state, so nothing can be told twice. */
export function impliedEvents(state: OrderState): CanonicalEvent[] {
  const details = state.details;
  if (!details || details.draft) return [];
  const events = [...moneyEvents(state, details), ...parcelEvents(state, details)];
  return events.sort((a, b) => a.at - b.at || SEQUENCE.indexOf(a.type) - SEQUENCE.indexOf(b.type) || (a.key < b.key ? -1 : 1));
}

/** The natural order of events that share a moment: the box at the checkout is ticked before the order is placed. */
const SEQUENCE: readonly string[] = [
  "consent.granted", "consent.withdrawn", "order.placed", "order.paid", "shipment.shipped", "order.fulfilled", "shipment.in_transit",
  "shipment.out_for_delivery", "shipment.attempted", "shipment.delayed", "shipment.failed", "shipment.delivered",
  "order.refunded", "order.fully_refunded", "order.cancelled", "order.deleted",
];

function moneyEvents(state: OrderState, details: OrderDetails): CanonicalEvent[] {
  const about = { orderRef: state.ref, number: details.number };
  const total = { amount: state.toldTotal ?? details.total, currency: details.currency };
  const key = `order:${state.ref}`;
  const events: CanonicalEvent[] = [{ key: `${key}:placed`, type: "order.placed", at: details.placedAt, data: { ...about, ...total } }];
  for (const consent of firstWords(details.consents)) {
    const type = consent.granted ? "consent.granted" : "consent.withdrawn";
    events.push({ key: `${key}:${type}:${consent.channel}`, type, at: consent.at, data: { channel: consent.channel, source: consent.source } });
  }
  if (state.paidAt !== null) events.push({ key: `${key}:paid`, type: "order.paid", at: state.paidAt, data: about });
  if (state.fulfilledAt !== null) events.push({ key: `${key}:fulfilled`, type: "order.fulfilled", at: state.fulfilledAt, data: about });
  for (const refund of Object.values(state.refunds)) {
    const data = { ...about, amount: refund.amount, currency: details.currency, refundRef: refund.ref, reason: refund.reason };
    events.push({ key: `refund:${refund.ref}`, type: "order.refunded", at: refund.at, data });
  }
  const refunded = fullyRefundedAt(state);
  if (refunded !== null) events.push({ key: `${key}:fully_refunded`, type: "order.fully_refunded", at: refunded, data: about });
  if (state.cancelledAt !== null) events.push({ key: `${key}:cancelled`, type: "order.cancelled", at: state.cancelledAt, data: { ...about, ...total } });
  // Told even when a restore undid it: whichever of the two arrives first, the same events are told.
  if (state.deletedAt !== null) events.push({ key: `${key}:deleted`, type: "order.deleted", at: state.deletedAt, data: about });
  return events;
}

/** The checkout's box and the account may both say yes; the first of the same word on a channel is the fact. */
function firstWords(consents: readonly ConsentFact[]): ConsentFact[] {
  const sorted = consents.toSorted((a, b) => a.at - b.at);
  return sorted.filter((one, index) => sorted.findIndex((other) => other.channel === one.channel && other.granted === one.granted) === index);
}

function parcelEvents(state: OrderState, details: OrderDetails): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  const tell = (shipmentRef: string, progress: ShipmentProgress, at: Instant, suffix = ""): void => {
    events.push({ key: `shipment:${shipmentRef}:${progress}${suffix}`, type: `shipment.${progress}`, at, data: { orderRef: details.ref, shipmentRef } });
  };
  for (const parcel of Object.values(state.shipments)) {
    if (parcel.cancelled) continue;
    if (parcel.shippedAt !== null) tell(parcel.ref, "shipped", parcel.shippedAt);
    const arrived = parcelDeliveredAt(state, parcel.ref);
    if (arrived !== null) tell(parcel.ref, "delivered", arrived);
  }
  for (const scan of Object.values(state.scans)) {
    const known = state.shipments[scan.shipmentRef];
    if (known?.cancelled) continue;
    if (scan.progress === "delivered") {
      // Told above with its shipment; alone, the first delivered scan is the fact.
      if (!known && parcelDeliveredAt(state, scan.shipmentRef) === scan.at) tell(scan.shipmentRef, "delivered", scan.at);
    } else if (scan.progress !== "shipped") tell(scan.shipmentRef, scan.progress, scan.at, `:${scan.ref}`);
  }
  return events;
}
