import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { quoted } from "#app/core/event/payload/values.ts";
import { unwrapped } from "./adobe-events.ts";
import { consentSnapshot, customerSnapshot, deletedCustomer } from "./customer.ts";
import { orderSnapshot } from "./order.ts";
import { CreditmemoPayload, CustomerPayload, OrderPayload, ProductPayload, ShipmentPayload, SubscriberPayload } from "./payloads.ts";
import { productSnapshot } from "./product.ts";
import { refundSnapshot, shipmentSnapshot } from "./shipment.ts";

type Reader = (json: object, receivedAt: Instant, shop: ShopContext) => Snapshot | { readonly unhandled: string };

const order: Reader = (json, _receivedAt, shop) => orderSnapshot(parsed(OrderPayload, json), shop);
const shipment: Reader = (json, receivedAt) => shipmentSnapshot(parsed(ShipmentPayload, json), receivedAt);
const creditmemo: Reader = (json, receivedAt, shop) => refundSnapshot(parsed(CreditmemoPayload, json), receivedAt, shop);
const customer: Reader = (json, receivedAt, shop) => customerSnapshot(parsed(CustomerPayload, json), receivedAt, shop);
const product: Reader = (json, receivedAt, shop) => productSnapshot(parsed(ProductPayload, json), receivedAt, shop);

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["order.saved", order], ["orders/pulled", order], ["observer.sales_order_save_commit_after", order],
  ["shipment.saved", shipment], ["shipments/pulled", shipment], ["observer.sales_order_shipment_save_commit_after", shipment],
  ["creditmemo.saved", creditmemo], ["creditmemos/pulled", creditmemo], ["observer.sales_order_creditmemo_save_commit_after", creditmemo],
  ["customer.saved", customer], ["customers/pulled", customer], ["observer.customer_save_commit_after", customer],
  ["customer.deleted", (json, receivedAt) => deletedCustomer(parsed(CustomerPayload, json), receivedAt)],
  ["subscriber.saved", (json, receivedAt) => consentSnapshot(parsed(SubscriberPayload, json), receivedAt)],
  ["products/pulled", product], ["observer.catalog_product_save_commit_after", product], ["observer.catalog_product_save_after", product],
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const reader = READERS.get(topic);
  if (!reader) return { kind: "unhandled", reason: topic === "" ? "the request names no topic" : `the topic ${quoted(topic)} is not one we read` };
  try {
    const read = reader(unwrapped(parseBody(body)), receivedAt, shop);
    return "unhandled" in read ? { kind: "unhandled", reason: `${topic}: ${read.unhandled}` } : { kind: "snapshots", snapshots: [read] };
  } catch (error) {
    return { kind: "quarantined", reason: `${topic}: ${reasonOf(error)}` };
  }
}
