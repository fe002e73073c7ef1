import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Notice, PersonHint } from "#app/core/event/notice.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { customerSnapshot, deletedCustomer } from "./customer.ts";
import { cleanText } from "#app/core/event/payload/fields.ts";
import { deletedOrder, orderSnapshot } from "./order.ts";
import { CustomerPayload, DeletedPayload, OrderPayload, PersonPayload, ProductPayload } from "./payloads.ts";
import { deletedProduct, productSnapshot } from "./product.ts";
import { quoted, readRef, required } from "#app/core/event/payload/values.ts";

type Read = Snapshot | { readonly notice: Notice } | { readonly unhandled: string };
type Reader = (json: object, receivedAt: Instant, shop: ShopContext) => Read;

const order: Reader = (json, _receivedAt, shop) => orderSnapshot(parsed(OrderPayload, json), false, shop);
const restored: Reader = (json, _receivedAt, shop) => orderSnapshot(parsed(OrderPayload, json), true, shop);
const customer: Reader = (json, receivedAt, shop) => customerSnapshot(parsed(CustomerPayload, json), receivedAt, shop);

const product: Reader = (json, receivedAt, shop) => productSnapshot(parsed(ProductPayload, json), receivedAt, shop);

const person = (json: object): PersonHint => {
  const { email, customer_id: id } = parsed(PersonPayload, json);
  const hint = { ref: readRef(id, "customer_id"), email: normaliseEmail(email), phone: null, orderRefs: [] };
  if (hint.ref === null) required(hint.email, "email");
  return hint;
};

const READERS = new Map<string, Reader>([
  ["order.created", order],
  ["order.updated", order],
  ["order.restored", restored],
  ["order.deleted", (json, receivedAt) => deletedOrder(parsed(DeletedPayload, json).id, receivedAt)],
  ["order.pulled", order],
  ["customer.pulled", customer],
  ["product.pulled", product],
  ["afterglow.erase", (json) => ({ notice: { kind: "erase_person", person: person(json) } })],
  ["afterglow.export", (json) => ({ notice: { kind: "export_person", person: person(json), requestRef: parsed(PersonPayload, json).request } })],
  ["customer.created", customer],
  ["customer.updated", customer],
  ["customer.deleted", (json, receivedAt) => deletedCustomer(parsed(DeletedPayload, json).id, receivedAt)],
  ["product.created", product],
  ["product.updated", product],
  ["product.restored", product],
  ["product.deleted", (json, receivedAt) => deletedProduct(parsed(DeletedPayload, json).id, receivedAt)],
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const reader = READERS.get(topic);
  if (!reader) return { kind: "unhandled", reason: topic === "" ? "the request names no topic" : `the topic ${quoted(topic)} is not one we read` };
  try {
    const value = parseBody(body);
    const error = restError(value);
    if (error) return { kind: "unhandled", reason: `${topic}: the shop sent an error in place of the ${topic.split(".")[0]}: ${error}` };
    const read = reader(value, receivedAt, shop);
    if ("notice" in read) return { kind: "notice", notice: read.notice };
    return "unhandled" in read ? { kind: "unhandled", reason: `${topic}: ${read.unhandled}` } : { kind: "snapshots", snapshots: [read] };
  } catch (error) {
    return { kind: "quarantined", reason: `${topic}: ${reasonOf(error)}` };
  }
}

/**
 * WooCommerce builds the body when it delivers, by asking its own REST API, and signs and sends the
 * answer even when that is an error: the order was deleted meanwhile, or the webhook's user lost the
 * right to see it. A resource always has an id, an error never; `code` alone proves nothing (coupons).
 */
function restError(value: object): string | null {
  const { id, code, message } = value as { id?: unknown; code?: unknown; message?: unknown };
  return id === undefined && typeof code === "string" && typeof message === "string" ? quoted(cleanText(code, 60) ?? "") : null;
}
