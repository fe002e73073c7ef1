/** Shoppers whose truth is known, for tests and benchmarks: how fast they buy, when they leave, and what shows of it. */
import type { CanonicalEvent } from "../../event/canonical-event.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { exponential, gamma } from "../numeric/random.ts";
import type { Random } from "../numeric/random.ts";

export type SimulatedShopper = {
  readonly events: readonly CanonicalEvent[];
  /** Purchases per day while they are a customer. */
  readonly rate: number;
  readonly leavesAt: Instant;
  /** Leaving per day. */
  readonly leaving: number;
};

export type SimulatedShop = {
  readonly from: Instant;
  readonly end: Instant;
  /** Messages sent to everybody, one every so many days; none without. */
  readonly mailEvery?: number;
};

/** Gamma's shape and mean days between orders; mean days until somebody leaves. */
const SHAPE = 0.8;
const MEAN_RATE = 1 / 50;
const STAYS = 300;

/** One shopper, who first buys at some moment of the shop's past. Only those who are still customers open messages and look around much. */
export function simulateShopper(random: Random, id: string, { from, end, mailEvery }: SimulatedShop): SimulatedShopper {
  const rate = (gamma(random, SHAPE) / SHAPE) * MEAN_RATE;
  const leaving = 1 / STAYS;
  const first = Math.floor(from + random() * (end - from) * 0.8);
  const leavesAt = Math.floor(first + exponential(random, leaving) * DAY);
  const events: CanonicalEvent[] = [];
  for (let at = first; at <= Math.min(leavesAt, end); at += Math.ceil(exponential(random, rate) * DAY)) {
    const ref = `${id}-${events.length}`;
    events.push({ key: ref, type: "order.placed", at, data: { orderRef: ref, number: ref, amount: Math.round(1000 + 4000 * gamma(random, 2)), currency: "GBP", items: [{ productRef: `p${Math.floor(random() * 50)}`, quantity: 1 }] } });
  }
  if (mailEvery !== undefined) events.push(...mailed(random, id, first, leavesAt, end, mailEvery));
  return { events, rate, leavesAt, leaving };
}

/** The chance that they buy in the `days` after `cut`, as only the truth knows it: λ/(λ+μ)·(1 − exp(−(λ+μ)·days)) while a customer. */
export function trueChance({ rate, leaving, leavesAt }: SimulatedShopper, cut: Instant, days: number): number {
  return leavesAt <= cut ? 0 : (rate / (rate + leaving)) * -Math.expm1(-(rate + leaving) * days);
}

function mailed(random: Random, id: string, first: Instant, leavesAt: Instant, end: Instant, every: number): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  for (let at = first + DAY, count = 0; at <= end; at += every * DAY, count++) {
    const message = { messageId: `${id}-m${count}`, enrollmentId: null, step: null, channel: "email", class: "marketing" };
    events.push({ key: `${id}-s${count}`, type: "message.sent", at, data: message });
    if (random() < (at < leavesAt ? 0.5 : 0.05)) events.push({ key: `${id}-o${count}`, type: "message.opened", at: at + 3_600_000, data: message });
  }
  return events.filter((event) => event.at <= end);
}
