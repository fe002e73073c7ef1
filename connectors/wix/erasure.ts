import type { Notice } from "#app/core/event/notice.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import { entityIn } from "./envelope.ts";
import { looseRef } from "./ids.ts";
import { asObject } from "./jwt.ts";

/**
 * Any event may say that a person asked Wix to be forgotten; all that is held of them goes then, whatever else it tells.
 * Source: dev.wix.com, "Webhook structure", triggeredByAnonymizeRequest.
 *
 * @returns null when it says no such thing, or is about nobody
 */
export function erasure(topic: string, event: Readonly<Record<string, unknown>>): Notice | null {
  if (event["triggeredByAnonymizeRequest"] !== true) return null;
  const entity = entityIn(event);
  const order = asObject(entity?.["order"]) ?? entity;
  const buyer = asObject(order?.["buyerInfo"]);
  const id = (value: unknown): string | null => (typeof value === "string" ? looseRef(value) : null);
  const words = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const isContact = topic.startsWith("wix.contacts.");
  const isOrder = topic.startsWith("wix.ecom.v1.order_") || topic.startsWith("wix.ecom.v1.fulfillments_");
  const ref = isContact ? id(event["entityId"]) : (id(buyer?.["contactId"]) ?? id(entity?.["contactId"]));
  const email = normaliseEmail(words(buyer?.["email"]) ?? words(asObject(entity?.["primaryInfo"])?.["email"]) ?? words(asObject(entity?.["details"])?.["email"]) ?? words(entity?.["loginEmail"]));
  const orderRefs = isOrder ? [id(event["entityId"])].filter((one) => one !== null) : [];
  if (ref === null && email === null && orderRefs.length === 0) return null;
  return { kind: "erase_person", person: { ref, email, phone: null, orderRefs } };
}
