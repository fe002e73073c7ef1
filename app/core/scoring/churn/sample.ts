/** The rows that churn is learnt from: who a customer was at a cut, and whether they bought soon after it. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { Purchase } from "../observed.ts";
import { fitPurchases } from "../purchase/model.ts";
import type { PurchaseModel } from "../purchase/model.ts";
import { RepeatTable } from "../purchase/repeat.ts";
import type { Repeat } from "../purchase/repeat.ts";
import { seeded } from "../numeric/random.ts";
import type { Random } from "../numeric/random.ts";
import { FEATURES, featuresOf, PURCHASE_FROM } from "./features.ts";
import { assertNoFuture } from "../no-future.ts";
import { purchaseFeatures, repeatIn } from "./purchase-features.ts";
import { orderRhythm } from "./rhythm-of.ts";
import { featuresIn } from "./rows.ts";
import type { Rows } from "./rows.ts";

/** Rows kept unless told: beyond, the weights move less than the shop itself does from month to month. */
export const MOST_ROWS = 300_000;

export type SampleOptions = {
  /** Ascending; each with its whole label window before `end`. */
  readonly cuts: readonly Instant[];
  /** The last moment that is known. */
  readonly end: Instant;
  readonly horizonDays: number;
  readonly currency: string;
  /** Rows at most; a customer keeps all of their rows or none. */
  readonly most?: number;
  /** The same seed and the same customers in the same order give the same rows. */
  readonly seed: number;
};

const ABSENT = 2;
const REPEAT = 4;
const FIRST_SLOTS = 256;

/**
 * Collects rows customer by customer. Above `most` rows a seeded reservoir keeps every customer with the same chance
 * (Vitter's algorithm R, ACM TOMS 11, 1985).
 */
export class ChurnSample {
  readonly cuts: readonly Instant[];
  readonly horizonDays: number;
  readonly currency: string;
  readonly end: Instant;
  readonly #capacity: number;
  readonly #random: Random;
  #seen = 0;
  #slots = 0;
  #values: Float32Array;
  #labels: Uint8Array;
  /** x, tx, T and the sum of ln(gap) of each row: what purchase models are fitted on. */
  #repeats: Float32Array;

  /** @throws RangeError naming the option that is wrong: a cut whose label window is not over by `end` has no label yet */
  constructor({ cuts, end, horizonDays, currency, most = MOST_ROWS, seed }: SampleOptions) {
    if (!(horizonDays >= 1 && horizonDays <= 3650)) throw new RangeError(`horizonDays must lie between 1 and 3650, not ${horizonDays}`);
    if (cuts.length === 0) throw new RangeError("cuts must name at least one moment");
    if (!(most >= cuts.length)) throw new RangeError(`most must hold one customer's ${cuts.length} rows, not ${most}`);
    cuts.forEach((cut, index) => {
      if (index > 0 && !(cut > (cuts[index - 1] as Instant))) throw new RangeError(`cuts[${index}] must be later than the cut before it`);
      if (!(cut + horizonDays * DAY <= end)) throw new RangeError(`cuts[${index}] (${new Date(cut).toISOString()}) has no complete label: ${horizonDays} days later lies after the end of what is known`);
    });
    [this.cuts, this.horizonDays, this.currency, this.end] = [cuts, horizonDays, currency, end];
    this.#capacity = Math.floor(most / cuts.length);
    this.#random = seeded(seed);
    const rows = Math.min(FIRST_SLOTS, this.#capacity) * cuts.length;
    [this.#values, this.#labels, this.#repeats] = [new Float32Array(rows * FEATURES.length), new Uint8Array(rows), new Float32Array(rows * REPEAT)];
  }

  /** Customers offered that had bought by one of the cuts. */
  get customers(): number {
    return this.#seen;
  }

  /**
   * One more customer; somebody who had bought at none of the cuts adds nothing.
   *
   * @param observed with one profile per cut, as of that cut
   * @throws FutureInSample where a profile that a row is made of knows anything later than its cut
   * @throws RangeError where profiles and cuts do not pair
   */
  add({ purchases, profiles }: { readonly purchases: readonly Purchase[]; readonly profiles: readonly Profile[] }): void {
    if (profiles.length !== this.cuts.length) throw new RangeError(`profiles must be as many as cuts (${this.cuts.length}), not ${profiles.length}`);
    if (!profiles.some(hasBought)) return;
    const slot = this.#slotFor();
    if (slot === null) return;
    profiles.forEach((profile, index) => {
      const [row, cut] = [slot * this.cuts.length + index, this.cuts[index] as Instant];
      assertNoFuture(profile, cut);
      if (!hasBought(profile)) {
        this.#labels[row] = ABSENT;
        return;
      }
      const { x, tx, T, logGaps = 0 } = repeatIn(orderRhythm(profile.orders, cut));
      this.#values.set(featuresOf(profile, cut, this.currency, null), row * FEATURES.length);
      this.#repeats.set([x, tx, T, logGaps], row * REPEAT);
      this.#labels[row] = purchases.some(({ at }) => at > cut && at <= cut + this.horizonDays * DAY) ? 1 : 0;
    });
  }

  /**
   * Gives every row what a purchase model says of it. Each cut has a model of its own, fitted on what was known at that cut:
   * one fitted on everything would carry the labels into the features.
   *
   * @returns false where at one of the cuts no model can be fitted: the rows then stay without, all of them
   */
  learnPurchases(fit: (table: RepeatTable) => PurchaseModel | null = fitPurchases): boolean {
    const models = this.cuts.map((_, index) => {
      const table = new RepeatTable();
      for (const row of this.#rowsAt(index)) table.add(this.#repeat(row));
      return table.customers === 0 ? null : fit(table);
    });
    if (models.includes(null)) return false;
    models.forEach((model, index) => {
      for (const row of this.#rowsAt(index)) purchaseFeatures(this.#repeat(row), model as PurchaseModel, this.#values, row * FEATURES.length + PURCHASE_FROM);
    });
    return true;
  }

  /** The rows of the cuts asked for. */
  rows(wanted: (cut: Instant) => boolean): Rows {
    const chosen: number[] = [];
    for (let row = 0; row < this.#slots * this.cuts.length; row++) {
      if (this.#labels[row] !== ABSENT && wanted(this.cuts[row % this.cuts.length] as Instant)) chosen.push(row);
    }
    const values = new Float32Array(chosen.length * FEATURES.length);
    chosen.forEach((row, index) => values.set(featuresIn(this.#values, row), index * FEATURES.length));
    return {
      values,
      labels: Uint8Array.from(chosen, (row) => this.#labels[row] as number),
      customers: Int32Array.from(chosen, (row) => Math.floor(row / this.cuts.length)),
      rows: chosen.length,
    };
  }

  *#rowsAt(cut: number): Generator<number> {
    for (let row = cut; row < this.#slots * this.cuts.length; row += this.cuts.length) if (this.#labels[row] !== ABSENT) yield row;
  }

  #repeat(row: number): Repeat {
    const [x, tx, T, logGaps] = this.#repeats.subarray(row * REPEAT, (row + 1) * REPEAT) as unknown as [number, number, number, number];
    return { x, tx, T, logGaps };
  }

  #slotFor(): number | null {
    this.#seen++;
    if (this.#slots < this.#capacity) {
      this.#grow();
      return this.#slots++;
    }
    const drawn = Math.floor(this.#random() * this.#seen);
    return drawn < this.#capacity ? drawn : null;
  }

  #grow(): void {
    const slots = this.#labels.length / this.cuts.length;
    if (this.#slots < slots) return;
    const wanted = Math.min(this.#capacity, slots * 2) * this.cuts.length;
    const [values, labels, repeats] = [new Float32Array(wanted * FEATURES.length), new Uint8Array(wanted), new Float32Array(wanted * REPEAT)];
    values.set(this.#values);
    labels.set(this.#labels);
    repeats.set(this.#repeats);
    [this.#values, this.#labels, this.#repeats] = [values, labels, repeats];
  }
}

function hasBought(profile: Profile): boolean {
  return profile.counts.orders - profile.counts.cancelled > 0;
}
