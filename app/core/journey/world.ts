/** What a step can see of the world, and the facts computed from it. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { orderRefOf } from "../event/canonical-event.ts";
import { orderStatus } from "../event/order-facts.ts";
import type { OrderState } from "../event/order-state.ts";
import { ordersBefore } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { Shop } from "../shop.ts";
import { evaluate, factsRead } from "./condition.ts";
import type { Condition, FactName, FactValue, Facts } from "./condition.ts";
import type { Enrollment } from "./enrollment.ts";

export type World = {
  readonly now: Instant;
  readonly shop: Shop;
  readonly profile: Profile;
  /** The order the walk is about. */
  readonly order: OrderState | null;
};

/** Computes one fact; null when the world does not tell. */
function fact(name: FactName, world: World, walk: Enrollment | null, event: CanonicalEvent | null): FactValue {
  const { order, profile, shop, now } = world;
  const details = order?.details ?? null;
  switch (name) {
    case "order.test":
      return details?.test ?? null;
    case "order.lines":
      return details?.lines.length ?? null;
    case "order.total":
      return details?.total ?? null;
    case "order.ageDays":
      return details ? (now - details.placedAt) / DAY : null;
    case "order.paymentFailed":
      return details?.paymentFailed ?? null;
    case "order.cashOnDelivery":
      return details?.cashOnDelivery ?? null;
    case "order.status":
      return order ? orderStatus(order) : null;
    case "order.aboveShopP90": {
      const limit = details ? shop.stats.orderP90[details.currency] : undefined;
      return details && limit !== undefined ? details.total > limit : null;
    }
    case "order.previousOrders":
      return details ? ordersBefore(profile, details.ref, details.placedAt) : null;
    case "event.isThisOrder":
      return event && walk ? orderRefOf(event) === walk.orderRef : null;
    case "profile.orders":
      return profile.counts.orders - profile.counts.cancelled;
    case "walk.opened":
      return walk?.walk.opened ?? null;
    case "walk.clicked":
      return walk?.walk.clicked ?? null;
    case "walk.firstTime":
      return walk?.walk.firstTime ?? null;
    case "walk.sent":
      return walk?.walk.sent ?? null;
  }
}

/** Whether a condition holds, with the facts it read. */
export function look(condition: Condition, world: World, walk: Enrollment | null, event: CanonicalEvent | null): { holds: boolean; facts: Facts } {
  const facts: Partial<Record<FactName, FactValue>> = {};
  for (const name of factsRead(condition)) facts[name] = fact(name, world, walk, event);
  return { holds: evaluate(condition, facts), facts };
}
