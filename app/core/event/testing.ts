/** Builders of snapshots for tests and simulations; every field can be overridden. */
import type { CustomerHint, OrderSnapshot, ShipmentScanSnapshot, ShipmentSnapshot } from "./snapshot.ts";

export const T0 = Date.UTC(2026, 2, 2, 10, 0, 0);

export function hint(over: Partial<CustomerHint> = {}): CustomerHint {
  return {
    ref: null, email: "ada@example.com", phone: null, firstName: "Ada", lastName: "Lovelace", locale: "en",
    address: { country: "GB", province: null, city: "London", postcode: "SW1Y" }, ...over,
  };
}

export function orderSnapshot(over: Partial<OrderSnapshot> = {}): OrderSnapshot {
  const ref = over.ref ?? "1001";
  const placedAt = over.placedAt ?? T0;
  return {
    kind: "order", ref, number: `#${ref}`, version: { at: placedAt, rank: 1, digest: "a" }, placedAt, draft: false, test: false, currency: "GBP", total: 4200,
    lines: [{ ref: `${ref}-1`, productRef: "p1", sku: "MUG-1", title: "Stoneware mug", quantity: 2, total: 4200, imageUrl: null }],
    paidAt: placedAt, paymentFailed: false, awaitingPayment: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
    customer: hint(), consents: [{ channel: "email", granted: true, at: placedAt, source: "checkout" }], shipments: [], refunds: [], restored: false, ...over,
  };
}

export function shipmentSnapshot(over: Partial<ShipmentSnapshot> = {}): ShipmentSnapshot {
  const shippedAt = over.shippedAt ?? T0 + 86_400_000;
  return {
    kind: "shipment", ref: "s1", orderRef: "1001", version: { at: shippedAt, rank: 1, digest: "a" }, cancelled: false, shippedAt, deliveredAt: null,
    carrier: "Royal Mail", trackingNumber: "RM1", trackingUrl: "https://track.example.com/RM1", ...over,
  };
}

export function scanSnapshot(over: Partial<ShipmentScanSnapshot> = {}): ShipmentScanSnapshot {
  return { kind: "shipment_scan", ref: "e1", orderRef: "1001", shipmentRef: "s1", progress: "delivered", at: T0 + 4 * 86_400_000, message: null, ...over };
}
