import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { customerSnapshot } from "./customer.ts";
import { orderSnapshot } from "./order.ts";
import { CustomerPayload, FulfillmentEventPayload, FulfillmentPayload, OrderPayload, RefundPayload } from "./payloads.ts";
import { refundSnapshot } from "./refund.ts";
import { scanSnapshot, shipmentSnapshot } from "./shipment.ts";
import { quoted } from "#app/core/event/payload/values.ts";

type Reader = (json: object, receivedAt: Instant, shop: ShopContext) => Translation;

const order: Reader = (json, _receivedAt, shop) => snapshot(orderSnapshot(parsed(OrderPayload, json), shop));
const shipment: Reader = (json) => snapshot(shipmentSnapshot(parsed(FulfillmentPayload, json), null));
const customer: Reader = (json, receivedAt, shop) => snapshot(customerSnapshot(parsed(CustomerPayload, json), receivedAt, shop));

const scan: Reader = (json) => {
  const event = parsed(FulfillmentEventPayload, json);
  const found = scanSnapshot(event);
  return found ? snapshot(found) : { kind: "unhandled", reason: `the carrier's status ${quoted(event.status ?? "")} says nothing of the parcel's way` };
};

const refund: Reader = (json, _receivedAt, shop) => {
  const found = refundSnapshot(parsed(RefundPayload, json), { orderRef: null, currency: shop.currency });
  return found ? snapshot(found) : { kind: "unhandled", reason: "no money went back with this refund yet" };
};

const READERS = new Map<string, Reader>([
  ["orders/create", order],
  ["orders/updated", order],
  ["orders/paid", order],
  ["orders/fulfilled", order],
  ["orders/partially_fulfilled", order],
  ["orders/cancelled", order],
  ["fulfillments/create", shipment],
  ["fulfillments/update", shipment],
  ["fulfillment_events/create", scan],
  ["refunds/create", refund],
  ["customers/create", customer],
  ["customers/update", customer],
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const reader = READERS.get(topic);
  if (!reader) return { kind: "unhandled", reason: topic === "" ? "the request names no topic" : `the topic ${quoted(topic)} is not one we read` };
  try {
    return reader(parseBody(body), receivedAt, shop);
  } catch (error) {
    return { kind: "quarantined", reason: `${topic}: ${reasonOf(error)}` };
  }
}

function snapshot(found: Snapshot): Translation {
  return { kind: "snapshots", snapshots: [found] };
}
