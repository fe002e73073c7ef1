/** What the purchase models know of a customer, from the profile alone: at learning and at scoring the same. */
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import { repeatIn } from "./churn/purchase-features.ts";
import { orderRhythm } from "./churn/rhythm-of.ts";
import { ABSURD_AMOUNT } from "./observed.ts";
import type { Repeat } from "./purchase/repeat.ts";

/** Of the orders remembered, at most 60; null for somebody with none that stands and is of the past. */
export function repeatOfProfile(profile: Profile, now: Instant): Repeat | null {
  const orders = profile.orders.filter(({ cancelled, at }) => !cancelled && at <= now);
  return orders.length === 0 ? null : repeatIn(orderRhythm(orders, now));
}

/** Orders that were paid for, of those remembered, and their mean in minor units of the shop's currency; null where none was. */
export function spendOfProfile(profile: Profile, now: Instant, currency: string): { readonly x: number; readonly mean: number } | null {
  let [x, sum] = [0, 0];
  for (const order of profile.orders) {
    const amount = order.amount - order.refunded;
    if (order.cancelled || order.at > now || order.currency !== currency || !(amount > 0 && amount <= ABSURD_AMOUNT)) continue;
    x++;
    sum += amount;
  }
  return x === 0 ? null : { x, mean: sum / x };
}
