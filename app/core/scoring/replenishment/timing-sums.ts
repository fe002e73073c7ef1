/** What is added up of every product while customers pass by, as of one moment. Nothing of a single customer stays. */
import type { Bought } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { onGrid } from "../gaps.ts";
import { daysBetween } from "../whole-days.ts";
import { gapAfter, occasionsOf } from "./history.ts";
import type { Occasion } from "./history.ts";

/** Sums over one product's pairs of customer and product; x = ln(days of a gap), q = ln(units before it). */
export type ProductSums = {
  buyers: number;
  repeatBuyers: number;
  /** Gaps, and over them. */
  n: number; x: number; q: number; xx: number; xq: number; qq: number;
  /** Degrees of freedom within pairs, and squares and products about the pair's own means. */
  dof: number; withinXX: number; withinXQ: number; withinQQ: number;
  /** Pairs with a gap, and the sum of their gaps' numbers squared. */
  pairs: number; nn: number;
  /** Occasions after the first (k), whole days since the first (t), and over pairs. */
  k: number; t: number; kk: number; kt: number; tt: number;
  /** Buyers of the last 30 and 90 days. */
  last30: number; last90: number;
};

function noSums(): ProductSums {
  return { buyers: 0, repeatBuyers: 0, n: 0, x: 0, q: 0, xx: 0, xq: 0, qq: 0, dof: 0, withinXX: 0, withinXQ: 0, withinQQ: 0, pairs: 0, nn: 0, k: 0, t: 0, kk: 0, kt: 0, tt: 0, last30: 0, last90: 0 };
}

/** Every sum is of whole numbers or of multiples of 2^-20, so the order of adding never shows (see gaps.ts). */
export class TimingSums {
  readonly #products = new Map<string, ProductSums>();
  readonly now: Instant;

  constructor(now: Instant) {
    this.now = now;
  }

  /** @param times one customer's purchases of the product, oldest first; those after `now` are left out */
  add(productRef: string, times: readonly Bought[]): void {
    const occasions = occasionsOf(times, this.now);
    const [first, last] = [occasions[0], occasions.at(-1)];
    if (!first || !last) return;
    let sums = this.#products.get(productRef);
    if (!sums) this.#products.set(productRef, (sums = noSums()));
    const k = occasions.length - 1;
    const t = daysBetween(first.at, this.now);
    sums.buyers++;
    if (k > 0) sums.repeatBuyers++;
    sums.k += k;
    sums.t += t;
    sums.kk += k * k;
    sums.kt += k * t;
    sums.tt += t * t;
    if (last.at > this.now - 30 * DAY) sums.last30++;
    if (last.at > this.now - 90 * DAY) sums.last90++;
    if (k > 0) addGaps(sums, occasions);
  }

  /** By name, so that what is worked out over products does not show in which order they came either. */
  products(): ReadonlyMap<string, ProductSums> {
    return new Map([...this.#products].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function addGaps(sums: ProductSums, occasions: readonly Occasion[]): void {
  const n = occasions.length - 1;
  let [sumX, sumQ, sumXX, sumXQ, sumQQ] = [0, 0, 0, 0, 0];
  for (let index = 1; index <= n; index++) {
    const { logDays: x, logUnits: q } = gapAfter(occasions[index - 1] as Occasion, occasions[index] as Occasion);
    sumX += x;
    sumQ += q;
    sumXX += x * x;
    sumXQ += x * q;
    sumQQ += q * q;
  }
  sums.n += n;
  sums.x += onGrid(sumX);
  sums.q += onGrid(sumQ);
  sums.xx += onGrid(sumXX);
  sums.xq += onGrid(sumXQ);
  sums.qq += onGrid(sumQQ);
  sums.dof += n - 1;
  sums.withinXX += onGrid(sumXX - (sumX * sumX) / n);
  sums.withinXQ += onGrid(sumXQ - (sumX * sumQ) / n);
  sums.withinQQ += onGrid(sumQQ - (sumQ * sumQ) / n);
  sums.pairs++;
  sums.nn += n * n;
}
