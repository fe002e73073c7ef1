import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, HOUR } from "../shared/instant.ts";
import { notAhead } from "./ahead.ts";
import type { CanonicalEvent } from "./canonical-event.ts";
import { emptyCustomer, reconcileCustomer } from "./customer-state.ts";
import { emptyOrder } from "./order-state.ts";
import type { OrderPart } from "./order-state.ts";
import { reconcile } from "./reconcile.ts";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "./testing.ts";

const YEAR_2090 = Date.UTC(2090, 0, 1);
const NOW = T0 + 10 * DAY;
const version = (at: number, rank = 1) => ({ at, rank, digest: String(rank) });
const refund = { kind: "refund", ref: "r1", orderRef: "1001", at: YEAR_2090, amount: 100, currency: "GBP", reason: null } as const;

function tell(parts: readonly (readonly [part: OrderPart, receivedAt: number])[]): { placedAt: number | undefined; events: CanonicalEvent[] } {
  let state = emptyOrder("1001");
  const events: CanonicalEvent[] = [];
  for (const [part, receivedAt] of parts) {
    const told = reconcile(state, notAhead(part, receivedAt) as OrderPart, receivedAt);
    state = told.state;
    events.push(...told.events);
  }
  return { placedAt: state.details?.placedAt, events };
}

describe("an order dated in the future", () => {
  const ahead = orderSnapshot({ placedAt: YEAR_2090, paidAt: YEAR_2090, version: version(YEAR_2090), consents: [{ channel: "email", granted: true, at: YEAR_2090, source: "checkout" }] });

  it("counts as placed when it was received, and says what the shop said", () => {
    const { placedAt, events } = tell([[ahead, NOW]]);
    expect(placedAt).toBe(NOW);
    expect(events.map(({ type, at }) => [type, at])).toEqual([["consent.granted", NOW], ["order.placed", NOW], ["order.paid", NOW]]);
    expect(events[1]?.data).toMatchObject({ statedAt: YEAR_2090 });
  });

  it("counts from the first moment that it tells of besides: read in years later it is no new order", () => {
    const old = orderSnapshot({ placedAt: YEAR_2090, paidAt: T0 + HOUR, version: version(T0 + DAY) });
    expect(tell([[old, NOW]])).toMatchObject({ placedAt: T0 + HOUR, events: [{ type: "consent.granted" }, { type: "order.placed", at: T0 + HOUR }, { type: "order.paid", at: T0 + HOUR }] });
  });

  it("stays where it is when it is told of again, and tells nothing twice", () => {
    const again = orderSnapshot({ placedAt: YEAR_2090, paidAt: YEAR_2090, version: version(YEAR_2090, 2) });
    const { placedAt, events } = tell([[ahead, NOW], [again, NOW + DAY], [ahead, NOW + 2 * DAY]]);
    expect(placedAt).toBe(NOW);
    expect(events).toHaveLength(3);
  });

  it("is changed when we heard of the change", () => {
    const dearer = orderSnapshot({ placedAt: YEAR_2090, paidAt: YEAR_2090, total: 5000, version: version(YEAR_2090, 2) });
    expect(tell([[ahead, NOW], [dearer, NOW + DAY]]).events.at(-1)).toMatchObject({ type: "order.edited", at: NOW + DAY, data: { change: 800 } });
  });

  it("is left as it is up to a day ahead: clocks differ, and times are written without their zone", () => {
    const near = orderSnapshot({ placedAt: NOW + DAY, paidAt: null });
    expect(notAhead(near, NOW)).toBe(near);
    expect(tell([[near, NOW]]).events.find(({ type }) => type === "order.placed")?.data).not.toHaveProperty("statedAt");
  });
});

it("nothing that any part of an order tells happened later than a day after we heard of it", () => {
  const at = fc.oneof(fc.integer({ min: T0, max: NOW + 2 * DAY }), fc.constant(YEAR_2090));
  const parts = fc.record({ placedAt: at, paidAt: fc.option(at), fulfilledAt: fc.option(at), cancelledAt: fc.option(at), shippedAt: at, arrivedAt: at, refundedAt: at, returnedAt: at }).map((moments): OrderPart[] => [
    orderSnapshot({ ...moments, consents: [{ channel: "email", granted: true, at: moments.placedAt, source: "checkout" }], refunds: [{ ...refund, ref: "r0", at: moments.refundedAt }], shipments: [shipmentSnapshot({ ref: "s0", shippedAt: moments.shippedAt })] }),
    shipmentSnapshot({ shippedAt: moments.shippedAt, deliveredAt: moments.arrivedAt }),
    scanSnapshot({ shipmentRef: "s9", at: moments.arrivedAt }),
    { ...refund, at: moments.refundedAt },
    { kind: "return", ref: "rt1", orderRef: "1001", requestedAt: moments.returnedAt, closedAt: moments.arrivedAt, reason: null },
  ]);
  fc.assert(
    fc.property(parts.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })), (shuffled) => {
      for (const event of tell(shuffled.map((part) => [part, NOW])).events) expect(event.at).toBeLessThanOrEqual(NOW + DAY);
    }),
  );
});

it("an order is told as placed before anything that happened to it, whatever it is dated", () => {
  const odd = orderSnapshot({ placedAt: T0, paidAt: T0 - HOUR, cancelledAt: T0 - DAY });
  expect(tell([[odd, NOW]]).events.map(({ type }) => type)).toEqual(["consent.granted", "order.placed", "order.paid", "order.cancelled"]);
});

it("a yes dated in the future is told once, and does not outlive the no that follows", () => {
  const account = (receivedAt: number) => notAhead({ kind: "customer", ref: "7", version: version(YEAR_2090), createdAt: YEAR_2090, deleted: false, customer: hint(), consents: [{ channel: "email", granted: true, at: YEAR_2090, source: "account" }] }, receivedAt);
  const [first, again] = [account(NOW), account(NOW + 9 * DAY)];
  if (first.kind !== "customer" || again.kind !== "customer") throw new Error("another kind");
  const told = reconcileCustomer(emptyCustomer("7"), first);
  expect(told.events.map(({ type, at }) => [type, at])).toEqual([["customer.created", NOW], ["consent.granted", NOW]]);
  expect(reconcileCustomer(told.state, again).events).toEqual([]);
});
