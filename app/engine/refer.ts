import { judge } from "../core/referral/judge.ts";
import { byPlaced, referredOrder, toldOf } from "../core/referral/referral.ts";
import type { Referral } from "../core/referral/referral.ts";
import type { Instant } from "../core/shared/instant.ts";
import { handleEvent } from "./handle-event.ts";
import type { WorkingSet } from "./working-set.ts";

/**
 * Judges every recommended order that news of a customer may bear on: what they ordered by somebody's code, what others
 * ordered by theirs, and orders to the same doors. What comes of it is told to the one who recommended, in the same unit
 * of work: both customers are held, so nothing is lost and nothing told twice.
 *
 * @param orderRef the order the news is about, where it is about one
 */
export function refer(work: WorkingSet, profileId: string, orderRef: string | null, now: Instant): void {
  if (orderRef !== null) note(work, orderRef);
  const near = new Map<string, Referral>();
  for (const own of work.referrals.of(work.survivor(profileId))) {
    for (const referral of [own, ...(own.order.place === null ? [] : work.referrals.at(own.order.place))]) near.set(referral.orderRef, referral);
  }
  for (const { orderRef: ref } of [...near.values()].sort(byPlaced)) settle(work, ref, now);
}

/** Notes an order that carries somebody's code, and what is new about one that is noted. The first code that is somebody's counts. */
function note(work: WorkingSet, orderRef: string): void {
  const stored = work.orders.get(orderRef);
  const order = stored && referredOrder(stored.state);
  if (!order || stored.profileId === null) return;
  const friendId = work.survivor(stored.profileId);
  const known = work.referrals.get(orderRef);
  if (known) return work.referrals.set({ ...known, friendId, order });
  const code = stored.state.details?.codes?.find((one) => work.codes.has(one));
  const maker = code === undefined ? undefined : work.codes.get(code);
  if (code === undefined || !maker) return;
  work.referrals.set({ code, orderRef, recommenderId: work.survivor(maker.profileId), enrollmentId: maker.enrollmentId, friendId, order, status: "waiting", reason: null });
}

function settle(work: WorkingSet, orderRef: string, now: Instant): void {
  const referral = work.referrals.get(orderRef);
  const friend = referral && work.profiles.get(work.survivor(referral.friendId));
  // A friend who was erased leaves nothing to judge by.
  if (!referral || !friend || referral.status === "refused") return;
  const recommender = work.profiles.get(work.survivor(referral.recommenderId)) ?? null;
  const atPlace = referral.order.place === null ? [] : work.referrals.at(referral.order.place);
  const verdict = judge({ referral, friend, recommender, atPlace });
  if (verdict.status === "waiting" || verdict.status === referral.status) return;
  const settled = { ...referral, status: verdict.status, reason: verdict.status === "refused" ? verdict.reason : null };
  work.referrals.set(settled);
  const event = toldOf(settled, verdict.at);
  if (event && recommender) handleEvent(work, recommender.id, event, now);
}
