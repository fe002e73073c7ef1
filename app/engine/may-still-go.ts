import { address } from "../core/decision/rules/address.ts";
import { channelOffered } from "../core/decision/rules/channel-offered.ts";
import { consent } from "../core/decision/rules/consent.ts";
import { EXPIRES } from "../core/decision/rules/expired.ts";
import { planObjection } from "../core/decision/rules/plan.ts";
import { quietHours } from "../core/decision/rules/quiet-hours.ts";
import { suppression } from "../core/decision/rules/suppression.ts";
import { whatsappLimits } from "../core/decision/rules/whatsapp-limits.ts";
import type { Message } from "../core/message/message.ts";
import type { Profile } from "../core/profile/profile.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";

/** Why nothing goes for a shop that left, for the merchant. */
export const LEFT = "The shop had removed Afterglow.";

/**
 * Asks again, at the moment of sending, the rules whose answer may have changed since the decision. Caps were
 * settled then. Null when it may go, else the rule and the merchant's reason.
 */
export function mayStillGo(message: Pick<Message, "channel" | "class" | "createdAt">, profile: Profile, shop: Shop, now: Instant): { readonly rule: string; readonly reason: string } | null {
  if (shop.left) return { rule: "uninstalled", reason: LEFT };
  for (const rule of [channelOffered, address, suppression, consent, whatsappLimits]) {
    const { verdict } = rule.check({ channel: message.channel, class: message.class, profile, shop, now });
    if (verdict.kind !== "pass") return { rule: rule.id, reason: verdict.reason };
  }
  const unpaid = planObjection(shop, message.class);
  if (unpaid !== null) return { rule: "plan", reason: unpaid };
  // It stood in the queue of a paused journey.
  if (message.class === "marketing" && now - message.createdAt > EXPIRES) return { rule: "expired", reason: `This message waited for more than ${EXPIRES / DAY} days; its moment is over.` };
  return null;
}

/**
 * From when a message may go: null for now, else the end of quiet hours that began while it was in the queue (the
 * provider was out of reach, or it was decided a minute before nine in the evening).
 */
export function mayGoFrom(message: Pick<Message, "channel" | "class">, profile: Profile, shop: Shop, now: Instant): Instant | null {
  const { verdict } = quietHours.check({ channel: message.channel, class: message.class, profile, shop, now });
  return verdict.kind === "hold" ? verdict.until : null;
}
