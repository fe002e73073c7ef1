/** Recency, frequency and money by a shop's own quintiles. */
import { cleaned } from "./figures.ts";
import { SEGMENTS, segmentOf } from "./segment-names.ts";
import type { SegmentKey } from "./segment-names.ts";

export type Quintile = 1 | 2 | 3 | 4 | 5;

/**
 * The value at which each quintile from the second on begins; null where nobody of the shop reaches it. Recency begins
 * at most at that many days, frequency and money at least at that much.
 */
export type RfmModel = {
  readonly customers: number;
  readonly recencyDays: readonly (number | null)[];
  readonly orders: readonly (number | null)[];
  readonly spend: readonly (number | null)[];
};

const FIRST_ROOM = 1024;

/** What a shop's customers are, three numbers each: kept in typed arrays, for a million of them fit in 24 MB. */
export class RfmTable {
  #values = new Float64Array(FIRST_ROOM * 3);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** One customer: whole days since the last purchase, days with a purchase, minor units spent. Without a purchase: left out. */
  add(recencyDays: number, orders: number, spend: number): void {
    const figures = cleaned(recencyDays, orders, spend);
    if (figures.orders < 1) return;
    if (this.#size * 3 === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    const at = this.#size * 3;
    this.#values[at] = figures.recencyDays;
    this.#values[at + 1] = figures.orders;
    this.#values[at + 2] = figures.spend;
    this.#size++;
  }

  /** Recency, orders, spend of one customer after another; not to be written to. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#size * 3);
  }

  /** One figure of everybody: 0 recency, 1 orders, 2 spend. */
  column(which: 0 | 1 | 2): Float64Array {
    const figures = new Float64Array(this.#size);
    for (let row = 0; row < figures.length; row++) figures[row] = this.#values[row * 3 + which] as number;
    return figures;
  }
}

/**
 * A fifth of the shop's customers in each quintile, as far as equal values allow: who has the same figure has the same
 * quintile (Bult & Wansbeek, Marketing Science 14, 1995, sort and cut; ties are ours). For recency and money a value
 * stands where the middle of its ties stands, so that a shop whose customers are all alike calls them all 3. For frequency
 * it stands where its ties begin: where 43 of 100 bought once, one purchase is the first quintile and not the second.
 *
 * @returns null without customers
 */
export function fitRfm(table: RfmTable): RfmModel | null {
  if (table.size === 0) return null;
  return {
    customers: table.size,
    recencyDays: bounds(table.column(0).map((days) => -days), "middle").map((days) => (days === null ? null : days === 0 ? 0 : -days)),
    orders: bounds(table.column(1), "first"),
    spend: bounds(table.column(2), "middle"),
  };
}

function bounds(values: Float64Array, standing: "middle" | "first"): (number | null)[] {
  values.sort();
  const found: (number | null)[] = [null, null, null, null];
  for (let start = 0; start < values.length; ) {
    const value = values[start] as number;
    let end = start + 1;
    while (end < values.length && values[end] === value) end++;
    const rank = standing === "first" ? start : (start + end) / 2;
    const quintile = Math.floor((5 * rank) / values.length) + 1;
    for (let bound = quintile - 2; bound >= 0 && found[bound] === null; bound--) found[bound] = value;
    start = end;
  }
  return found;
}

/** `segment` stays what it is for conditions; `name` and `words` are for merchants. */
export type Rfm = { readonly r: Quintile; readonly f: Quintile; readonly m: Quintile; readonly segment: SegmentKey; readonly name: string; readonly words: string };

/**
 * Where a customer stands among the shop's.
 *
 * @param recencyDays whole days since the last purchase
 * @param orders days with a purchase
 * @param spend minor units of the shop's currency
 */
export function rfmOf(model: RfmModel, recencyDays: number, orders: number, spend: number): Rfm {
  const figures = cleaned(recencyDays, orders, spend);
  const r = quintileOf(model.recencyDays, (bound) => figures.recencyDays <= bound);
  const f = quintileOf(model.orders, (bound) => figures.orders >= bound);
  const m = quintileOf(model.spend, (bound) => figures.spend >= bound);
  const segment = segmentOf(r, f, m);
  return { r, f, m, segment, ...SEGMENTS[segment] };
}

function quintileOf(from: readonly (number | null)[], reaches: (bound: number) => boolean): Quintile {
  let quintile = 1;
  for (const bound of from) {
    if (bound === null || !reaches(bound)) break;
    quintile++;
  }
  return quintile as Quintile;
}
