import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { answered } from "../../core/survey/survey.ts";
import type { Message } from "../../core/message/message.ts";
import type { Shop } from "../../core/shop.ts";
import { derivedId } from "../../core/shared/keyed.ts";
import type { Keyed } from "../../core/shared/keyed.ts";
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Reaction } from "./reactions.ts";

type About = Pick<Message, "id" | "enrollmentId" | "step" | "channel" | "class" | "orderRef">;

/** A reaction as the events that our own doors for shoppers would record; none where another door tells of it. */
export function reactionEvent(shop: Shop, message: About, referralCode: string | null, reaction: Reaction): CanonicalEvent[] {
  const { id: messageId, enrollmentId, step, channel, orderRef } = message;
  const { at } = reaction;
  const data = { messageId, enrollmentId, step, channel, class: message.class };
  switch (reaction.kind) {
    case "opened":
      return [{ key: `message:${messageId}:opened`, type: "message.opened", at, data }];
    case "clicked":
      return [{ key: `message:${messageId}:clicked:storefront`, type: "message.clicked", at, data: { ...data, url: shop.settings.brand.storeUrl } }];
    case "complained":
      return [{ key: `message:${messageId}:complained`, type: "message.complained", at, data }];
    case "unsubscribed":
      return [{ key: `message:${messageId}:consent.withdrawn:link`, type: "consent.withdrawn", at, data: { channel, source: "unsubscribe link" } as Extract<CanonicalEvent, { type: "consent.withdrawn" }>["data"] }];
    case "viewed":
      if (orderRef === null) return [];
      return [{ key: `page:${orderIdOf(shop, orderRef)}:tracking:${Math.floor(at / HOUR)}`, type: "page.viewed", at, data: { page: "tracking", orderRef } }];
    case "arrived": {
      if (orderRef === null) return [];
      const answer = reaction.well ? "yes" : "no";
      return [{ key: `survey:${orderIdOf(shop, orderRef)}:arrived_well:${answer}`, type: "survey.answered", at, data: { question: "arrived_well", answer, orderRef } }];
    }
    case "answered": {
      const event = answered({ messageId, orderRef, enrollmentId }, reaction.question, reaction.answer, [], at);
      return event ? [event] : [];
    }
    case "shared":
      return referralCode === null ? [] : Array.from({ length: reaction.looks }, (_, look): CanonicalEvent => {
        const lookedAt = at + (look + 1) * 37 * MINUTE;
        return { key: `referral:${referralCode}:clicked:${Math.floor(lookedAt / DAY)}:${messageId}${look}`, type: "referral.clicked", at: lookedAt, data: { code: referralCode } };
      });
    default:
      return [];
  }
}

/** As models/store/save derives it. */
export function orderIdOf(shop: Keyed, orderRef: string): string {
  return derivedId(shop, "order", orderRef);
}
