/** How much of what a shop sells is one product. */
import { POPULAR } from "./model.ts";
import type { LinesView } from "./lines.ts";

/** A basket of a month ago counts half: what sells changes with the season. */
const HALF_LIFE_DAYS = 30;

/** Weights are whole numbers of this, so that sums are exact and do not depend on the order customers come in. */
const UNIT = 2 ** 20;

/** Significant ones: these figures are stored by the thousand. */
const DIGITS = 4;

/**
 * Each product's share of the baskets before a cut.
 *
 * @param cut in days before the end; 0 is the end
 * @param leaveLast leaves every customer's newest basket out, where it is not their only one
 * @returns by product id, each between 0 and 1
 */
export function popularityAt({ refs, customers, starts, products, ages }: LinesView, cut: number, leaveLast = false): Float64Array {
  const shares = new Float64Array(refs.length);
  let total = 0;
  for (let customer = 0; customer < customers; customer++) {
    const [from, to] = [starts[customer] as number, starts[customer + 1] as number];
    let line = from;
    while (line < to && (ages[line] as number) < cut) line++;
    if (leaveLast && line < to && ages[line] !== ages[to - 1]) for (const last = ages[line]; ages[line] === last; ) line++;
    for (let basket = -1; line < to; line++) {
      const age = ages[line] as number;
      // Never nothing: a shop that rested for two years still has its best-sellers.
      const weight = Math.max(1, Math.round(UNIT * 0.5 ** ((age - cut) / HALF_LIFE_DAYS)));
      shares[products[line] as number] = (shares[products[line] as number] as number) + weight;
      if (age !== basket) total += weight;
      basket = age;
    }
  }
  return shares.map((weight) => (weight === 0 ? 0 : Number((weight / total).toPrecision(DIGITS))));
}

/** The best-sellers, the first first, those of the same share by their refs. */
export function bestSellers(refs: readonly string[], shares: Float64Array): (readonly [ref: string, popularity: number])[] {
  const sold = Array.from(shares.keys()).filter((product) => (shares[product] as number) > 0);
  sold.sort((a, b) => (shares[b] as number) - (shares[a] as number) || ((refs[a] as string) < (refs[b] as string) ? -1 : 1));
  return sold.slice(0, POPULAR).map((product) => [refs[product] as string, shares[product] as number]);
}
