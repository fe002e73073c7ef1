/** Profiles of every kind that a merchant's data can make, also of data that is wrong: for property tests only. */
import fc from "fast-check";
import type { CanonicalEvent } from "../app/core/event/canonical-event.ts";
import { applyEvent } from "../app/core/profile/apply-event.ts";
import { emptyProfile } from "../app/core/profile/profile.ts";
import type { Profile } from "../app/core/profile/profile.ts";
import { DAY } from "../app/core/shared/instant.ts";
import type { Instant } from "../app/core/shared/instant.ts";

const amount = fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constantFrom(0, -500, 1, 1e12, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER));
const currency = fc.constantFrom("USD", "USD", "USD", "EUR");
const ref = fc.integer({ min: 1, max: 12 }).map(String);
const message = { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "marketing" };

function dataOf(at: Instant): fc.Arbitrary<CanonicalEvent> {
  const key = fc.uuid();
  const event = <T extends CanonicalEvent["type"]>(type: T, data: fc.Arbitrary<Extract<CanonicalEvent, { type: T }>["data"]>): fc.Arbitrary<CanonicalEvent> => fc.record({ key, data }).map((rest) => ({ ...rest, type, at }) as CanonicalEvent);
  return fc.oneof(
    { weight: 6, arbitrary: event("order.placed", fc.record({ orderRef: ref, number: ref, amount, currency, discount: fc.option(fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.constant(Number.MAX_SAFE_INTEGER)), { nil: undefined }) }).map(({ discount, ...order }) => ({ ...order, ...(discount !== undefined && { discount }), items: [{ productRef: order.orderRef, quantity: 1 }] }))) },
    event("order.cancelled", fc.record({ orderRef: ref, number: ref, amount, currency })),
    event("order.refunded", fc.record({ orderRef: ref, number: ref, amount, currency, refundRef: ref, reason: fc.constant(null) })),
    event("order.edited", fc.record({ orderRef: ref, number: ref, change: amount, currency })),
    event("shipment.delivered", fc.record({ orderRef: ref, shipmentRef: ref })),
    event("review.submitted", fc.record({ rating: fc.constantFrom(0, 1, 3, 5, -7, 1e9), scale: fc.constantFrom(1, 5, 10, 0), productRef: fc.constant(null), orderRef: ref })),
    event("survey.answered", fc.record({ question: fc.constant("rating"), answer: fc.constant("x"), orderRef: ref, score: fc.constantFrom(1, 4, 5), scale: fc.constantFrom(5, 10) })),
    event("ticket.opened", fc.record({ ticketRef: ref, subject: fc.constant(null), orderRef: ref })),
    event("ticket.solved", fc.record({ ticketRef: ref, orderRef: ref })),
    event("return.requested", fc.record({ returnRef: ref, reason: fc.constant(null), orderRef: ref })),
    event("referral.shared", fc.constant({ code: "c", by: "email" })),
    event("message.sent", fc.constant(message)),
    event("message.opened", fc.constant(message)),
    event("message.clicked", fc.constant({ ...message, url: "https://shop.example" })),
    event("page.viewed", fc.constant({ page: "product", orderRef: null })),
  );
}

/** Up to 60 events in the 1,000 days before `now` and the 30 after it. */
export function anyProfile(now: Instant): fc.Arbitrary<Profile> {
  const at = fc.oneof(fc.integer({ min: now - 1000 * DAY, max: now + 30 * DAY }), fc.constantFrom(now, now - DAY, 0));
  return fc.array(at.chain(dataOf), { maxLength: 60 }).map((events) => events.sort((a, b) => a.at - b.at).reduce(applyEvent, emptyProfile("c")));
}
