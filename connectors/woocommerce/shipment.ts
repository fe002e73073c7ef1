import type { ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { TrackingItems } from "./payloads.ts";
import type { Meta } from "./payloads.ts";
import { rankOf } from "./status.ts";
import { readInstant, readUrl } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

type OrderFacts = {
  readonly ref: string;
  readonly status: string;
  readonly placedAt: Instant;
  readonly modifiedAt: Instant;
  readonly fulfilledAt: Instant | null;
};

/**
 * Parcels that the Shipment Tracking plugin notes on the order, in the meta `_wc_shipment_tracking_items`.
 * Core knows of none (its own fulfillments are not in webhooks), nor of their arrival; Advanced
 * Shipment Tracking sets the order's status to "delivered".
 */
export function shipmentSnapshots(meta: Meta, order: OrderFacts): ShipmentSnapshot[] {
  const noted = meta.find(({ key }) => key === "_wc_shipment_tracking_items");
  if (!noted) return [];
  const parcels = new Map<string, ShipmentSnapshot>();
  for (const item of TrackingItems.parse(noted.value)) {
    // A number alone is not unique in a shop: two orders can travel in one parcel.
    const ref = item.tracking_id ?? (item.tracking_number === null ? null : `${order.ref}-${item.tracking_number}`);
    if (ref === null) continue;
    const content = {
      kind: "shipment" as const,
      ref,
      orderRef: order.ref,
      cancelled: false,
      shippedAt: shippedAtOf(item.date_shipped, order),
      deliveredAt: order.status === "delivered" ? order.modifiedAt : null,
      carrier: item.custom_tracking_provider ?? item.tracking_provider,
      trackingNumber: item.tracking_number,
      trackingUrl: readUrl(item.custom_tracking_link) ?? readUrl(item.tracking_link),
    };
    parcels.set(ref, versioned(content, order.modifiedAt, rankOf(order.status)));
  }
  return [...parcels.values()];
}

/**
 * The plugin keeps a day, as the seconds of its midnight in UTC ("1566259200"); its own API writes
 * "2019-03-12". An order that ships the day it is placed would so have left before it was placed.
 */
function shippedAtOf(value: string | null, order: OrderFacts): Instant | null {
  if (value === null) return order.fulfilledAt;
  const field = "_wc_shipment_tracking_items.date_shipped";
  const iso = /^\d{1,10}$/.test(value) ? new Date(Number(value) * 1000).toISOString() : /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
  const day = readInstant(iso, field);
  return day === null ? null : Math.max(day, order.placedAt);
}
