/** Customers of a data set as days with purchases, cut into what the models see and what they are measured on. */
import { mean } from "#app/core/scoring/metrics.ts";
import { RepeatTable, repeatOf } from "#app/core/scoring/purchase/repeat.ts";
import type { Repeat, RepeatRows } from "#app/core/scoring/purchase/repeat.ts";
import { DAY } from "#app/core/shared/instant.ts";

/** What a customer spent on each day with a purchase, days ascending. */
export type PurchaseDays = readonly (readonly [day: number, amount: number])[];

/** The sets as they are cut at the end of a day: one entry per customer who had bought by then. */
export type Cut = {
  readonly repeats: readonly Repeat[];
  readonly before: readonly PurchaseDays[];
  readonly after: readonly PurchaseDays[];
  readonly table: RepeatTable;
};

export function purchaseDays(rows: Iterable<{ readonly customer: string; readonly at: number; readonly amount: number }>): PurchaseDays[] {
  const customers = new Map<string, Map<number, number>>();
  for (const { customer, at, amount } of rows) {
    const days = customers.get(customer) ?? new Map<number, number>();
    customers.set(customer, days);
    const day = Math.floor(at / DAY);
    days.set(day, (days.get(day) ?? 0) + amount);
  }
  return [...customers.values()].map((days) => [...days].sort(([a], [b]) => a - b));
}

/**
 * @param lastDay the last that the models see
 * @param days measured on after it
 */
export function cutAfter(customers: readonly PurchaseDays[], lastDay: number, days: number): Cut {
  const [repeats, before, after, table]: [Repeat[], PurchaseDays[], PurchaseDays[], RepeatTable] = [[], [], [], new RepeatTable()];
  for (const customer of customers) {
    const repeat = repeatOf(customer.map(([day]) => day * DAY), lastDay * DAY);
    if (repeat === null) continue;
    repeats.push(repeat);
    table.add(repeat);
    before.push(customer.filter(([day]) => day <= lastDay));
    after.push(customer.filter(([day]) => day > lastDay && day <= lastDay + days));
  }
  return { repeats, before, after, table };
}

/** The rows with times in weeks, which published parameters are in. */
export function inWeeks(rows: RepeatRows): RepeatRows {
  let gaps = 0;
  for (let row = 0; row < rows.n.length; row++) gaps += (rows.n[row] as number) * (rows.x[row] as number);
  return { x: rows.x, tx: rows.tx.map((days) => days / 7), T: rows.T.map((days) => days / 7), n: rows.n, logGaps: rows.logGaps === null ? null : rows.logGaps - gaps * Math.log(7) };
}

export function columnsOf(repeats: readonly Repeat[]): { x: Float64Array; tx: Float64Array; T: Float64Array } {
  return { x: Float64Array.from(repeats, ({ x }) => x), tx: Float64Array.from(repeats, ({ tx }) => tx), T: Float64Array.from(repeats, ({ T }) => T) };
}

/** How much likelier the tenth with the highest scores buys than all do; of customers tied at its edge, their share counts. */
export function topDecileLift(scores: ArrayLike<number>, buys: readonly boolean[]): number {
  const size = buys.length / 10;
  const edge = Array.from(scores).sort((a, b) => b - a)[Math.max(0, Math.ceil(size) - 1)] as number;
  const above = buys.map((_, index) => index).filter((index) => (scores[index] as number) > edge);
  const tied = buys.map((_, index) => index).filter((index) => scores[index] === edge);
  const bought = (indices: readonly number[]): number => indices.filter((index) => buys[index]).length;
  return (bought(above) + ((size - above.length) * bought(tied)) / tied.length) / size / mean(buys.map(Number));
}
