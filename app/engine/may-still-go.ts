import type { Profile } from "../core/profile/profile.ts";
import type { Shop } from "../core/shop.ts";
import { address } from "../core/decision/rules/address.ts";
import { consent } from "../core/decision/rules/consent.ts";
import { suppression } from "../core/decision/rules/suppression.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Message } from "../core/message/message.ts";

/**
 * Asks again, at the moment of sending, the rules whose answer may have changed since the decision. Quiet
 * hours and caps were settled then. Null when it may go, else the merchant's reason.
 */
export function mayStillGo(message: Pick<Message, "channel" | "class">, profile: Profile, shop: Shop, now: Instant): string | null {
  for (const rule of [address, suppression, consent]) {
    const { verdict } = rule.check({ channel: message.channel, class: message.class, profile, shop, now });
    if (verdict.kind !== "pass") return verdict.reason;
  }
  return null;
}
