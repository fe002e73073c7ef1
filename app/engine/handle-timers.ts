import { onTimer } from "../core/journey/advance.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import { withScores } from "../core/scoring/scores-of.ts";
import type { Instant } from "../core/shared/instant.ts";
import { apply, drainOutcomes } from "./handle-event.ts";
import type { Store } from "./ports.ts";
import type { WorkingSet } from "./working-set.ts";
import { worldOf } from "./world-of.ts";

/** Moves every walk that is due, for up to `limit` customers. Returns how many customers were looked at. */
export async function handleTimers(store: Store, shopId: string, now: Instant, limit: number): Promise<number> {
  return store.transaction(shopId, async (tx) => {
    const profileIds = await tx.claimDue(now, limit);
    if (profileIds.length === 0) return 0;
    const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds });
    for (const profileId of profileIds) moveDue(work, profileId, now);
    await tx.save(work, now);
    return profileIds.length;
  });
}

/**
 * The walks of one customer that are due. The more important journey first, then the one that has waited longest:
 * the cap of the day goes to it.
 */
export function moveDue(work: WorkingSet, profileId: string, now: Instant): void {
  const due = work.openWalks(profileId).filter((walk) => walk.status === "active" && walk.dueAt !== null && walk.dueAt <= now);
  const profile = work.profiles.get(profileId);
  // What a walk asks now, it asks of today.
  if (due.length > 0 && profile && work.shop.models) work.profiles.set(profileId, withScores(profile, work.shop.models, now));
  const rank = (walk: Enrollment): number => work.definition(walk.journey, walk.version).priority;
  for (const { id } of due.sort((a, b) => rank(b) - rank(a) || (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.id < b.id ? -1 : 1))) {
    const walk = work.enrollments.get(id) as Enrollment;
    apply(work, onTimer(work.definition(walk.journey, walk.version), walk, worldOf(work, profileId, walk, now)));
    drainOutcomes(work, now);
  }
}
