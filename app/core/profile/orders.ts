/**
 * The orders of a profile. What is told of an order may come before the order itself: it is kept aside until then, so
 * that money and marks come out the same in whatever order events come.
 */
import type { Instant } from "../shared/instant.ts";
import { ORDER_MEMORY } from "./profile.ts";
import type { OrderMemory, OrderNews, Profile } from "./profile.ts";

/** Bounds the row: orders of which more is known than that they were placed. The newest are kept. */
const NEWS_KEPT = 20;

export function newsOf(ref: string, at: Instant, what: Partial<OrderNews>): OrderNews {
  return { ref, at, changed: 0, refunded: 0, cancelled: null, delivered: false, ...what };
}

/** The profile with one more order, and with what was told of it before. */
export function withOrder(profile: Profile, order: OrderMemory): Profile {
  const early = profile.early?.find(({ ref }) => ref === order.ref);
  const known = early ? amended(order, early) : order;
  const next = { ...profile, spend: addSpend(profile.spend, order.currency, worth(known) - (early ? worthOfNews(early) : 0)), orders: kept([...profile.orders, known]) };
  return early ? withEarly(next, (profile.early ?? []).filter((one) => one !== early)) : next;
}

/**
 * The profile with something told of an order: one it remembers, one that is yet to come, or one so old that it was forgotten.
 *
 * @param currency of what it changes; null where it is not about money
 */
export function withNews(profile: Profile, news: OrderNews, currency: string | null): Profile {
  const order = profile.orders.find(({ ref }) => ref === news.ref);
  if (order) {
    const next = amended(order, news);
    return told({ ...profile, orders: profile.orders.map((one) => (one === order ? next : one)) }, currency, worth(next) - worth(order), next.delivered && !order.delivered);
  }
  const early = profile.early?.find(({ ref }) => ref === news.ref);
  const next = early ? joined(early, news) : news;
  const others = (profile.early ?? []).filter((one) => one !== early);
  return told(withEarly(profile, [...others, next]), currency, worthOfNews(next) - (early ? worthOfNews(early) : 0), next.delivered && !early?.delivered);
}

/** The orders of two customers who are one: an order and all that is told of it stay with one of them. */
export function mergeOrders(a: Profile, b: Profile): Pick<Profile, "orders" | "early"> {
  const early = keptNews([...(a.early ?? []), ...(b.early ?? [])]);
  return { orders: kept([...a.orders, ...b.orders]), ...(early.length > 0 && { early }) };
}

/** Sums of minor units by currency. */
export function addSpend(spend: Profile["spend"], currency: string, amount: number): Profile["spend"] {
  return { ...spend, [currency]: (spend[currency] ?? 0) + amount };
}

/** What an order adds to what its customer spent: nothing once it is cancelled, whatever was refunded or changed besides. */
function worth({ amount, refunded, cancelled }: OrderMemory): number {
  return cancelled ? 0 : amount - refunded;
}

/** The same of an order that is not remembered: all that is known of it is taken back. */
function worthOfNews({ changed, refunded, cancelled }: OrderNews): number {
  return cancelled === null ? changed - refunded : -cancelled;
}

function amended(order: OrderMemory, { changed, refunded, cancelled, delivered }: OrderNews): OrderMemory {
  return { ...order, amount: order.amount + changed, refunded: order.refunded + refunded, cancelled: order.cancelled || cancelled !== null, delivered: order.delivered || delivered };
}

function joined(a: OrderNews, b: OrderNews): OrderNews {
  return { ref: a.ref, at: Math.max(a.at, b.at), changed: a.changed + b.changed, refunded: a.refunded + b.refunded, cancelled: a.cancelled ?? b.cancelled, delivered: a.delivered || b.delivered };
}

function told(profile: Profile, currency: string | null, money: number, arrived: boolean): Profile {
  return {
    ...profile,
    ...(currency !== null && { spend: addSpend(profile.spend, currency, money) }),
    ...(arrived && { counts: { ...profile.counts, delivered: profile.counts.delivered + 1 } }),
  };
}

function withEarly({ early: _early, ...profile }: Profile, early: readonly OrderNews[]): Profile {
  return early.length === 0 ? profile : { ...profile, early: keptNews(early) };
}

function kept(orders: readonly OrderMemory[]): readonly OrderMemory[] {
  return orders.toSorted(byMoment).slice(-ORDER_MEMORY);
}

function keptNews(news: readonly OrderNews[]): readonly OrderNews[] {
  return news.toSorted(byMoment).slice(-NEWS_KEPT);
}

function byMoment(a: OrderMemory | OrderNews, b: OrderMemory | OrderNews): number {
  return a.at - b.at || (a.ref < b.ref ? -1 : 1);
}
