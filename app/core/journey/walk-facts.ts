/** Facts of the order, the product and the walk at hand. */
import { deliveredAt, orderStatus } from "../event/order-facts.ts";
import { timesOf } from "../profile/bought.ts";
import { isOpen } from "../profile/issues.ts";
import { ordersBefore } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Enrollment } from "./enrollment.ts";
import type { FactName, FactValue } from "./facts.ts";
import { saidBy } from "./memory-key.ts";
import type { World } from "./world.ts";

/** Null where there is no such order, or it does not tell. */
export function orderFact(name: FactName, { order, profile, shop, now }: World): FactValue {
  const details = order?.details ?? null;
  if (!order || !details) return null;
  switch (name) {
    case "order.test":
      return details.test;
    case "order.lines":
      return details.lines.length;
    case "order.total":
      return details.total;
    case "order.ageDays":
      return (now - details.placedAt) / DAY;
    case "order.paymentFailed":
      return details.paymentFailed;
    case "order.cashOnDelivery":
      return details.cashOnDelivery;
    case "order.status":
      return orderStatus(order);
    case "order.delivered":
      return deliveredAt(order) !== null;
    case "order.daysSinceDelivered": {
      const at = deliveredAt(order);
      return at === null ? null : (now - at) / DAY;
    }
    case "order.aboveShopP90": {
      const limit = shop.stats.orderP90[details.currency];
      return limit === undefined ? null : details.total > limit;
    }
    case "order.previousOrders":
      return ordersBefore(profile, details.ref, details.placedAt);
    case "order.laterOrders":
      return profile.orders.filter((other) => !other.cancelled && other.ref !== details.ref && other.at > details.placedAt).length;
    case "order.openReturn":
      return Object.values(profile.issues).some((issue) => issue.kind === "return" && issue.orderRef === order.ref && isOpen(issue));
    case "order.anyReturn":
      return Object.keys(order.refunds).length > 0 || Object.values(profile.issues).some((issue) => issue.kind === "return" && issue.orderRef === order.ref && issue.openedAt !== null);
    default:
      return null;
  }
}

export function walkFact(name: FactName, { profile, now }: World, walk: Enrollment | null): FactValue {
  if (!walk) return null;
  switch (name) {
    case "walk.opened":
      return walk.walk.opened;
    case "walk.clicked":
      return walk.walk.clicked;
    case "walk.firstTime":
      return walk.walk.firstTime;
    case "walk.sent":
      return walk.walk.sent;
    case "walk.days":
      return (now - walk.anchorAt) / DAY;
    case "walk.daysSinceEntered":
      return (now - walk.enteredAt) / DAY;
    case "walk.daysSinceThisJourney": {
      const earlier = profile.walks[walk.journey];
      return earlier ? (now - earlier.lastAt) / DAY : null;
    }
    case "walk.rating":
      return walk.walk.rated?.share ?? null;
    case "walk.daysSinceOther": {
      const key = saidBy(walk.journey);
      const at = profile.said[key];
      return at === undefined || at === walk.walk.said?.[key] ? null : (now - at) / DAY;
    }
    default:
      return null;
  }
}

export function productFact(name: FactName, { product, profile, now, order }: World): FactValue {
  if (!product) return null;
  switch (name) {
    case "product.inStock":
      return product.inStock !== false;
    case "product.replenishable":
      return product.replenishable;
    case "product.evidence":
      return product.runOut?.evidence ?? null;
    case "product.daysLeft":
      return product.runOut ? (product.runOut.at - now) / DAY : null;
    case "product.boughtSince": {
      const placedAt = order?.details?.placedAt;
      return placedAt === undefined ? null : timesOf(profile.bought, product.ref).some(([at]) => at > placedAt);
    }
    default:
      return null;
  }
}
