/**
 * Dates that are still to come: a server's clock is wrong, or somebody typed another year. Nothing happens in the future:
 * an order of 2090 would be the customer's last one for ever, and a yes of 2090 could not be taken back.
 */
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { ConsentFact, OrderSnapshot, Snapshot, Version } from "./snapshot.ts";

/** What honest clocks, and a time written without its zone, may be ahead by. */
const FURTHEST_AHEAD = DAY;

/**
 * The snapshot with no moment more than a day after we received it. Such a one counts as the moment by which it was true at
 * the latest: when the platform last changed what it tells of, or else when we received it; and an order as placed no later
 * than anything else that happened to it, so that an old one with a slip of the pen is not new when it is read in. What the
 * platform said of an order or a consent stays beside it as `statedAt`. Versions are left alone: they are only compared
 * with each other.
 */
export function notAhead(snapshot: Snapshot, receivedAt: Instant): Snapshot {
  const settle = settler(receivedAt, receivedAt);
  switch (snapshot.kind) {
    case "order":
      return isAnyAhead(snapshot, receivedAt) ? settledOrder(snapshot, receivedAt) : snapshot;
    case "shipment":
      return { ...snapshot, shippedAt: settle(snapshot.shippedAt), deliveredAt: settle(snapshot.deliveredAt) };
    case "shipment_scan":
    case "refund":
      return { ...snapshot, at: settle(snapshot.at) };
    case "return":
      return { ...snapshot, requestedAt: settle(snapshot.requestedAt), closedAt: settle(snapshot.closedAt) };
    case "customer": {
      const known = knownBy(snapshot.version, receivedAt);
      return { ...snapshot, createdAt: settler(receivedAt, known)(snapshot.createdAt), consents: settledConsents(snapshot.consents, receivedAt, known) };
    }
    case "consent":
      return { ...snapshot, consents: settledConsents(snapshot.consents, receivedAt, receivedAt) };
    case "product":
    case "order_deleted":
      return snapshot;
  }
}

function isAhead(at: Instant | null, receivedAt: Instant): boolean {
  return at !== null && at > receivedAt + FURTHEST_AHEAD;
}

/** When all that a snapshot tells was true at the latest. */
export function knownBy(version: Version, receivedAt: Instant): Instant {
  return isAhead(version.at, receivedAt) ? receivedAt : version.at;
}

/** Leaves a moment as it is, unless it is ahead. */
function settler(receivedAt: Instant, instead: Instant): <T extends Instant | null>(at: T) => T | Instant {
  return (at) => (isAhead(at, receivedAt) ? instead : at);
}

/** Most orders are dated well: nothing of them is copied. */
function isAnyAhead(order: OrderSnapshot, receivedAt: Instant): boolean {
  const { placedAt, paidAt, fulfilledAt, cancelledAt, fullyRefundedAt, consents, shipments, refunds } = order;
  const parts = [...consents.map(({ at }) => at), ...refunds.map(({ at }) => at), ...shipments.flatMap(({ shippedAt, deliveredAt }) => [shippedAt, deliveredAt])];
  return [placedAt, paidAt, fulfilledAt, cancelledAt, fullyRefundedAt, ...parts].some((at) => isAhead(at, receivedAt));
}

function settledOrder(order: OrderSnapshot, receivedAt: Instant): OrderSnapshot {
  const known = knownBy(order.version, receivedAt);
  const settle = settler(receivedAt, known);
  const after = { paidAt: settle(order.paidAt), fulfilledAt: settle(order.fulfilledAt), cancelledAt: settle(order.cancelledAt), fullyRefundedAt: settle(order.fullyRefundedAt) };
  const first = Math.min(known, ...Object.values(after).filter((at) => at !== null));
  return {
    ...order,
    ...after,
    placedAt: settler(receivedAt, first)(order.placedAt),
    ...(isAhead(order.placedAt, receivedAt) && { statedAt: order.placedAt }),
    // The box is ticked at the checkout.
    consents: settledConsents(order.consents, receivedAt, first),
    shipments: order.shipments.map((one) => ({ ...one, shippedAt: settle(one.shippedAt), deliveredAt: settle(one.deliveredAt) })),
    refunds: order.refunds.map((one) => ({ ...one, at: settle(one.at) })),
  };
}

function settledConsents(consents: readonly ConsentFact[], receivedAt: Instant, instead: Instant): readonly ConsentFact[] {
  return consents.map((one) => (isAhead(one.at, receivedAt) ? { ...one, at: instead, statedAt: one.at } : one));
}
