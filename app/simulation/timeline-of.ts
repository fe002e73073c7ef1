import type { OrderSnapshot } from "../core/event/snapshot.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Happening } from "./history.ts";

/**
 * What is known of an order at its end, as the series of snapshots that a shop would have sent: each moment tells
 * only what was true by then. An export knows no delivery; where `arrivesAfterDays` is given, a parcel is taken to have
 * arrived so long after it left.
 */
export function timelineOf(final: OrderSnapshot, arrivesAfterDays: number | null): Happening[] {
  const order = arrivesAfterDays === null ? final : withArrival(final, arrivesAfterDays * DAY);
  const moments = new Set<Instant>([order.placedAt]);
  const note = (at: Instant | null): void => {
    if (at !== null && at > order.placedAt) moments.add(at);
  };
  for (const at of [order.paidAt, order.fulfilledAt, order.cancelledAt, order.fullyRefundedAt]) note(at);
  for (const shipment of order.shipments) {
    note(shipment.shippedAt);
    note(shipment.deliveredAt);
  }
  for (const refund of order.refunds) note(refund.at);
  return [...moments].sort((a, b) => a - b).map((at) => ({ at, kind: "snapshot", snapshot: asOf(order, at), receivedAt: at }));
}

function asOf(order: OrderSnapshot, now: Instant): OrderSnapshot {
  const by = (at: Instant | null): Instant | null => (at !== null && Math.max(at, order.placedAt) <= now ? at : null);
  return {
    ...order,
    version: { ...order.version, at: now },
    paidAt: by(order.paidAt),
    fulfilledAt: by(order.fulfilledAt),
    cancelledAt: by(order.cancelledAt),
    fullyRefundedAt: by(order.fullyRefundedAt),
    shipments: order.shipments
      .filter((shipment) => by(shipment.shippedAt) !== null || by(shipment.deliveredAt) !== null)
      .map((shipment) => ({ ...shipment, version: { ...shipment.version, at: now }, shippedAt: by(shipment.shippedAt), deliveredAt: by(shipment.deliveredAt) })),
    refunds: order.refunds.filter((refund) => by(refund.at) !== null),
  };
}

function withArrival(order: OrderSnapshot, after: number): OrderSnapshot {
  if (order.cancelledAt !== null) return order;
  const left = order.shipments.length > 0 ? order.shipments : order.fulfilledAt === null ? [] : [assumedParcel(order, order.fulfilledAt)];
  return { ...order, shipments: left.map((shipment) => ({ ...shipment, deliveredAt: shipment.deliveredAt ?? (shipment.shippedAt === null ? null : shipment.shippedAt + after) })) };
}

function assumedParcel(order: OrderSnapshot, at: Instant): OrderSnapshot["shipments"][number] {
  return {
    kind: "shipment", ref: `${order.ref}-parcel`, orderRef: order.ref, version: { at, rank: 0, digest: "" }, cancelled: false, shippedAt: at, deliveredAt: null,
    carrier: null, trackingNumber: null, trackingUrl: null,
  };
}
