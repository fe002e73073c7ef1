import type { ShipmentProgress, ShipmentScanSnapshot, ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import { refOf } from "./ids.ts";
import type { Fulfillment, FulfillmentEvent } from "./payloads.ts";
import { readInstant, readRef, readUrl, required } from "#app/core/event/payload/values.ts";
import { versioned } from "./version.ts";

/** FulfillmentStatus: pending and open are a request to a warehouse, success is handed over. */
const RANK: ReadonlyMap<string, number> = new Map([["pending", 0], ["open", 0], ["success", 1], ["cancelled", 3], ["error", 3], ["failure", 3]]);

/** One parcel, from its own webhook or from inside the order's. */
export function shipmentSnapshot(fulfillment: Fulfillment, knownOrder: string | null): ShipmentSnapshot {
  const orderRef = knownOrder ?? required(readRef(fulfillment.order_id, "order_id"), "order_id");
  const createdAt = required(readInstant(fulfillment.created_at, "created_at"), "created_at");
  const updatedAt = readInstant(fulfillment.updated_at, "updated_at") ?? createdAt;
  const rank = RANK.get(fulfillment.status?.toLowerCase() ?? "") ?? 0;
  const delivered = fulfillment.shipment_status?.toLowerCase() === "delivered";
  const content = {
    kind: "shipment" as const,
    ref: refOf(fulfillment),
    orderRef,
    cancelled: rank === 3,
    shippedAt: rank === 1 ? createdAt : null,
    deliveredAt: delivered ? updatedAt : null,
    carrier: fulfillment.tracking_company,
    trackingNumber: fulfillment.tracking_number ?? fulfillment.tracking_numbers.find((number) => number !== null) ?? null,
    trackingUrl: [fulfillment.tracking_url, ...fulfillment.tracking_urls].map(readUrl).find((url) => url !== null) ?? null,
  };
  return versioned(content, updatedAt, delivered && rank === 1 ? 2 : rank);
}

/**
 * FulfillmentEventStatus in lower case. Statuses before the parcel moves (label_printed,
 * label_purchased, confirmed, ready_for_pickup) are left out.
 */
const PROGRESS: ReadonlyMap<string, ShipmentProgress> = new Map([
  ["carrier_picked_up", "shipped"],
  ["in_transit", "in_transit"],
  ["out_for_delivery", "out_for_delivery"],
  ["attempted_delivery", "attempted"],
  ["delayed", "delayed"],
  ["delivered", "delivered"],
  ["picked_up", "delivered"],
  ["failure", "failed"],
]);

/** @returns null for a status that says nothing of the parcel's way */
export function scanSnapshot(event: FulfillmentEvent): ShipmentScanSnapshot | null {
  const progress = PROGRESS.get(required(event.status, "status").toLowerCase());
  if (!progress) return null;
  const at = readInstant(event.happened_at, "happened_at") ?? readInstant(event.created_at, "created_at");
  return {
    kind: "shipment_scan",
    ref: refOf(event),
    orderRef: required(readRef(event.order_id, "order_id"), "order_id"),
    shipmentRef: required(readRef(event.fulfillment_id, "fulfillment_id"), "fulfillment_id"),
    progress,
    at: required(at, "happened_at"),
    message: event.message,
  };
}
