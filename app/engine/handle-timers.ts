import { onTimer } from "../core/journey/advance.ts";
import type { Instant } from "../core/shared/instant.ts";
import { apply, worldOf } from "./handle-event.ts";
import type { Store } from "./ports.ts";

/** Moves every walk that is due, for up to `limit` customers. Returns how many customers were looked at. */
export async function handleTimers(store: Store, shopId: string, now: Instant, limit: number): Promise<number> {
  return store.transaction(shopId, async (tx) => {
    const profileIds = await tx.claimDue(now, limit);
    if (profileIds.length === 0) return 0;
    const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds });
    for (const profileId of profileIds) {
      const due = work.activeWalks(profileId).filter((walk) => walk.dueAt !== null && walk.dueAt <= now);
      // The earliest first: the cap of the day goes to the walk that has waited longest.
      for (const walk of due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.id < b.id ? -1 : 1))) {
        apply(work, onTimer(work.definition(walk.journey, walk.version), walk, worldOf(work, walk.profileId, walk.orderRef, now)));
      }
    }
    await tx.save(work, now);
    return profileIds.length;
  });
}
