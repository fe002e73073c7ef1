import { ORDER_MEMORY } from "../../profile/profile.ts";
import type { OrderMemory, Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { ABSURD_AMOUNT } from "../observed.ts";
import { daysBetween } from "../whole-days.ts";
import { irregularity } from "./rhythm-of.ts";
import type { OrderRhythm } from "./rhythm-of.ts";

const MONTH = 30;

/** Writes the features of RFM and BUYING, in their order, to the beginning of `out`. */
export function buyingOf(profile: Profile, rhythm: OrderRhythm, at: Instant, currency: string, out: Float64Array): void {
  const { orders, counts } = profile;
  // Not lastOrderAt: that one may have been cancelled, or be dated into the future.
  const recency = rhythm.last === null ? 0 : daysBetween(rhythm.last, at);
  const age = profile.firstOrderAt === null ? 0 : daysBetween(profile.firstOrderAt, at);
  const standing = Math.max(1, counts.orders - counts.cancelled);
  // Beyond the memory, days with an order are taken to be as many per order as within it.
  const days = Math.max(1, orders.length < ORDER_MEMORY ? rhythm.days : rhythm.days * (standing / Math.max(1, rhythm.orders)));
  const money = moneyOf(orders, at, currency);
  const spend = sane(profile.spend[currency] ?? 0);
  const orderValue = money.orders > 0 ? money.total / money.orders : spend / standing;
  // Somebody with one order has no rhythm yet: their gap is at least as long as they have been away.
  const gap = rhythm.gaps > 0 ? rhythm.gapSum / rhythm.gaps : Math.max(recency, MONTH);
  const goods = goodsOf(profile.bought);
  let index = 0;
  out[index++] = Math.log1p(recency);
  out[index++] = Math.log(days);
  out[index++] = Math.log1p(spend);

  out[index++] = Math.log1p(age);
  out[index++] = rhythm.days <= 1 ? 1 : 0;
  out[index++] = Math.log1p(rhythm.in30);
  out[index++] = Math.log1p(rhythm.in90);
  out[index++] = Math.log1p(rhythm.in180);
  out[index++] = Math.log1p((MONTH * days) / (age + MONTH));
  out[index++] = Math.log1p(gap);
  out[index++] = Math.log((recency + 1) / (gap + 1));
  out[index++] = irregularity(rhythm);
  out[index++] = Math.log1p(orderValue);
  out[index++] = Math.log((money.last + 1) / (orderValue + 1));
  out[index++] = Math.log1p(money.in90);
  out[index++] = Math.log1p(goods.products);
  out[index++] = goods.products === 0 ? 0 : goods.again / goods.products;
  out[index++] = Math.log1p(goods.units);
  out[index++] = Math.log1p(goods.lines / days);
  out[index++] = counts.orders === 0 ? 0 : Math.min(1, counts.cancelled / counts.orders);
  out[index++] = counts.orders === 0 ? 0 : Math.min(2, counts.refunded / counts.orders);
  out[index++] = Math.log1p(countSince(profile, "return.requested", at - 90 * DAY));
}

/** How often a kind of event happened after `from`, at most as often as a profile remembers. */
export function countSince(profile: Profile, kind: string, from: Instant): number {
  const moments = profile.activity[kind];
  if (moments === undefined) return 0;
  let index = moments.length;
  while (index > 0 && (moments[index - 1] as readonly [number, number])[0] > from) index--;
  return moments.length - index;
}

function moneyOf(orders: readonly OrderMemory[], at: Instant, currency: string): { total: number; orders: number; last: number; in90: number } {
  const money = { total: 0, orders: 0, last: 0, in90: 0 };
  for (const order of orders) {
    if (order.cancelled || order.at > at || order.currency !== currency) continue;
    const amount = sane(order.amount - order.refunded);
    money.total += amount;
    money.orders++;
    money.last = amount;
    if (daysBetween(order.at, at) < 90) money.in90 += amount;
  }
  return money;
}

/** An amount no keyboard's mistake can blow up: 0 below 0 or where it is no number, ABSURD_AMOUNT at most. */
function sane(amount: number): number {
  return amount > 0 ? Math.min(amount, ABSURD_AMOUNT) : 0;
}

function goodsOf(bought: Profile["bought"]): { products: number; again: number; units: number; lines: number } {
  const goods = { products: 0, again: 0, units: 0, lines: 0 };
  for (const ref in bought) {
    const times = bought[ref] as Profile["bought"][string];
    goods.products++;
    goods.lines += times.length;
    if (times.length > 1) goods.again++;
    for (const [, quantity] of times) goods.units += quantity > 0 ? Math.min(quantity, 1e6) : 0;
  }
  return goods;
}
