/** One fact about a customer in our own terms. The key comes from the fact, so a repeat is the same event. */
import { z } from "zod";

const money = { amount: z.number().int(), currency: z.string() };
const order = { orderRef: z.string(), number: z.string() };
const shipment = { orderRef: z.string(), shipmentRef: z.string() };
const item = z.object({ productRef: z.string(), quantity: z.number() });
const walk = { journey: z.string(), enrollmentId: z.string(), orderRef: z.string().nullable() };
const decided = { enrollmentId: z.string(), journey: z.string(), step: z.string(), rule: z.string(), reason: z.string() };
const maybeOrder = { orderRef: z.string().nullable() };
const message = { messageId: z.string(), enrollmentId: z.string().nullable(), step: z.string().nullable(), channel: z.string(), class: z.string() };
const channel = z.enum(["email", "sms", "whatsapp", "push"]);

/** What each type of event carries. The keys of this table are the types there are. */
export const eventData = {
  /**
   * `items` has one entry per product, at most ITEMS_TOLD of them. `discount`: what was taken off, left out where it is not known.
   * `statedAt`: when the shop says it was placed, where that is still to come.
   */
  "order.placed": z.object({ ...order, ...money, items: z.array(item).optional(), discount: z.number().int().nonnegative().optional(), statedAt: z.number().optional() }),
  "order.paid": z.object(order),
  "order.edited": z.object({ ...order, change: z.number().int(), currency: z.string() }),
  "order.fulfilled": z.object(order),
  "order.cancelled": z.object({ ...order, ...money }),
  "order.deleted": z.object(order),
  "order.refunded": z.object({ ...order, ...money, refundRef: z.string(), reason: z.string().nullable() }),
  "order.fully_refunded": z.object(order),
  "shipment.shipped": z.object(shipment),
  "shipment.in_transit": z.object(shipment),
  "shipment.out_for_delivery": z.object(shipment),
  "shipment.attempted": z.object(shipment),
  "shipment.delayed": z.object(shipment),
  "shipment.failed": z.object(shipment),
  "shipment.delivered": z.object(shipment),
  "customer.created": z.object({ customerRef: z.string() }),
  "customer.deleted": z.object({ customerRef: z.string() }),
  /** Said who they are; `anonymous`: on a device that we know by an id of its own. */
  "customer.identified": z.object({ anonymous: z.boolean() }),
  "consent.granted": z.object({ channel, source: z.string() }),
  "consent.withdrawn": z.object({ channel, source: z.string() }),
  /** `late`: its outcome was unknown at first, and it was counted then. */
  "message.sent": z.object({ ...message, late: z.boolean().optional() }),
  /** `unknown`: it may have arrived all the same. */
  "message.failed": z.object({ ...message, reason: z.string(), unknown: z.boolean().optional() }),
  "message.opened": z.object(message),
  "message.clicked": z.object({ ...message, url: z.string() }),
  "message.bounced": z.object({ ...message, reason: z.string() }),
  "message.complained": z.object(message),
  /** `page` is one of PAGES, or a name of the shop's own. */
  "page.viewed": z.object({ page: z.string(), ...maybeOrder, productRef: z.string().nullable().optional(), seconds: z.number().nonnegative().optional(), url: z.string().optional() }),
  /** `score` of `scale`, where the answer is a number: 5 of 5, 9 of 10. */
  "survey.answered": z.object({ question: z.string(), answer: z.string(), ...maybeOrder, score: z.number().optional(), scale: z.number().optional(), enrollmentId: z.string().nullable().optional() }),
  "review.submitted": z.object({ rating: z.number(), scale: z.number(), productRef: z.string().nullable(), ...maybeOrder }),
  "ticket.opened": z.object({ ticketRef: z.string(), subject: z.string().nullable(), ...maybeOrder }),
  "ticket.solved": z.object({ ticketRef: z.string(), ...maybeOrder }),
  "return.requested": z.object({ returnRef: z.string(), reason: z.string().nullable(), ...maybeOrder }),
  "return.closed": z.object({ returnRef: z.string(), ...maybeOrder }),
  /** Something a person at the shop must do for the customer. */
  "task.opened": z.object({ taskRef: z.string(), title: z.string(), enrollmentId: z.string().nullable(), ...maybeOrder }),
  "task.closed": z.object({ taskRef: z.string(), ...maybeOrder }),
  "loyalty.joined": z.object({ tier: z.string().nullable() }),
  "referral.shared": z.object({ code: z.string(), by: z.string() }),
  "referral.clicked": z.object({ code: z.string() }),
  /** A friend's first order: told of the one who recommended, with the friend's order. */
  "referral.converted": z.object({ code: z.string(), friendOrderRef: z.string(), ...money }),
  "referral.refused": z.object({ code: z.string(), friendOrderRef: z.string(), reason: z.string() }),
  /** A named milestone of using the product: "first_brew". */
  "product.used": z.object({ milestone: z.string(), productRef: z.string().nullable() }),
  /** Anything else the shop tells by name. */
  "custom.tracked": z.object({ name: z.string(), properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }),
  "message.delivered": z.object(message),
  "message.replied": z.object({ ...message, text: z.string() }),
  "message.held": z.object({ ...decided, until: z.number() }),
  "message.dropped": z.object(decided),
  "journey.completed": z.object({ ...walk, goal: z.boolean() }),
  "journey.exited": z.object({ ...walk, reason: z.string() }),
  "profile.merged": z.object({ from: z.string(), because: z.string() }),
} as const;

/** Pages that journeys know by name. */
export const PAGES = ["faq", "help", "returns", "product", "tracking", "cart", "account", "referral", "other"] as const;

/** An order of hundreds of lines is told by its first products; the order itself has them all. */
export const ITEMS_TOLD = 50;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

/** `at` is when it happened, never when we heard of it. */
export type CanonicalEvent = {
  [T in EventType]: { readonly key: string; readonly type: T; readonly at: number; readonly data: EventData<T> };
}[EventType];

/** The order an event is about, if it is about one. */
export function orderRefOf(event: CanonicalEvent): string | null {
  return "orderRef" in event.data ? event.data.orderRef : null;
}
