const WORDS: Readonly<Record<string, string>> = {
  "order.placed": "a new order", "order.paid": "the payment", "order.fulfilled": "everything was sent", "order.cancelled": "the order is cancelled",
  "shipment.shipped": "the parcel is handed to the carrier", "shipment.delivered": "the parcel arrives", "shipment.out_for_delivery": "the parcel is out for delivery",
  "message.opened": "a message is opened", "message.clicked": "a link is clicked", "survey.answered": "a survey is answered",
};

/** A kind of event as something one can wait for: "the parcel arrives". */
export function eventTypeWords(type: string): string {
  return WORDS[type] ?? type.replaceAll("_", " ").replace(".", " ");
}
