import type { RefundSnapshot, ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import type { ShopContext } from "#app/core/event/connector.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { readCurrency, readRef, readTotal, required } from "#app/core/event/payload/values.ts";
import { readDate } from "./dates.ts";
import type { Creditmemo, Shipment } from "./payloads.ts";
import { versioned } from "./version.ts";

/** A parcel that left. Magento's core knows neither of its arrival nor of its being called off. */
export function shipmentSnapshot(shipment: Shipment, receivedAt: Instant): ShipmentSnapshot {
  const ref = required(readRef(shipment.entity_id, "entity_id"), "entity_id");
  const orderRef = required(readRef(shipment.order_id, "order_id"), "order_id");
  const shippedAt = readDate(shipment.created_at, "created_at") ?? receivedAt;
  const track = shipment.tracks.find(({ track_number: number }) => number !== null) ?? shipment.tracks[0];
  const content = {
    kind: "shipment" as const,
    ref,
    orderRef,
    cancelled: false,
    shippedAt,
    deliveredAt: null,
    carrier: track?.title ?? track?.carrier_code ?? null,
    trackingNumber: track?.track_number ?? null,
    trackingUrl: null,
  };
  // A tracking number is often added later, and does not always move the time of the shipment.
  return versioned(content, readDate(shipment.updated_at, "updated_at") ?? shippedAt, Math.min(9, shipment.tracks.length));
}

/** A credit memo: money that went back. State 3 is one that was called off (Magento\Sales\Model\Order\Creditmemo). */
export function refundSnapshot(memo: Creditmemo, receivedAt: Instant, shop: ShopContext): RefundSnapshot | { readonly unhandled: string } {
  const ref = required(readRef(memo.entity_id, "entity_id"), "entity_id");
  const orderRef = required(readRef(memo.order_id, "order_id"), "order_id");
  if (memo.state === "3") return { unhandled: "a credit memo that was cancelled" };
  const currency = readCurrency(memo.order_currency_code, shop.currency, "order_currency_code");
  const amount = readTotal(memo.grand_total, currency, "grand_total");
  if (amount === 0) return { unhandled: "a credit memo over nothing" };
  return { kind: "refund", ref, orderRef, at: readDate(memo.created_at, "created_at") ?? receivedAt, amount, currency, reason: memo.customer_note };
}
