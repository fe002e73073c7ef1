import type { MessageClass } from "../../message/message.ts";
import { DAY } from "../../shared/instant.ts";
import type { Shop } from "../../shop.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/** A change of plan does not wake walks, so they look again. */
const LOOK_AGAIN = DAY;

const REASONS = {
  free: "The free plan sends messages about orders only; marketing waits until you choose Grow.",
  lapsed: "Your Grow plan has ended; marketing waits until it is paid again.",
} as const;

/** Marketing is what the paid plan is for. What customers need to know of their orders never depends on the merchant's bill. */
export const plan: MessageRule = {
  id: "plan",
  words: "Marketing goes only while your plan includes it; messages about an order go in every plan.",
  check({ class: kind, shop, now }) {
    if (kind === "transactional" || shop.plan === undefined) return NOT_CONCERNED;
    const reason = planObjection(shop, kind);
    const saw = () => ({ plan: shop.plan });
    return reason === null ? pass(saw) : { verdict: { kind: "hold", until: now + LOOK_AGAIN, reason }, saw };
  },
};

/** Why the shop's plan does not let such a message go; null when it does. */
export function planObjection(shop: Pick<Shop, "plan">, kind: MessageClass): string | null {
  return kind === "transactional" || shop.plan === undefined || shop.plan === "active" ? null : REASONS[shop.plan];
}
