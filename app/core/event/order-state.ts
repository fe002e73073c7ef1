/**
 * What is stored of one order: the join of every snapshot seen of it, its shipments, scans and refunds.
 * `join` is commutative, associative and idempotent, so the order of arrival does not matter.
 */
import type { Instant } from "../shared/instant.ts";
import { withoutStandIns } from "./exported-order.ts";
import type { OrderDeletedSnapshot, OrderSnapshot, RefundSnapshot, ReturnSnapshot, ShipmentScanSnapshot, ShipmentSnapshot, Version } from "./snapshot.ts";

export type OrderDetails = Omit<OrderSnapshot, "kind" | "shipments" | "refunds" | "restored">;
export type ShipmentDetails = Omit<ShipmentSnapshot, "kind" | "orderRef">;
export type Scan = Omit<ShipmentScanSnapshot, "kind" | "orderRef">;

export type OrderState = {
  readonly ref: string;
  /** The newest snapshot's details; null while only a shipment or a refund has arrived. */
  readonly details: OrderDetails | null;
  /** Earliest moments seen for facts that the platform does not date itself. */
  readonly paidAt: Instant | null;
  readonly fulfilledAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly fullyRefundedAt: Instant | null;
  readonly deletedAt: Instant | null;
  readonly restoredAt: Instant | null;
  readonly shipments: Readonly<Record<string, ShipmentDetails>>;
  readonly scans: Readonly<Record<string, Scan>>;
  readonly refunds: Readonly<Record<string, Omit<RefundSnapshot, "kind" | "orderRef">>>;
  /** Left out in orders without any. */
  readonly returns?: Readonly<Record<string, Omit<ReturnSnapshot, "kind" | "orderRef">>>;
  /** The total that the events told so far; an edit later is the difference. Null before `order.placed`. */
  readonly toldTotal: number | null;
  /** Keys of the events already told. */
  readonly told: readonly string[];
};

export type OrderPart = OrderSnapshot | ShipmentSnapshot | ShipmentScanSnapshot | RefundSnapshot | ReturnSnapshot | OrderDeletedSnapshot;

/** The order a part belongs to. */
export function orderRefOfPart(part: OrderPart): string {
  return part.kind === "order" || part.kind === "order_deleted" ? part.ref : part.orderRef;
}

export function emptyOrder(ref: string): OrderState {
  return {
    ref, details: null, paidAt: null, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
    deletedAt: null, restoredAt: null, shipments: {}, scans: {}, refunds: {}, toldTotal: null, told: [],
  };
}

/** Positive when `a` is newer than `b`, 0 when they are the same. */
export function compareVersions(a: Version, b: Version): number {
  return a.at - b.at || a.rank - b.rank || (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0);
}

/** The stored order with one more part known. A part that says nothing new returns the same object. */
export function join(stored: OrderState, part: OrderPart, receivedAt: Instant): OrderState {
  switch (part.kind) {
    case "order":
      // The platform itself knows all that its export says, and more.
      if (part.exported && stored.details && !stored.details.exported) return stored;
      return joinOrder(part.exported ? stored : withoutStandIns(stored, part), part, receivedAt);
    case "shipment":
      return joinShipment(stored, part);
    case "shipment_scan": {
      if (stored.scans[part.ref]) return stored;
      const { kind: _kind, orderRef: _orderRef, ...scan } = part;
      return { ...stored, scans: { ...stored.scans, [part.ref]: scan } };
    }
    case "refund":
      return joinRefund(stored, part);
    case "return":
      return joinReturn(stored, part);
    case "order_deleted":
      return latest(stored.deletedAt, part.at) === stored.deletedAt ? stored : { ...stored, deletedAt: part.at };
  }
}

/**
 * Details come from the newest snapshot. Facts with a moment of their own, and parts with a version of their
 * own, are taken from any: an older snapshot may be the only one that told them.
 */
function joinOrder(stored: OrderState, snapshot: OrderSnapshot, receivedAt: Instant): OrderState {
  const { kind: _kind, shipments, refunds, restored, ...details } = snapshot;
  const newer = !stored.details || (stored.details.exported && !snapshot.exported) || compareVersions(snapshot.version, stored.details.version) > 0;
  let next: OrderState = {
    ...stored,
    details: newer ? dated(details, stored.details) : stored.details,
    paidAt: earliest(stored.paidAt, snapshot.paidAt),
    fulfilledAt: earliest(stored.fulfilledAt, snapshot.fulfilledAt),
    cancelledAt: earliest(stored.cancelledAt, snapshot.cancelledAt),
    fullyRefundedAt: earliest(stored.fullyRefundedAt, snapshot.fullyRefundedAt),
    restoredAt: restored ? latest(stored.restoredAt, receivedAt) : stored.restoredAt,
  };
  for (const shipment of shipments) next = joinShipment(next, shipment);
  for (const refund of refunds) next = joinRefund(next, refund);
  return !newer && sameFacts(next, stored) ? stored : next;
}

/** An order whose own date cannot be believed stays placed when it was first told of. */
function dated(details: OrderDetails, before: OrderDetails | null): OrderDetails {
  return details.statedAt === undefined || before === null || before.placedAt >= details.placedAt ? details : { ...details, placedAt: before.placedAt };
}

function sameFacts(a: OrderState, b: OrderState): boolean {
  const facts = ["paidAt", "fulfilledAt", "cancelledAt", "fullyRefundedAt", "restoredAt", "shipments", "refunds"] as const;
  return facts.every((fact) => a[fact] === b[fact]);
}

function joinShipment(stored: OrderState, part: ShipmentSnapshot): OrderState {
  const known = stored.shipments[part.ref];
  if (known && compareVersions(part.version, known.version) <= 0) return stored;
  const { kind: _kind, orderRef: _orderRef, ...details } = part;
  const merged = {
    ...details,
    shippedAt: earliest(known?.shippedAt ?? null, details.shippedAt),
    deliveredAt: earliest(known?.deliveredAt ?? null, details.deliveredAt),
  };
  return { ...stored, shipments: { ...stored.shipments, [part.ref]: merged } };
}

/** A refund is said twice, inside the order and by itself; the one that is first in time is the fact. */
function joinRefund(stored: OrderState, part: RefundSnapshot): OrderState {
  const known = stored.refunds[part.ref];
  if (known && known.at <= part.at) return stored;
  const { kind: _kind, orderRef: _orderRef, ...refund } = part;
  return { ...stored, refunds: { ...stored.refunds, [part.ref]: refund } };
}

/** Each moment is the earliest that was told; a reason, once given, stays. */
function joinReturn(stored: OrderState, part: ReturnSnapshot): OrderState {
  const known = stored.returns?.[part.ref];
  const requestedAt = earliest(known?.requestedAt ?? null, part.requestedAt);
  const closedAt = earliest(known?.closedAt ?? null, part.closedAt);
  const reason = firstText(known?.reason ?? null, part.reason);
  if (known && known.requestedAt === requestedAt && known.closedAt === closedAt && known.reason === reason) return stored;
  return { ...stored, returns: { ...stored.returns, [part.ref]: { ref: part.ref, requestedAt, closedAt, reason } } };
}

/** Of two texts the one that sorts first, whichever came first. */
export function firstText(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a < b ? a : b;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function latest(a: Instant | null, b: Instant): Instant {
  return a === null ? b : Math.max(a, b);
}
