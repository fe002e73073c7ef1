import { draw } from "../../shared/keyed.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/**
 * A share of all customers gets no marketing at all, so that its effect can be measured against theirs. The
 * draw is keyed by the customer, so it never changes.
 */
export const holdout: MessageRule = {
  id: "holdout",
  words: "A small, fixed share of customers gets no marketing, to measure its effect honestly.",
  check({ class: kind, supports, profile, shop }) {
    const { share } = shop.settings.holdout;
    if (kind === "transactional" || supports) return NOT_CONCERNED;
    if (share === 0) return pass(() => ({ share, heldOut: false }));
    const held = isHeldOut(shop, profile.id);
    const saw = () => ({ share, heldOut: held });
    if (!held) return { verdict: { kind: "pass" }, saw, chance: 1 - share };
    return { verdict: { kind: "drop", reason: "This customer is in the comparison group that gets no marketing." }, saw, chance: share };
  },
};

/** Whether a customer is in the shop's comparison group. */
export function isHeldOut(shop: Parameters<typeof draw>[0] & { readonly settings: { readonly holdout: { readonly share: number } } }, profileId: string): boolean {
  return draw(shop, "holdout", profileId) < shop.settings.holdout.share;
}
