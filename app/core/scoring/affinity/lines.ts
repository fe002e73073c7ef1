/** Order lines of a whole shop, held in typed arrays: customer by customer, each from the newest to the oldest. */
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { hashOf } from "../numeric/hash.ts";
import type { Purchase } from "../observed.ts";
import { GrowingInts } from "./growing-ints.ts";

/** Older than any shop: what is dated before counts as this old. */
const OLDEST_DAYS = 20 * 365;

export type LinesView = {
  /** By product id. */
  readonly refs: readonly string[];
  readonly customers: number;
  /** Of customer c: lines starts[c] to starts[c + 1]. */
  readonly starts: Int32Array;
  readonly products: Int32Array;
  /** Whole days before the end. What one customer bought at one age is one basket, and a product is in it once. */
  readonly ages: Int32Array;
  /** Of customer c: 31 bits of chance that stay with the customer, by which samples are drawn. */
  readonly keys: Int32Array;
};

export class Lines {
  readonly #end: Instant;
  readonly #linesPerCustomer: number;
  readonly #ids = new Map<string, number>();
  readonly #refs: string[] = [];
  readonly #hashes: number[] = [];
  readonly #starts = new GrowingInts();
  readonly #products = new GrowingInts();
  readonly #ages = new GrowingInts();
  readonly #keys = new GrowingInts();

  /** @param linesPerCustomer the newest that count: a reseller's thousands would drown what shoppers show */
  constructor(end: Instant, linesPerCustomer: number) {
    this.#end = end;
    this.#linesPerCustomer = linesPerCustomer;
    this.#starts.push(0);
  }

  /** One customer. Lines without a product, of no quantity, or dated after the end are not there. */
  add(purchases: readonly Purchase[]): void {
    const lines: [age: number, product: number][] = [];
    for (const { at, items } of purchases) {
      if (!(at <= this.#end)) continue;
      const age = Math.min(Math.floor((this.#end - at) / DAY), OLDEST_DAYS);
      for (const { productRef, quantity } of items) if (productRef !== "" && quantity > 0) lines.push([age, this.#idOf(productRef)]);
    }
    if (lines.length === 0) return;
    lines.sort(([age, one], [otherAge, other]) => age - otherAge || this.#order(one, other));
    let [kept, lastAge, lastProduct] = [0, -1, -1];
    for (const [age, product] of lines) {
      if (age === lastAge && product === lastProduct) continue;
      if (kept++ === this.#linesPerCustomer) break;
      this.#products.push(product);
      this.#ages.push(age);
      [lastAge, lastProduct] = [age, product];
    }
    this.#starts.push(this.#products.length);
    this.#keys.push(hashOf(purchases[0]?.ref ?? "") % 2 ** 31);
  }

  view(): LinesView {
    return { refs: this.#refs, customers: this.#starts.length - 1, starts: this.#starts.view(), products: this.#products.view(), ages: this.#ages.view(), keys: this.#keys.view() };
  }

  #idOf(ref: string): number {
    const known = this.#ids.get(ref);
    if (known !== undefined) return known;
    this.#ids.set(ref, this.#refs.length);
    this.#hashes.push(hashOf(ref));
    return this.#refs.push(ref) - 1;
  }

  /** Within one basket by hash: which products of a huge one count is then chance, not the alphabet, and no matter of order. */
  #order(one: number, other: number): number {
    if (one === other) return 0;
    return (this.#hashes[one] as number) - (this.#hashes[other] as number) || ((this.#refs[one] as string) < (this.#refs[other] as string) ? -1 : 1);
  }
}
