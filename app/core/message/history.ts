/** What a message may say of the orders before this one. */
import type { OrderState } from "../event/order-state.ts";
import { ordersBefore } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";

export type PreviousOrders = {
  /** Placed before this one and not cancelled. */
  readonly count: number;
  readonly firstAt: Instant | null;
  readonly last: { readonly ref: string; readonly number: string; readonly at: Instant; readonly titles: readonly string[] } | null;
};

export const NO_PREVIOUS_ORDERS: PreviousOrders = { count: 0, firstAt: null, last: null };

/** The order that `last` of previousOrders is about, so that its lines can be loaded; null when there was none. */
export function previousOrderRef(profile: Profile, order: OrderState): string | null {
  return remembered(profile, order).at(-1)?.ref ?? null;
}

/**
 * Sums up the orders before `order`.
 *
 * @param lastOrder the order of `previousOrderRef`, for the titles of what was in it; null when it is not at hand
 */
export function previousOrders(profile: Profile, order: OrderState, lastOrder: OrderState | null): PreviousOrders {
  const before = remembered(profile, order);
  const count = order.details ? ordersBefore(profile, order.ref, order.details.placedAt) : 0;
  const last = before.at(-1);
  if (count === 0 || !last) return NO_PREVIOUS_ORDERS;
  const forgot = profile.counts.orders > profile.orders.length;
  return {
    count,
    firstAt: forgot ? profile.firstOrderAt : (before[0]?.at ?? null),
    last: { ref: last.ref, number: last.number, at: last.at, titles: (lastOrder?.ref === last.ref ? lastOrder.details?.lines : undefined)?.map((line) => line.title) ?? [] },
  };
}

function remembered(profile: Profile, order: OrderState): Profile["orders"] {
  const placedAt = order.details?.placedAt;
  if (placedAt === undefined) return [];
  return profile.orders.filter((known) => !known.cancelled && known.ref !== order.ref && (known.at < placedAt || (known.at === placedAt && known.ref < order.ref)));
}
