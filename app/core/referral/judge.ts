import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import { REFUSALS } from "./refusals.ts";
import type { Referral } from "./referral.ts";

/** A referral with everything that its rules look at. */
export type Case = {
  readonly referral: Referral;
  readonly friend: Profile;
  /** Null when they were erased. */
  readonly recommender: Profile | null;
  /** Every referred order of the shop to the same door, this one too. */
  readonly atPlace: readonly Referral[];
};

export type Verdict =
  | { readonly status: "waiting" }
  | { readonly status: "converted"; readonly at: Instant }
  | { readonly status: "refused"; readonly at: Instant; readonly rule: string; readonly reason: string };

/**
 * Whether an order counts as brought by a recommendation. A pure function of what is known; whatever speaks against it
 * stays once it is known (an earlier order, a shared phone number, a cancellation), so a referral only ever moves from
 * waiting to converted to refused, and the same facts in any order end the same.
 */
export function judge(it: Case): Verdict {
  for (const { key, words, since } of REFUSALS) {
    const at = since(it);
    if (at !== null) return { status: "refused", at, rule: key, reason: words };
  }
  const { placedAt, paidAt } = it.referral.order;
  return paidAt === null ? { status: "waiting" } : { status: "converted", at: Math.max(placedAt, paidAt) };
}
