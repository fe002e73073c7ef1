/** What an order's stored state implies: the events it must have told, and where the order stands. */
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { ITEMS_TOLD } from "./canonical-event.ts";
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
  let first = state.shipments[shipmentRef]?.deliveredAt ?? null;
  for (const scan of Object.values(state.scans)) {
    if (scan.shipmentRef !== shipmentRef || scan.progress !== "delivered") continue;
    if (first === null || scan.at < first) first = scan.at;
  }
  return first;
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

/**
 * Every event the state implies, oldest first and none before the order was placed, but those of the keys in `told`, which
 * most of an order's are most of the time; a pure function of the state, so nothing can be told twice.
 */
export function impliedEvents(state: OrderState, told: ReadonlySet<string>): CanonicalEvent[] {
  const details = state.details;
  if (!details || details.draft) return [];
  const events: CanonicalEvent[] = [];
  addMoneyEvents(events, state, details, told);
  addParcelEvents(events, state, details, told);
  if (state.returns) addReturnEvents(events, state, told);
  // A cancellation dated before its order would be over when the journeys that it ends begin.
  const moment = ({ type, at }: CanonicalEvent): Instant => (type === "consent.granted" || type === "consent.withdrawn" ? at : Math.max(at, details.placedAt));
  return events.length < 2 ? events : events.sort((a, b) => moment(a) - moment(b) || SEQUENCE.indexOf(a.type) - SEQUENCE.indexOf(b.type) || (a.key < b.key ? -1 : 1));
}

/** The natural order of events that share a moment: the box at the checkout is ticked before the order is placed. */
const SEQUENCE: readonly string[] = [
  "consent.granted", "consent.withdrawn", "order.placed", "order.paid", "shipment.shipped", "order.fulfilled", "shipment.in_transit",
  "shipment.out_for_delivery", "shipment.attempted", "shipment.delayed", "shipment.failed", "shipment.delivered",
  "return.requested", "return.closed", "order.refunded", "order.fully_refunded", "order.cancelled", "order.deleted",
];

function addMoneyEvents(events: CanonicalEvent[], state: OrderState, details: OrderDetails, told: ReadonlySet<string>): void {
  const about = { orderRef: state.ref, number: details.number };
  const total = { amount: state.toldTotal ?? details.total, currency: details.currency };
  const key = `order:${state.ref}`;
  const isNew = (name: string): boolean => !told.has(`${key}:${name}`);
  if (isNew("placed")) events.push({ key: `${key}:placed`, type: "order.placed", at: details.placedAt, data: { ...about, ...total, items: itemsOf(details), ...(details.discount !== undefined && { discount: details.discount }), ...(details.statedAt !== undefined && { statedAt: details.statedAt }) } });
  for (const consent of firstWords(details.consents)) {
    const type = consent.granted ? "consent.granted" : "consent.withdrawn";
    if (isNew(`${type}:${consent.channel}`)) events.push({ key: `${key}:${type}:${consent.channel}`, type, at: consent.at, data: { channel: consent.channel, source: consent.source } });
  }
  if (state.paidAt !== null && isNew("paid")) events.push({ key: `${key}:paid`, type: "order.paid", at: state.paidAt, data: about });
  if (state.fulfilledAt !== null && isNew("fulfilled")) events.push({ key: `${key}:fulfilled`, type: "order.fulfilled", at: state.fulfilledAt, data: about });
  for (const refund of Object.values(state.refunds)) {
    if (told.has(`refund:${refund.ref}`)) continue;
    const data = { ...about, amount: refund.amount, currency: details.currency, refundRef: refund.ref, reason: refund.reason };
    events.push({ key: `refund:${refund.ref}`, type: "order.refunded", at: refund.at, data });
  }
  const refunded = fullyRefundedAt(state);
  if (refunded !== null && isNew("fully_refunded")) events.push({ key: `${key}:fully_refunded`, type: "order.fully_refunded", at: refunded, data: about });
  if (state.cancelledAt !== null && isNew("cancelled")) events.push({ key: `${key}:cancelled`, type: "order.cancelled", at: state.cancelledAt, data: { ...about, ...total } });
  // Told even when a restore undid it: whichever of the two arrives first, the same events are told.
  if (state.deletedAt !== null && isNew("deleted")) events.push({ key: `${key}:deleted`, type: "order.deleted", at: state.deletedAt, data: about });
}

/** What was bought, one entry per product. */
export function itemsOf(details: Pick<OrderDetails, "lines">): { productRef: string; quantity: number }[] {
  const items = new Map<string, number>();
  for (const line of details.lines) if (line.productRef !== null) items.set(line.productRef, (items.get(line.productRef) ?? 0) + line.quantity);
  return [...items].slice(0, ITEMS_TOLD).map(([productRef, quantity]) => ({ productRef, quantity }));
}

/** The checkout's box and the account may both say yes; the first of the same word on a channel is the fact. */
function firstWords(consents: readonly ConsentFact[]): readonly ConsentFact[] {
  if (consents.length < 2) return consents;
  const sorted = consents.toSorted((a, b) => a.at - b.at);
  return sorted.filter((one, index) => sorted.findIndex((other) => other.channel === one.channel && other.granted === one.granted) === index);
}

function addParcelEvents(events: CanonicalEvent[], state: OrderState, details: OrderDetails, told: ReadonlySet<string>): void {
  const tell = (shipmentRef: string, progress: ShipmentProgress, at: Instant, suffix = ""): void => {
    const key = `shipment:${shipmentRef}:${progress}${suffix}`;
    if (!told.has(key)) events.push({ key, type: `shipment.${progress}`, at, data: { orderRef: details.ref, shipmentRef } });
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
}

function addReturnEvents(events: CanonicalEvent[], state: OrderState, told: ReadonlySet<string>): void {
  for (const { ref, requestedAt, closedAt, reason } of Object.values(state.returns ?? {})) {
    const key = `return:${ref}`;
    if (requestedAt !== null && !told.has(`${key}:requested`)) events.push({ key: `${key}:requested`, type: "return.requested", at: requestedAt, data: { returnRef: ref, reason, orderRef: state.ref } });
    if (closedAt !== null && !told.has(`${key}:closed`)) events.push({ key: `${key}:closed`, type: "return.closed", at: closedAt, data: { returnRef: ref, orderRef: state.ref } });
  }
}
