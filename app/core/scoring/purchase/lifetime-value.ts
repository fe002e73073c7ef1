import { whenThere } from "./model.ts";
import type { PurchaseModel } from "./model.ts";
import type { Repeat } from "./repeat.ts";
import { expectedSpend } from "./spend.ts";
import type { SpendModel } from "./spend.ts";

/** Days of a month: 4.345 weeks, as the Python package lifetimes counts them. */
export const MONTH_DAYS = 4.345 * 7;

/** As far as anybody's purchases are foreseen: a hundred years. */
const MOST_DAYS = 36_525;

export type Horizon = {
  /** From 0 to 36,525. */
  readonly days: number;
  /** 0.1 for 10 % a year; above −1. */
  readonly annualRate: number;
};

/**
 * Residual lifetime value: what a customer will still spend within the horizon, as money of today. Purchases expected in
 * each month are discounted by whole months, at its end (lifetimes 0.11, `_customer_lifetime_value`; Fader, Hardie & Lee,
 * Journal of Marketing Research 42(4), 2005, on the idea), times the spend expected per purchase. A last month that is cut
 * off is discounted at its own end.
 *
 * @returns in the unit of `meanSpend`, not rounded
 * @throws RangeError where the horizon or the rate is out of its range
 */
export function lifetimeValue(purchase: PurchaseModel, spend: SpendModel, repeat: Repeat, meanSpend: number, { days, annualRate }: Horizon): number {
  if (!(days >= 0 && days <= MOST_DAYS)) throw new RangeError(`days is ${days}, not between 0 and ${MOST_DAYS}`);
  if (!(annualRate > -1 && Number.isFinite(annualRate))) throw new RangeError(`annualRate is ${annualRate}, not above -1`);
  const monthly = (1 + annualRate) ** (1 / 12);
  let [before, sum, alive] = [0, 0, 1];
  for (let month = 1; ; month++) {
    const end = Math.min(days, month * MONTH_DAYS);
    const there = whenThere(purchase, repeat, end);
    alive = there.alive;
    sum += (there.expected - before) / monthly ** (end / MONTH_DAYS);
    before = there.expected;
    if (end >= days) return alive * sum * expectedSpend(spend, repeat.x, meanSpend);
  }
}
