import { readBehaviour } from "../../core/behaviour/behaviour.ts";
import type { Behaviour } from "../../core/behaviour/behaviour.ts";
import type { Shop } from "../../core/shop.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";

/** A call of the past, read as the door would have read it. @throws Error naming the field when a life makes one that the door refuses */
export function readPastCall({ body, at }: StoreWebhook, shop: Shop): Behaviour {
  const read = readBehaviour(JSON.parse(body), { type: null, receivedAt: at, batch: null, country: shop.country, trusted: true, visitorOf: () => null });
  if (!read.ok) throw new Error(`a call of ${shop.id}: ${read.error.problem}`);
  return read.behaviour;
}
