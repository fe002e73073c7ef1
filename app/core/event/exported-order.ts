/**
 * An exported file says that something was sent and how much went back, and names neither parcels nor refunds: its
 * reader puts one stand-in for each. Once the platform itself tells of the order, the real ones take their place, and
 * what the stand-ins told is not told again.
 */
import type { OrderState } from "./order-state.ts";
import type { OrderSnapshot } from "./snapshot.ts";

export const shippedStandIn = (orderRef: string): string => `${orderRef}-shipped`;
export const refundedStandIn = (orderRef: string): string => `${orderRef}-refunded`;

/** The stored order before it takes in what the platform says; the same object when no export told of it. */
export function withoutStandIns(stored: OrderState, snapshot: OrderSnapshot): OrderState {
  if (!stored.details?.exported) return stored;
  const shipped = stored.shipments[shippedStandIn(stored.ref)];
  const refunded = stored.refunds[refundedStandIn(stored.ref)];
  const sent = shipped ? snapshot.shipments.filter(({ shippedAt }) => shippedAt !== null && shippedAt <= shipped.version.at) : [];
  const told = [...sent.map(({ ref }) => `shipment:${ref}:shipped`), ...coveredRefunds(snapshot, refunded?.amount ?? 0).map((ref) => `refund:${ref}`)];
  return {
    ...stored,
    // A platform that lists no parcel (WooCommerce on its own) has nothing to put in the stand-in's place.
    shipments: snapshot.shipments.length > 0 ? without(stored.shipments, shippedStandIn(stored.ref)) : stored.shipments,
    refunds: snapshot.refunds.length > 0 ? without(stored.refunds, refundedStandIn(stored.ref)) : stored.refunds,
    told: [...stored.told, ...told.filter((key) => !stored.told.includes(key))],
  };
}

/** The earliest refunds, as far as the amount goes that the export had. */
function coveredRefunds(snapshot: OrderSnapshot, amount: number): string[] {
  let left = amount;
  return snapshot.refunds
    .toSorted((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1))
    .filter((refund) => (left -= refund.amount) >= 0)
    .map(({ ref }) => ref);
}

function without<T>(parts: Readonly<Record<string, T>>, ref: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(parts).filter(([key]) => key !== ref));
}
