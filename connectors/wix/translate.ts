import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { quoted, readCurrency, readInstant, required, Unreadable } from "#app/core/event/payload/values.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { consentSnapshot, contactSnapshot, deletedContact } from "./contact.ts";
import { entityIn, openEnvelope } from "./envelope.ts";
import { erasure } from "./erasure.ts";
import { refOf } from "./ids.ts";
import { asObject } from "./jwt.ts";
import { orderSnapshot } from "./order.ts";
import { ConsentPayload, ContactPayload, OrderFulfillmentsPayload, OrderPayload, ProductPayload, RefundEventPayload, TransactionsPayload } from "./payloads.ts";
import { deletedProduct, productSnapshot } from "./product.ts";
import { refundSnapshot } from "./refund.ts";
import { shipmentSnapshots } from "./shipment.ts";
import { PLAN_TOPICS } from "./topics.ts";

type Json = Record<string, unknown>;
/** `at`: when Wix says it happened. */
type Reader = (event: Json, at: Instant, shop: ShopContext) => Translation;

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const entityOf = (event: Json): Json => required(entityIn(event), "the event's entity");
const found = (...snapshots: readonly Snapshot[]): Translation => ({ kind: "snapshots", snapshots });
const unhandled = (reason: string): Translation => ({ kind: "unhandled", reason });

/** Some events have the order itself as their entity, others beside other things. */
const order: Reader = (event, _at, shop) => {
  const entity = entityOf(event);
  return found(orderSnapshot(parsed(OrderPayload, asObject(entity["order"]) ?? entity), shop));
};

const fulfillments: Reader = (event, at) => {
  const entity = entityOf(event);
  const shipments = shipmentSnapshots(parsed(OrderFulfillmentsPayload, asObject(entity["orderWithFulfillments"]) ?? entity), at);
  return shipments.length > 0 ? found(...shipments) : unhandled("the order has no parcels");
};

const refunds: Reader = (event, _at, shop) => {
  const entity = entityOf(event);
  const single = parsed(RefundEventPayload, entity);
  const all = parsed(TransactionsPayload, asObject(entity["orderTransactions"]) ?? entity);
  const orderRef = refOf(single.orderId ?? all.orderId, "orderId");
  const each = new Map([...all.refunds, ...(single.refund ? [single.refund] : [])].map((one) => [one.id, one]));
  const snapshots = [...each.values()].map((one) => refundSnapshot(one, orderRef, shop.currency)).filter((one) => one !== null);
  return snapshots.length > 0 ? found(...snapshots) : unhandled("no money went back yet");
};

const contact: Reader = (event, at, shop) => found(contactSnapshot(parsed(ContactPayload, entityOf(event)), at, shop));

/** Contacts that were merged into another are deleted too; the person is still there. */
const contactDeleted: Reader = (event, at) => (/merge/i.test(text(event["originatedFrom"]) ?? "") ? unhandled("the contact was merged into another") : found(deletedContact(text(event["entityId"]), at)));

const contactMerged: Reader = (event, at, shop) => {
  const target = asObject(entityIn(event)?.["targetContact"]);
  return target ? found(contactSnapshot(parsed(ContactPayload, target), at, shop)) : unhandled("the merged contact is told by an event of its own");
};

const consent: Reader = (event, at, shop) => {
  const snapshot = consentSnapshot(parsed(ConsentPayload, entityOf(event)), at, shop);
  return snapshot ? found(snapshot) : unhandled("the consent says neither yes nor no");
};

const product: Reader = (event, at, shop) => {
  const entity = entityOf(event);
  return found(productSnapshot(parsed(ProductPayload, asObject(entity["product"]) ?? entity), at, shop));
};

const EVENTS = new Map<string, Reader>([
  ...["created", "approved", "updated", "canceled", "payment_status_updated"].map((slug) => [`wix.ecom.v1.order_${slug}`, order] as const),
  ["wix.ecom.v1.fulfillments_updated", fulfillments],
  ["wix.ecom.v1.order_transactions_updated", refunds],
  ["wix.ecom.v1.order_transactions_refund_completed", refunds],
  ["wix.contacts.v4.contact_created", contact],
  ["wix.contacts.v4.contact_updated", contact],
  ["wix.contacts.v4.contact_deleted", contactDeleted],
  ["wix.contacts.v4.contact_merged", contactMerged],
  ["wix.marketing.marketing_consent.v1.marketing_consent_created", consent],
  ["wix.marketing.marketing_consent.v1.marketing_consent_updated", consent],
  ["wix.stores.catalog.v3.product_created", product],
  ["wix.stores.catalog.v3.product_updated", product],
  ["wix.stores.catalog.v3.product_deleted", (event, at) => found(deletedProduct(text(event["entityId"]), "entityId", at))],
  ["com.wix.ecommerce.catalog.api.v1.ProductDeleted", (event, at) => found(deletedProduct(text(event["productId"]), "productId", at))],
  ["AppInstalled", () => ({ kind: "notice", notice: { kind: "shop_changed" } })],
  ["AppRemoved", () => ({ kind: "notice", notice: { kind: "uninstalled" } })],
  ...PLAN_TOPICS.map((topic) => [topic, () => ({ kind: "notice", notice: { kind: "plan_changed" } })] as const satisfies readonly [string, Reader]),
]);

/** What our client fetched: an order comes with its parcels and transactions. */
const PULLED = new Map<string, Reader>([
  ["orders/pulled", (json, at, shop) => {
    const payload = parsed(OrderPayload, required(asObject(json["order"]), "order"));
    const snapshot = orderSnapshot(payload, shop);
    const parcels = asObject(json["fulfillments"]);
    const transactions = asObject(json["transactions"]);
    const shipments = parcels ? shipmentSnapshots(parsed(OrderFulfillmentsPayload, parcels), readInstant(payload.updatedDate, "updatedDate") ?? at) : [];
    const back = transactions ? parsed(TransactionsPayload, transactions).refunds : [];
    const currency = readCurrency(payload.currency, shop.currency, "currency");
    return found(snapshot, ...shipments, ...back.map((refund) => refundSnapshot(refund, snapshot.ref, currency)).filter((refund) => refund !== null));
  }],
  ["contacts/pulled", (json, at, shop) => found(contactSnapshot(parsed(ContactPayload, json), at, shop))],
  ["products/pulled", (json, at, shop) => found(productSnapshot(parsed(ProductPayload, json), at, shop))],
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const pulled = PULLED.get(topic);
  const reader = pulled ?? EVENTS.get(topic);
  try {
    if (pulled) return pulled(parseBody(body) as Json, receivedAt, shop);
    const event = openEnvelope(body)?.event ?? null;
    const erases = event && erasure(topic, event);
    if (erases) return { kind: "notice", notice: erases };
    if (!reader) return unhandled(topic === "" ? "the request names no event" : `the event ${quoted(topic)} is not one we read`);
    if (!event) throw new Unreadable("the body is not an event of Wix");
    return reader(event, readInstant(text(event["eventTime"]), "eventTime") ?? receivedAt, shop);
  } catch (error) {
    return { kind: "quarantined", reason: `${topic}: ${reasonOf(error)}` };
  }
}
