import type { ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import { readInstant, readUrl, required } from "#app/core/event/payload/values.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { refOf } from "./ids.ts";
import type { OrderFulfillments } from "./payloads.ts";
import { versioned } from "./version.ts";

/**
 * The parcels of one order. Wix tells when a parcel was made and never when its tracking changed, so the state is as new as
 * what told it: the event, or the order it was fetched with. Deliveries are not told at all.
 */
export function shipmentSnapshots({ orderId, fulfillments }: OrderFulfillments, toldAt: Instant): ShipmentSnapshot[] {
  const orderRef = refOf(orderId, "orderId");
  return fulfillments.map((fulfillment, index) => {
    const field = `fulfillments[${index}]`;
    const shippedAt = required(readInstant(fulfillment.createdDate, `${field}.createdDate`), `${field}.createdDate`);
    const tracking = fulfillment.trackingInfo;
    const content = {
      kind: "shipment" as const,
      ref: refOf(fulfillment.id, `${field}.id`),
      orderRef,
      cancelled: false,
      shippedAt,
      deliveredAt: null,
      carrier: tracking?.shippingProvider ?? null,
      trackingNumber: tracking?.trackingNumber ?? null,
      trackingUrl: readUrl(tracking?.trackingLink ?? null),
    };
    return versioned(content, Math.max(toldAt, shippedAt), (content.trackingNumber === null ? 0 : 2) + (content.trackingUrl === null ? 0 : 1));
  });
}
