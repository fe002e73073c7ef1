import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../shared/instant.ts";
import { orderStatus } from "./order-facts.ts";
import { emptyOrder } from "./order-state.ts";
import type { OrderPart, OrderState } from "./order-state.ts";
import { reconcile } from "./reconcile.ts";
import { orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "./testing.ts";

const later = (rank: number, at: number) => ({ version: { at, rank, digest: String(rank) } });
const refund = { kind: "refund", ref: "r1", orderRef: "1001", at: T0 + 6 * DAY, amount: 4200, currency: "GBP", reason: null } as const;

function sentBack(moments: { requestedAt?: number; closedAt?: number }): OrderPart {
  return { kind: "return", ref: "rt1", orderRef: "1001", requestedAt: null, closedAt: null, reason: "too small", ...moments };
}

/** One order's life as a platform tells it, in the order it happened. */
const life: readonly OrderPart[] = [
  orderSnapshot({ draft: true, ...later(0, T0 - 1) }),
  orderSnapshot({ paidAt: null, ...later(1, T0) }),
  orderSnapshot({ paidAt: T0, ...later(2, T0) }),
  shipmentSnapshot(),
  scanSnapshot({ ref: "e0", progress: "out_for_delivery", at: T0 + 3 * DAY }),
  scanSnapshot(),
  orderSnapshot({ paidAt: T0, fulfilledAt: T0 + DAY, ...later(3, T0 + DAY), shipments: [shipmentSnapshot({ version: { at: T0 + 4 * DAY, rank: 2, digest: "b" }, deliveredAt: T0 + 4 * DAY + HOUR })] }),
  sentBack({ requestedAt: T0 + 5 * DAY }),
  sentBack({ requestedAt: T0 + 5 * DAY, closedAt: T0 + 6 * DAY }),
  refund,
  orderSnapshot({ paidAt: T0, fulfilledAt: T0 + DAY, fullyRefundedAt: T0 + 6 * DAY, refunds: [refund], ...later(9, T0 + 6 * DAY) }),
];

function tell(parts: readonly OrderPart[]): { state: OrderState; keys: string[] } {
  let state = emptyOrder("1001");
  const keys: string[] = [];
  for (const part of parts) {
    const result = reconcile(state, part, T0);
    state = result.state;
    keys.push(...result.events.map((event) => event.key));
  }
  return { state, keys };
}

describe("reconcile", () => {
  it("tells an order's life once, from placed to fully refunded", () => {
    expect(tell(life).keys).toEqual([
      "order:1001:consent.granted:email", "order:1001:placed", "order:1001:paid", "shipment:s1:shipped", "shipment:s1:out_for_delivery:e0",
      "shipment:s1:delivered", "order:1001:fulfilled", "return:rt1:requested", "return:rt1:closed", "refund:r1", "order:1001:fully_refunded",
    ]);
  });

  it("ends in the same state and events whatever the order and number of arrivals", () => {
    const expected = tell(life);
    const arrivals = fc.array(fc.nat(life.length - 1), { maxLength: 20 }).chain((extra) => fc.shuffledSubarray([...life.keys(), ...extra], { minLength: life.length + extra.length }));
    fc.assert(
      fc.property(arrivals, (indices) => {
        const got = tell(indices.map((index) => life[index] as OrderPart));
        expect(new Set(got.keys)).toEqual(new Set(expected.keys));
        expect(got.keys).toHaveLength(expected.keys.length);
        expect({ ...got.state, told: [] }).toEqual({ ...expected.state, told: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("changes nothing for a snapshot older than what is stored", () => {
    const { state } = tell([orderSnapshot({ total: 100, ...later(5, T0 + DAY) })]);
    expect(reconcile(state, orderSnapshot({ total: 999, ...later(5, T0) }), T0)).toEqual({ state, events: [] });
  });

  it("tells the events of a newer status that skipped the ones between", () => {
    expect(tell([orderSnapshot({ paidAt: T0, fulfilledAt: T0 + DAY })]).keys).toEqual(["order:1001:consent.granted:email", "order:1001:placed", "order:1001:paid", "order:1001:fulfilled"]);
  });

  it("keeps a parcel until its order is known", () => {
    expect(tell([scanSnapshot(), shipmentSnapshot()]).keys).toEqual([]);
    expect(tell([scanSnapshot(), shipmentSnapshot(), orderSnapshot()]).keys).toContain("shipment:s1:delivered");
  });

  it("is delivered only when every parcel is", () => {
    const two = [orderSnapshot(), shipmentSnapshot(), shipmentSnapshot({ ref: "s2" }), scanSnapshot()];
    expect(orderStatus(tell(two).state)).toBe("shipped");
    expect(orderStatus(tell([...two, scanSnapshot({ ref: "e2", shipmentRef: "s2" })]).state)).toBe("delivered");
  });

  it("tells an edited total as the difference", () => {
    const { state } = tell([orderSnapshot({ total: 4200 })]);
    const { events } = reconcile(state, orderSnapshot({ total: 5000, ...later(2, T0 + HOUR) }), T0);
    expect(events).toMatchObject([{ type: "order.edited", data: { change: 800, currency: "GBP" } }]);
  });

  it("counts a partly refunded order as what it was before", () => {
    const part = { ...refund, amount: 100 };
    expect(orderStatus(tell([orderSnapshot(), part]).state)).toBe("paid");
    expect(tell([orderSnapshot(), part]).keys).not.toContain("order:1001:fully_refunded");
  });

  it("takes a deletion back when the order is restored, whichever arrives first", () => {
    const gone: OrderPart = { kind: "order_deleted", ref: "1001", at: T0 + HOUR };
    const back = orderSnapshot({ restored: true, ...later(2, T0 + HOUR) });
    for (const parts of [[orderSnapshot(), gone, back], [orderSnapshot(), back, gone]]) {
      const told = tell(parts);
      expect(orderStatus(told.state)).toBe("paid");
      expect(told.keys).toContain("order:1001:deleted");
    }
    expect(orderStatus(tell([orderSnapshot(), gone]).state)).toBe("deleted");
  });

  it("keeps a return that comes before its order, and tells it with the order", () => {
    const early = reconcile(emptyOrder("1001"), sentBack({ requestedAt: T0 + DAY }), T0);
    expect(early.events).toEqual([]);
    const { events } = reconcile(early.state, orderSnapshot(), T0);
    expect(events.map((event) => event.key)).toContain("return:rt1:requested");
  });
});
