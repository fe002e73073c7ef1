import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { ConsentPayload, consentSnapshot } from "./consent-update.ts";
import { customerSnapshot, deletedCustomer } from "./customer.ts";
import { refOf } from "./ids.ts";
import { nodeOf } from "./node.ts";
import { NOTICES } from "./notices.ts";
import { orderSnapshot } from "./order.ts";
import { CustomerPayload, FulfillmentEventPayload, FulfillmentPayload, OrderPayload, ProductPayload, RefundPayload } from "./payloads.ts";
import { deletedProduct, productSnapshot } from "./product.ts";
import { webhookCustomer } from "./pulled-customer.ts";
import { webhookOrder, webhookReturns, webhookScans } from "./pulled-order.ts";
import { webhookProduct } from "./pulled-product.ts";
import { refundSnapshot } from "./refund.ts";
import { ReturnPayload, returnSnapshot } from "./returns.ts";
import { scanSnapshot, shipmentSnapshot } from "./shipment.ts";
import { quoted } from "#app/core/event/payload/values.ts";

type Reader = (json: object, receivedAt: Instant, shop: ShopContext, topic: string) => Translation;

const order: Reader = (json, _receivedAt, shop) => snapshots(orderSnapshot(parsed(OrderPayload, json), shop));
const shipment: Reader = (json) => snapshots(shipmentSnapshot(parsed(FulfillmentPayload, json), null));
const customer: Reader = (json, receivedAt, shop) => snapshots(customerSnapshot(parsed(CustomerPayload, json), receivedAt, shop));
const product: Reader = (json, receivedAt, shop) => snapshots(productSnapshot(parsed(ProductPayload, json), receivedAt, shop));

const scan: Reader = (json) => {
  const event = parsed(FulfillmentEventPayload, json);
  const found = scanSnapshot(event);
  return found ? snapshots(found) : { kind: "unhandled", reason: `the carrier's status ${quoted(event.status ?? "")} says nothing of the parcel's way` };
};

const refund: Reader = (json, _receivedAt, shop) => {
  const found = refundSnapshot(parsed(RefundPayload, json), { orderRef: null, currency: shop.currency });
  return found ? snapshots(found) : { kind: "unhandled", reason: "no money went back with this refund yet" };
};

const back: Reader = (json, receivedAt, _shop, topic) => {
  const found = returnSnapshot(topic, parsed(ReturnPayload, json), receivedAt);
  return found ? snapshots(found) : { kind: "unhandled", reason: "it does not say which order the return is of: the order itself, read soon after, does" };
};

const consent: Reader = (json, receivedAt, shop) => {
  const found = consentSnapshot(parsed(ConsentPayload, json), receivedAt, shop);
  return found ? snapshots(found) : { kind: "unhandled", reason: "it says neither yes nor no to marketing, or a yes without a moment" };
};

/** orders/delete has the id alone. */
const deletedOrder: Reader = (json, receivedAt) => snapshots({ kind: "order_deleted", ref: refOf(parsed(OrderPayload, json)), at: receivedAt });

/** The order, the scans of its parcels, and its returns: all that an order's many webhooks tell. */
const pulledOrder: Reader = (json, receivedAt, shop) => {
  const node = nodeOf(json);
  const scans = webhookScans(node).map((event) => scanSnapshot(parsed(FulfillmentEventPayload, event))).filter((found) => found !== null);
  const returns = webhookReturns(node).map((body) => returnSnapshot("", parsed(ReturnPayload, body), receivedAt)).filter((found) => found !== null);
  return snapshots(orderSnapshot(parsed(OrderPayload, webhookOrder(node)), shop), ...scans, ...returns);
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ...["create", "updated", "paid", "fulfilled", "partially_fulfilled", "cancelled"].map((name): [string, Reader] => [`orders/${name}`, order]),
  ["orders/delete", deletedOrder],
  ["fulfillments/create", shipment],
  ["fulfillments/update", shipment],
  ["fulfillment_events/create", scan],
  ["refunds/create", refund],
  ...["request", "approve", "decline", "cancel", "close", "reopen", "update", "process"].map((name): [string, Reader] => [`returns/${name}`, back]),
  ["customers/create", customer],
  ["customers/update", customer],
  ["customers/delete", (json, receivedAt) => snapshots(deletedCustomer(parsed(CustomerPayload, json), receivedAt))],
  ["customers_email_marketing_consent/update", consent],
  ["customers_marketing_consent/update", consent],
  ["products/create", product],
  ["products/update", product],
  ["products/delete", (json, receivedAt) => snapshots(deletedProduct(parsed(ProductPayload, json), receivedAt))],
  ["orders/pulled", pulledOrder],
  ["customers/pulled", (json, receivedAt, shop, topic) => customer(webhookCustomer(nodeOf(json)), receivedAt, shop, topic)],
  ["products/pulled", (json, receivedAt, shop, topic) => product(webhookProduct(nodeOf(json)), receivedAt, shop, topic)],
  ...[...NOTICES].map(([topic, read]): [string, Reader] => [topic, (json, _receivedAt, shop) => ({ kind: "notice", notice: read(json, shop) })]),
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const reader = READERS.get(topic);
  if (!reader) return { kind: "unhandled", reason: topic === "" ? "the request names no topic" : `the topic ${quoted(topic)} is not one we read` };
  try {
    return reader(parseBody(body), receivedAt, shop, topic);
  } catch (error) {
    return { kind: "quarantined", reason: `${topic}: ${reasonOf(error)}` };
  }
}

function snapshots(...found: readonly Snapshot[]): Translation {
  return { kind: "snapshots", snapshots: found };
}
