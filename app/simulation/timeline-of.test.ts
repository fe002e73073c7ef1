import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyOrder } from "../core/event/order-state.ts";
import { reconcile } from "../core/event/reconcile.ts";
import { orderSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { timelineOf } from "./timeline-of.ts";

const after = fc.option(fc.integer({ min: 0, max: 2_000 }).map((hours) => T0 + hours * HOUR));
const orders = fc.record({ paidAt: after, fulfilledAt: after, cancelledAt: after, shippedAt: after, refundAt: after }).map(({ paidAt, fulfilledAt, cancelledAt, shippedAt, refundAt }) =>
  orderSnapshot({
    version: { at: T0 + 3_000 * HOUR, rank: 1, digest: "z" }, paidAt, fulfilledAt, cancelledAt,
    shipments: shippedAt === null ? [] : [shipmentSnapshot({ shippedAt, deliveredAt: shippedAt + 2 * DAY })],
    refunds: refundAt === null ? [] : [{ kind: "refund", ref: "r1", orderRef: "1001", at: refundAt, amount: 100, currency: "GBP", reason: null }],
  }),
);

describe("the timeline of an order that is known only at its end", () => {
  it("tells the same events as the end by itself, each when it happened", () => {
    fc.assert(fc.property(orders, (order) => {
      const whole = reconcile(emptyOrder(order.ref), order, order.version.at).events;
      let state = emptyOrder(order.ref);
      const told = timelineOf(order, null).flatMap((one) => {
        if (one.kind !== "snapshot" || one.snapshot.kind !== "order") throw new Error("an order");
        const { state: next, events } = reconcile(state, one.snapshot, one.receivedAt);
        state = next;
        for (const event of events) expect(event.at).toBeLessThanOrEqual(one.at);
        return events;
      });
      expect(told.map((event) => event.key).sort()).toEqual(whole.map((event) => event.key).sort());
    }));
  });

  it("takes a parcel to have arrived so many days after it left, unless the order was cancelled", () => {
    const sent = timelineOf(orderSnapshot({ fulfilledAt: T0 + DAY }), 4).at(-1);
    expect(sent?.at).toBe(T0 + 5 * DAY);
    const cancelled = timelineOf(orderSnapshot({ fulfilledAt: T0 + DAY, cancelledAt: T0 + 2 * DAY }), 4).at(-1);
    expect(cancelled?.at).toBe(T0 + 2 * DAY);
  });
});
