/** What a walk can see of the working set. */
import type { Enrollment } from "../core/journey/enrollment.ts";
import { rivalOf } from "../core/journey/rivals.ts";
import type { Rival, World } from "../core/journey/world.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import { productAtHand } from "./product-of.ts";
import type { WorkingSet } from "./working-set.ts";

export function worldOf(work: WorkingSet, profileId: string, about: Pick<Enrollment, "orderRef" | "productRef">, now: Instant): World {
  const profile = work.profiles.get(profileId) as Profile;
  const order = about.orderRef === null ? null : (work.orders.get(about.orderRef)?.state ?? null);
  return { now, shop: work.shop, profile, order, rivals: () => rivalsIn(work, profileId), product: about.productRef === null ? null : productAtHand(work, profile, order, about.productRef) };
}

function rivalsIn(work: WorkingSet, profileId: string): Rival[] {
  return work.openWalks(profileId).flatMap((walk) => (walk.status === "active" ? (rivalOf(work.definition(walk.journey, walk.version), walk) ?? []) : []));
}
