import type { EventType } from "../../core/event/canonical-event.ts";

/** As something one can wait for, and as something the customer did. */
type Phrases = readonly [waitedFor: string, did: string];

const WORDS: Readonly<Record<EventType, Phrases>> = {
  "order.placed": ["an order is placed", "placed an order"],
  "order.paid": ["the order is paid", "paid"],
  "order.edited": ["the order is changed", "changed an order"],
  "order.fulfilled": ["everything is sent", "had everything sent"],
  "order.cancelled": ["the order is cancelled", "cancelled an order"],
  "order.deleted": ["the order is deleted in the shop", "had an order deleted"],
  "order.refunded": ["money is refunded", "got money back"],
  "order.fully_refunded": ["the order is fully refunded", "got an order fully refunded"],
  "shipment.shipped": ["the parcel is handed to the carrier", "had a parcel sent"],
  "shipment.in_transit": ["the parcel is on its way", "had a parcel on its way"],
  "shipment.out_for_delivery": ["the parcel is out for delivery", "had a parcel out for delivery"],
  "shipment.attempted": ["the carrier tries to deliver", "missed a parcel"],
  "shipment.delayed": ["the parcel is delayed", "had a parcel delayed"],
  "shipment.failed": ["the delivery fails", "had a delivery fail"],
  "shipment.delivered": ["the parcel arrives", "got a parcel"],
  "customer.created": ["an account is opened", "opened an account"],
  "customer.deleted": ["the account is deleted", "had the account deleted"],
  "customer.identified": ["they say who they are in the shop", "said who they are in the shop"],
  "consent.granted": ["they agree to marketing", "agreed to marketing"],
  "consent.withdrawn": ["they unsubscribe", "unsubscribed"],
  "message.sent": ["a message is sent", "was sent a message"],
  "message.failed": ["a message fails", "had a message fail"],
  "message.opened": ["a message is opened", "opened a message"],
  "message.clicked": ["a link is clicked", "clicked in a message"],
  "message.bounced": ["a message comes back", "had a message come back"],
  "message.complained": ["a message is marked as spam", "marked a message as spam"],
  "message.delivered": ["a message arrives", "got a message"],
  "message.replied": ["a message is answered", "replied to a message"],
  "message.held": ["a message is held back", "had a message held back"],
  "message.dropped": ["a message is not sent", "had a message not sent"],
  "page.viewed": ["they visit the shop", "visited the shop"],
  "survey.answered": ["a question is answered", "answered a question"],
  "review.submitted": ["a review is written", "wrote a review"],
  "ticket.opened": ["a support ticket is opened", "opened a support ticket"],
  "ticket.solved": ["the support ticket is solved", "had a support ticket solved"],
  "return.requested": ["a return is asked for", "asked for a return"],
  "return.closed": ["the return is settled", "had a return settled"],
  "task.opened": ["a task is opened for your team", "needed your team"],
  "task.closed": ["your team settles the task", "was helped by your team"],
  "loyalty.joined": ["they join the loyalty programme", "joined the loyalty programme"],
  "referral.shared": ["they recommend the shop", "recommended the shop"],
  "referral.clicked": ["a friend follows the recommendation", "had a friend follow a recommendation"],
  "referral.converted": ["a friend places a first order", "had a friend place a first order"],
  "referral.refused": ["a recommendation does not count", "had a recommendation not count"],
  "product.used": ["they reach a milestone", "reached a milestone"],
  "custom.tracked": ["an event of your shop's own comes in", "did something your shop told us of"],
  "journey.completed": ["a journey comes to its end", "came to a journey's end"],
  "journey.exited": ["a journey ends early", "left a journey early"],
  "profile.merged": ["they turn out to be a customer we know", "turned out to be a customer we know"],
};

/** A kind of event as something one can wait for: "the parcel arrives". */
export function eventTypeWords(type: string): string {
  return phrases(type)?.[0] ?? plain(type);
}

/** The same as something the customer did: "got a parcel". */
export function didWords(type: string): string {
  return phrases(type)?.[1] ?? `did “${plain(type)}”`;
}

/** "the parcel arrives, or a message is opened" */
export function eventTypesWords(types: readonly string[]): string {
  return types.map(eventTypeWords).join(", or ");
}

function phrases(type: string): Phrases | undefined {
  return (WORDS as Readonly<Record<string, Phrases>>)[type];
}

function plain(type: string): string {
  return type.replaceAll("_", " ").replace(".", " ");
}
