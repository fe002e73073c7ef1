import { PRODUCTS_COUNTED } from "./model.ts";
import type { LinesView } from "./lines.ts";

/** What each customer has: every product once, at its newest purchase. */
export type Owned = {
  /** Of customer c: entries starts[c] to starts[c + 1], by ascending product id. */
  readonly starts: Int32Array;
  readonly products: Int32Array;
  /** Whole days before the cut. */
  readonly ages: Int32Array;
};

/**
 * What customers had at a cut: their newest {@link PRODUCTS_COUNTED} products, so that one basket of a thousand costs
 * (and counts) what one of 150 does.
 *
 * @param cut in days before the end; 0 is the end
 */
export function ownedAt({ refs, customers, starts, products, ages }: LinesView, cut: number): Owned {
  const owned = { starts: new Int32Array(customers + 1), products: new Int32Array(products.length), ages: new Int32Array(products.length) };
  const seenBy = new Int32Array(refs.length).fill(-1);
  let kept = 0;
  for (let customer = 0; customer < customers; customer++) {
    const first = kept;
    for (let line = starts[customer] as number; line < (starts[customer + 1] as number) && kept - first < PRODUCTS_COUNTED; line++) {
      const product = products[line] as number;
      const age = (ages[line] as number) - cut;
      if (age < 0 || seenBy[product] === customer) continue;
      seenBy[product] = customer;
      owned.products[kept] = product;
      owned.ages[kept++] = age;
    }
    sortByProduct(owned.products, owned.ages, first, kept);
    owned.starts[customer + 1] = kept;
  }
  return { starts: owned.starts, products: owned.products.subarray(0, kept), ages: owned.ages.subarray(0, kept) };
}

/** Insertion sort: most customers have few products. */
function sortByProduct(products: Int32Array, ages: Int32Array, from: number, to: number): void {
  for (let next = from + 1; next < to; next++) {
    const [product, age] = [products[next] as number, ages[next] as number];
    let place = next;
    for (; place > from && (products[place - 1] as number) > product; place--) {
      products[place] = products[place - 1] as number;
      ages[place] = ages[place - 1] as number;
    }
    products[place] = product;
    ages[place] = age;
  }
}
