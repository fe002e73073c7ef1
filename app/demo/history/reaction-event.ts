import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import type { Message } from "../../core/message/message.ts";
import type { Shop } from "../../core/shop.ts";
import { derivedId } from "../../core/shared/keyed.ts";
import type { Keyed } from "../../core/shared/keyed.ts";
import { HOUR } from "../../core/shared/instant.ts";
import type { Reaction } from "./reactions.ts";

type About = Pick<Message, "id" | "enrollmentId" | "step" | "channel" | "class" | "orderRef">;

/** A reaction as the event that our doors for shoppers would record. Null where there is nothing to react to. */
export function reactionEvent(shop: Shop, message: About, { kind, at }: Reaction): CanonicalEvent | null {
  const { id: messageId, enrollmentId, step, channel, orderRef } = message;
  const data = { messageId, enrollmentId, step, channel, class: message.class };
  switch (kind) {
    case "opened":
      return { key: `message:${messageId}:opened`, type: "message.opened", at, data };
    case "clicked":
      return { key: `message:${messageId}:clicked:storefront`, type: "message.clicked", at, data: { ...data, url: shop.settings.brand.storeUrl } };
    case "complained":
      return { key: `message:${messageId}:complained`, type: "message.complained", at, data };
    case "unsubscribed":
      return { key: `message:${messageId}:consent.withdrawn:link`, type: "consent.withdrawn", at, data: { channel: "email", source: "unsubscribe link" } };
    case "viewed":
      if (orderRef === null) return null;
      return { key: `page:${orderIdOf(shop, orderRef)}:tracking:${Math.floor(at / HOUR)}`, type: "page.viewed", at, data: { page: "tracking", orderRef } };
    case "arrived_well":
    case "arrived_badly": {
      if (orderRef === null) return null;
      const answer = kind === "arrived_well" ? "yes" : "no";
      return { key: `survey:${orderIdOf(shop, orderRef)}:arrived_well:${answer}`, type: "survey.answered", at, data: { question: "arrived_well", answer, orderRef } };
    }
  }
}

/** As models/store/save derives it. */
export function orderIdOf(shop: Keyed, orderRef: string): string {
  return derivedId(shop, "order", orderRef);
}
