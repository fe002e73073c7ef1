import fc from "fast-check";
import { expect, it } from "vitest";
import { refundedStandIn, shippedStandIn } from "./exported-order.ts";
import { emptyOrder } from "./order-state.ts";
import { refundedTotal } from "./order-facts.ts";
import { reconcile } from "./reconcile.ts";
import type { OrderSnapshot, RefundSnapshot, ShipmentSnapshot } from "./snapshot.ts";

const AT = Date.UTC(2026, 0, 31);
const HOUR = 3_600_000;

const base: OrderSnapshot = {
  kind: "order", ref: "1", number: "#1001", version: { at: AT, rank: 0, digest: "a" }, placedAt: AT, draft: false, test: false, currency: "GBP", total: 9000, lines: [], paidAt: AT, paymentFailed: false,
  awaitingPayment: false, cashOnDelivery: false, fulfilledAt: null, cancelledAt: null, fullyRefundedAt: null,
  customer: { ref: null, email: "ann@example.com", phone: null, firstName: null, lastName: null, locale: null, address: null }, consents: [], shipments: [], refunds: [], restored: false,
};
const parcel = (ref: string, shippedAt: number, at: number): ShipmentSnapshot => ({
  kind: "shipment", ref, orderRef: "1", version: { at, rank: 0, digest: ref }, cancelled: false, shippedAt, deliveredAt: null, carrier: null, trackingNumber: null, trackingUrl: null,
});
const refund = (ref: string, at: number, amount: number): RefundSnapshot => ({ kind: "refund", ref, orderRef: "1", at, amount, currency: "GBP", reason: null });

/** The order at some hour, as the platform tells it and as an export made at that hour does. */
function tellings(sentAt: number, parcels: number, refunds: readonly { readonly hour: number; readonly amount: number }[], hour: number) {
  const at = AT + hour * HOUR;
  const back = refunds.map((one, index) => refund(`r${index}`, AT + one.hour * HOUR, one.amount)).filter((one) => one.at <= at);
  const sent = sentAt <= hour ? Array.from({ length: parcels }, (_, index) => parcel(`p${index}`, AT + sentAt * HOUR, at)) : [];
  const platform: OrderSnapshot = { ...base, version: { at, rank: 5, digest: "p" }, shipments: sent, refunds: back };
  const amount = back.reduce((sum, one) => sum + one.amount, 0);
  const exported: OrderSnapshot = {
    ...base, exported: true, version: { at, rank: 9, digest: "e" },
    shipments: sent.length > 0 ? [parcel(shippedStandIn("1"), AT + sentAt * HOUR, at)] : [],
    refunds: amount > 0 ? [refund(refundedStandIn("1"), at, amount)] : [],
  };
  return { platform, exported, amount };
}

const story = fc.record({
  sentAt: fc.integer({ min: 0, max: 40 }),
  parcels: fc.integer({ min: 1, max: 3 }),
  refunds: fc.array(fc.record({ hour: fc.integer({ min: 0, max: 40 }), amount: fc.integer({ min: 1, max: 900 }) }), { maxLength: 3 }),
  /** Who tells, and when; the platform last of all. */
  told: fc.array(fc.record({ by: fc.constantFrom("platform" as const, "exported" as const), hour: fc.integer({ min: 0, max: 40 }) }), { maxLength: 4 }),
});

it("tells what went back once, whichever of the platform and its export tells first and how often", () => {
  fc.assert(
    fc.property(story, ({ sentAt, parcels, refunds, told }) => {
      const inTime = told.toSorted((a, b) => a.hour - b.hour);
      let state = emptyOrder("1");
      const events = [];
      for (const { by, hour } of [...inTime, { by: "platform" as const, hour: 41 }, { by: "exported" as const, hour: 41 }]) {
        const next = reconcile(state, tellings(sentAt, parcels, refunds, hour)[by], AT);
        state = next.state;
        events.push(...next.events);
      }
      const { amount } = tellings(sentAt, parcels, refunds, 41);
      expect(refundedTotal(state)).toBe(amount);
      expect(Object.keys(state.shipments)).toHaveLength(parcels);
      const keys = events.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      if (!inTime.some(({ by }) => by === "exported")) expect(keys.filter((key) => key.includes(shippedStandIn("1")) || key.includes(refundedStandIn("1")))).toEqual([]);
      expect(events.filter(({ type }) => type === "shipment.shipped").length).toBeLessThanOrEqual(parcels);
      const wentBack = events.flatMap((event) => (event.type === "order.refunded" ? [event.data.amount] : []));
      expect(wentBack.reduce((sum, one) => sum + one, 0)).toBe(amount);
    }),
  );
});

it("leaves an order that the platform told of as it is", () => {
  const { platform, exported } = tellings(1, 1, [{ hour: 2, amount: 100 }], 3);
  const { state } = reconcile(emptyOrder("1"), platform, AT);
  expect(reconcile(state, exported, AT)).toEqual({ state, events: [] });
  expect(reconcile(state, exported, AT).state).toBe(state);
});
