/** One fact about a customer in our own terms. The key comes from the fact, so a repeat is the same event. */
import { z } from "zod";

const money = { amount: z.number().int(), currency: z.string() };
const order = { orderRef: z.string(), number: z.string() };
const shipment = { orderRef: z.string(), shipmentRef: z.string() };
const message = { messageId: z.string(), enrollmentId: z.string().nullable(), step: z.string().nullable(), channel: z.string(), class: z.string() };
const channel = z.enum(["email", "sms", "whatsapp", "push"]);

/** What each type of event carries. The keys of this table are the types there are. */
export const eventData = {
  "order.placed": z.object({ ...order, ...money }),
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
  "consent.granted": z.object({ channel, source: z.string() }),
  "consent.withdrawn": z.object({ channel, source: z.string() }),
  "message.sent": z.object(message),
  "message.failed": z.object({ ...message, reason: z.string() }),
  "message.opened": z.object(message),
  "message.clicked": z.object({ ...message, url: z.string() }),
  "message.bounced": z.object({ ...message, reason: z.string() }),
  "message.complained": z.object(message),
  "page.viewed": z.object({ page: z.string(), orderRef: z.string().nullable() }),
  "survey.answered": z.object({ question: z.string(), answer: z.string(), orderRef: z.string().nullable() }),
  "profile.merged": z.object({ from: z.string(), because: z.string() }),
} as const;

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
