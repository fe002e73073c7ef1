import type { ShopContext, Translation } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { parseBody, parsed, reasonOf } from "#app/core/event/payload/body.ts";
import { customerSnapshot, deletedCustomer } from "./customer.ts";
import { cleanText } from "#app/core/event/payload/fields.ts";
import { deletedOrder, orderSnapshot } from "./order.ts";
import { CustomerPayload, DeletedPayload, OrderPayload } from "./payloads.ts";
import { quoted } from "#app/core/event/payload/values.ts";

type Reader = (json: object, receivedAt: Instant, shop: ShopContext) => Snapshot;

const order: Reader = (json, _receivedAt, shop) => orderSnapshot(parsed(OrderPayload, json), false, shop);
const restored: Reader = (json, _receivedAt, shop) => orderSnapshot(parsed(OrderPayload, json), true, shop);
const customer: Reader = (json, receivedAt, shop) => customerSnapshot(parsed(CustomerPayload, json), receivedAt, shop);

const READERS = new Map<string, Reader>([
  ["order.created", order],
  ["order.updated", order],
  ["order.restored", restored],
  ["order.deleted", (json, receivedAt) => deletedOrder(parsed(DeletedPayload, json).id, receivedAt)],
  ["customer.created", customer],
  ["customer.updated", customer],
  ["customer.deleted", (json, receivedAt) => deletedCustomer(parsed(DeletedPayload, json).id, receivedAt)],
]);

/** Never throws: what cannot be read is quarantined, naming the field. */
export function translate(topic: string, body: Uint8Array, receivedAt: Instant, shop: ShopContext): Translation {
  const reader = READERS.get(topic);
  if (!reader) return { kind: "unhandled", reason: topic === "" ? "the request names no topic" : `the topic ${quoted(topic)} is not one we read` };
  try {
    const value = parseBody(body);
    const error = restError(value);
    if (error) return { kind: "unhandled", reason: `${topic}: the shop sent an error in place of the ${topic.split(".")[0]}: ${error}` };
    return { kind: "snapshots", snapshots: [reader(value, receivedAt, shop)] };
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
