/** What the purchase models know of a customer: how often they came back, when last, and how long they have been watched. */
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";

export type Repeat = {
  /** Days with a purchase after the first such day. */
  readonly x: number;
  /** Days from the first purchase to the last; 0 without repeats. */
  readonly tx: number;
  /** Days from the first purchase to the end of what is known. */
  readonly T: number;
  /** Sum of ln(gap in days) over the x gaps: what regularity is told from. */
  readonly logGaps?: number;
};

/**
 * Fader, Hardie & Lee's (x, t_x, T), in whole UTC days: several orders of one day are one purchase.
 *
 * @param moments in any order; those after `end` are left out
 * @returns null without purchases up to `end`
 */
export function repeatOf(moments: readonly Instant[], end: Instant): Repeat | null {
  const days = [...new Set(moments.filter((at) => at <= end).map((at) => Math.floor(at / DAY)))].sort((a, b) => a - b);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  let logGaps = 0;
  for (let index = 1; index < days.length; index++) logGaps += Math.log((days[index] as number) - (days[index - 1] as number));
  return { x: days.length - 1, tx: last - first, T: Math.floor(end / DAY) - first, logGaps };
}

/** Customers with equal (x, tx, T) as one row with their number n. Times in one unit of the caller's choice. */
export type RepeatRows = {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly n: Float64Array;
  /** Sum of ln(gap) over all gaps of all customers; null where it was not given for everybody. */
  readonly logGaps: number | null;
};

/** A slot holds x, tx, T and n beside one another, so that finding one touches one line of memory. */
const SLOT = 4;
const LARGEST = 2 ** 31 - 1;

/** Gathers customers, equal ones merged as they come. */
export class RepeatTable {
  #slots = new Int32Array(1024 * SLOT);
  #mask = 1023;
  #rows = 0;
  #customers = 0;
  #logGaps = 0;
  #hasAllGaps = true;

  get customers(): number {
    return this.#customers;
  }

  /** @throws RangeError where x, tx or T is not a whole number from 0 to 2³¹−1, tx lies beyond T, or x and tx contradict each other */
  add({ x, tx, T, logGaps }: Repeat, times = 1): void {
    check("x", x);
    check("tx", tx);
    check("T", T);
    if (tx > T) throw new RangeError(`tx is ${tx}, beyond T of ${T}`);
    if (x === 0 && tx > 0) throw new RangeError(`tx is ${tx} though there were no repeat purchases`);
    if (!(Number.isSafeInteger(times) && times >= 1)) throw new RangeError(`times is ${times}, not a whole number from 1`);
    this.#customers += times;
    if (x > 0) {
      if (logGaps === undefined) this.#hasAllGaps = false;
      else this.#logGaps += times * logGaps;
    }
    this.#insert(x, tx, T, times);
    if (this.#rows * 2 > this.#mask) this.#grow();
  }

  /** The merged rows, in days. */
  rows(): RepeatRows {
    const [x, tx, T, n] = [new Float64Array(this.#rows), new Float64Array(this.#rows), new Float64Array(this.#rows), new Float64Array(this.#rows)];
    let row = 0;
    for (let slot = 0; slot < this.#slots.length; slot += SLOT) {
      if (this.#slots[slot + 3] === 0) continue;
      x[row] = this.#slots[slot] as number;
      tx[row] = this.#slots[slot + 1] as number;
      T[row] = this.#slots[slot + 2] as number;
      n[row++] = this.#slots[slot + 3] as number;
    }
    return { x, tx, T, n, logGaps: this.#hasAllGaps ? this.#logGaps : null };
  }

  #insert(x: number, tx: number, T: number, times: number): void {
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(tx, 0x85ebca77) ^ Math.imul(T, 0xc2b2ae3d);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const slots = this.#slots;
    for (let place = (hash ^ (hash >>> 13)) & this.#mask; ; place = (place + 1) & this.#mask) {
      const slot = place * SLOT;
      const held = slots[slot + 3] as number;
      if (held === 0) {
        slots[slot] = x;
        slots[slot + 1] = tx;
        slots[slot + 2] = T;
        slots[slot + 3] = times;
        this.#rows++;
        return;
      }
      if (slots[slot] === x && slots[slot + 1] === tx && slots[slot + 2] === T) {
        slots[slot + 3] = held + times;
        return;
      }
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#slots.length / SLOT - 1;
    this.#rows = 0;
    for (let slot = 0; slot < old.length; slot += SLOT) {
      const times = old[slot + 3] as number;
      if (times > 0) this.#insert(old[slot] as number, old[slot + 1] as number, old[slot + 2] as number, times);
    }
  }
}

function check(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= LARGEST)) throw new RangeError(`${name} is ${value}, not a whole number from 0`);
}
