import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";

/** Whoever has just bought it does not want to hear of it. */
const JUST_BOUGHT_DAYS = 14;

/**
 * What must not be offered to this customer, as new or again: what they just bought, and everything of an order of which
 * anything was refunded or sent back. Platforms do not tell us which line a refund was for, so the whole order counts.
 */
export function notToOffer(profile: Profile, now: Instant): ReadonlySet<string> {
  const sentBack = new Set(Object.values(profile.issues).flatMap((issue) => (issue.kind === "return" && issue.orderRef !== null ? [issue.orderRef] : [])));
  const moments = new Set(profile.orders.filter((order) => order.refunded > 0 || sentBack.has(order.ref)).map((order) => order.at));
  const excluded = new Set<string>();
  for (const [ref, times] of Object.entries(profile.bought)) {
    if (times.some(([at]) => moments.has(at) || (at <= now && at > now - JUST_BOUGHT_DAYS * DAY))) excluded.add(ref);
  }
  return excluded;
}
