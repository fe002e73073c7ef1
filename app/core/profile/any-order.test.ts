/** Any order of a customer's events is one profile. That each is applied once is the engine's: see engine/any-order.test.ts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanonicalEvent, EventData, EventType } from "../event/canonical-event.ts";
import { DAY } from "../shared/instant.ts";
import { applyEvent } from "./apply-event.ts";
import { mergeProfiles } from "./merge.ts";
import { emptyProfile, ORDER_MEMORY } from "./profile.ts";
import type { Profile } from "./profile.ts";

/** Few moments, so that many things happen at once, and in an order that no shop would tell: a return closed before it was requested. */
const at = fc.nat(12).map((day) => day * DAY);
const ref = fc.constantFrom("1", "2", "3", "constructor");
const money = { currency: "GBP", number: "#1" };
const message = { messageId: "m", enrollmentId: null, step: null, class: "marketing" };
const channel = fc.constantFrom("email" as const, "sms" as const);
const source = fc.constantFrom("checkout", "account", "api");

function told<T extends EventType>(type: T, data: fc.Arbitrary<EventData<T>>, key?: (data: EventData<T>) => string): fc.Arbitrary<CanonicalEvent> {
  return fc.record({ at, data, id: fc.uuid() }).map((one) => ({ key: key ? `${type}:${key(one.data)}` : one.id, type, at: one.at, data: one.data }) as CanonicalEvent);
}

const event = fc.oneof(
  { weight: 3, arbitrary: told("order.placed", fc.record({ orderRef: ref, amount: fc.constantFrom(0, 900, 4200), items: fc.array(fc.constant({ productRef: "p1", quantity: 2 }), { maxLength: 1 }) }).map((data) => ({ ...money, ...data })), ({ orderRef }) => orderRef) },
  { weight: 2, arbitrary: told("order.cancelled", ref.map((orderRef) => ({ ...money, orderRef, amount: 4200 })), ({ orderRef }) => orderRef) },
  told("order.refunded", fc.record({ orderRef: ref, amount: fc.nat(5000) }).map((data) => ({ ...money, ...data, refundRef: "r", reason: null }))),
  told("order.edited", fc.record({ orderRef: ref, change: fc.integer({ min: -500, max: 500 }) }).map((data) => ({ ...money, ...data }))),
  told("shipment.shipped", ref.map((orderRef) => ({ orderRef, shipmentRef: "s" }))),
  told("shipment.delivered", ref.map((orderRef) => ({ orderRef, shipmentRef: "s" }))),
  told("return.requested", fc.record({ returnRef: ref, orderRef: fc.option(ref) }).map((data) => ({ ...data, reason: null }))),
  told("return.closed", fc.record({ returnRef: ref, orderRef: fc.option(ref) })),
  told("ticket.opened", fc.record({ ticketRef: ref, orderRef: fc.option(ref) }).map((data) => ({ ...data, subject: null }))),
  told("ticket.solved", fc.record({ ticketRef: ref, orderRef: fc.option(ref) })),
  told("consent.granted", fc.record({ channel, source })),
  told("consent.withdrawn", fc.record({ channel, source })),
  told("message.bounced", channel.map((by) => ({ ...message, channel: by, reason: "gone" }))),
  told("message.complained", channel.map((by) => ({ ...message, channel: by }))),
  told("message.sent", channel.map((by) => ({ ...message, channel: by }))),
  told("message.clicked", channel.map((by) => ({ ...message, channel: by, url: "https://shop.example" }))),
  told("survey.answered", fc.record({ score: fc.integer({ min: 1, max: 5 }), question: fc.constantFrom("rating", "fit") }).map((data) => ({ ...data, answer: "x", scale: 5, orderRef: null }))),
  told("review.submitted", fc.integer({ min: 1, max: 5 }).map((rating) => ({ rating, scale: 5, productRef: null, orderRef: null }))),
  told("page.viewed", fc.constantFrom("faq", "constructor").map((page) => ({ page, orderRef: null, seconds: 4 }))),
);

const byMoment = (a: CanonicalEvent, b: CanonicalEvent): number => a.at - b.at || (a.type === "order.placed" ? -1 : b.type === "order.placed" ? 1 : 0);
const life = fc.uniqueArray(event, { selector: ({ key }) => key, maxLength: 40 }).map((events) => events.toSorted(byMoment));
const anyOrder = (events: readonly CanonicalEvent[]): fc.Arbitrary<CanonicalEvent[]> => fc.shuffledSubarray([...events], { minLength: events.length });
/** As it happened, and as it was heard of. */
const lifeTwice = life.chain((events) => fc.tuple(fc.constant(events), anyOrder(events)));
const RUNS = 300;
const fold = (events: readonly CanonicalEvent[], id = "p"): Profile => events.reduce(applyEvent, emptyProfile(id));
/** An order and what is told of it are one customer's; anything else may have been told of either. */
const isFirst = (one: CanonicalEvent): boolean => (one.type.startsWith("order.") || one.type.startsWith("shipment.") ? "orderRef" in one.data && one.data.orderRef !== "1" : one.key < "8");

describe("a customer's events", () => {
  it("make one profile, in whatever order they come", () => {
    fc.assert(
      fc.property(lifeTwice, ([events, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(events));
      }),
      { numRuns: RUNS },
    );
  });

  it("make one profile of two that were one customer, whichever was known first", () => {
    fc.assert(
      fc.property(lifeTwice, ([events, shuffled]) => {
        const [one, other] = [fold(shuffled.filter(isFirst)), fold(shuffled.filter((heard) => !isFirst(heard)))];
        expect(mergeProfiles(one, other)).toEqual(fold(events));
        expect(mergeProfiles(other, one)).toEqual(fold(events));
      }),
      { numRuns: RUNS },
    );
  });

  it("of very many orders keep the newest with all that was told of them, and every count", () => {
    const orders = fc.integer({ min: ORDER_MEMORY + 1, max: 2 * ORDER_MEMORY }).map((many) =>
      Array.from({ length: many }, (_, index): CanonicalEvent[] => {
        const about = { orderRef: String(index), number: `#${index}`, amount: 100, currency: "GBP" };
        const placed: CanonicalEvent = { key: `${index}:placed`, type: "order.placed", at: index * DAY, data: about };
        return index % 3 === 0 ? [placed, { key: `${index}:cancelled`, type: "order.cancelled", at: index * DAY + 1, data: about }] : [placed];
      }).flat(),
    );
    fc.assert(
      fc.property(orders.chain((events) => fc.tuple(fc.constant(events), anyOrder(events))), ([events, shuffled]) => {
        const [profile, expected] = [fold(shuffled), fold(events)];
        for (const what of ["orders", "counts", "spend", "firstOrderAt", "lastOrderAt"] as const) expect(profile[what]).toEqual(expected[what]);
        expect(profile.orders).toHaveLength(ORDER_MEMORY);
      }),
      { numRuns: 10 },
    );
  });

  it("never make a profile that grows without end", () => {
    const many = Array.from({ length: 400 }, (_, index): CanonicalEvent[] => {
      const about = { orderRef: `o${index}`, number: "#", amount: 100, currency: "GBP" };
      return [
        { key: `c${index}`, type: "order.cancelled", at: index, data: about },
        { key: `d${index}`, type: "shipment.delivered", at: index, data: { orderRef: `x${index}`, shipmentRef: "s" } },
        { key: `t${index}`, type: "ticket.solved", at: index, data: { ticketRef: `t${index}`, orderRef: null } },
        { key: `n${index}`, type: "custom.tracked", at: index, data: { name: `n${index}`, properties: {} } },
      ];
    }).flat();
    const size = (events: readonly CanonicalEvent[]): number => JSON.stringify(fold(events)).length;
    expect(size(many)).toBeLessThan(size(many.slice(0, many.length / 2)) * 1.05);
  });
});

it("an order that was cancelled before it was heard of does not stand", () => {
  const about = { orderRef: "1", number: "#1", amount: 4200, currency: "GBP" };
  const profile = fold([{ key: "c", type: "order.cancelled", at: 2, data: about }, { key: "p", type: "order.placed", at: 1, data: about }]);
  expect(profile.orders).toMatchObject([{ ref: "1", cancelled: true }]);
  expect(profile).toMatchObject({ counts: { orders: 1, cancelled: 1 }, spend: { GBP: 0 } });
  expect(profile.early).toBeUndefined();
});
