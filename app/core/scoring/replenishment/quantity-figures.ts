/** The quantity exponent of a shop's weekly figures, kept up gap by gap, and product gaps brought to it. */
import { MAX_GAP_DAYS, onGrid } from "../gaps.ts";
import type { GapStats } from "../gaps.ts";
import { fitQuantity } from "./quantity.ts";

/** One customer's gaps of one product so far: their number, and sums of ln(days) and of ln(units before them). */
export type PairGaps = { readonly n: number; readonly logDays: number; readonly logUnits: number };

/** Over a product's gaps: sums of ln(units), of its product with ln(days per unit), and of its square. */
export type UnitSums = { readonly units: number; readonly both: number; readonly squares: number };

export const NO_UNITS: UnitSums = { units: 0, both: 0, squares: 0 };

/** With fewer degrees of freedom the shop has shown nothing, and two last twice as long as one. Judgement. */
const ENOUGH = 30;

/** Adds gaps customer by customer, each customer's in their order. */
export class QuantityFigures {
  readonly #within = { dof: 0, withinXX: 0, withinXQ: 0, withinQQ: 0 };

  /**
   * One more gap of a pair: squares about the pair's own mean grow by n/(n + 1) times the squared distance from the mean
   * so far (Welford, Technometrics 4, 1962).
   *
   * @returns the pair's gaps with it
   */
  add({ n, logDays, logUnits }: PairGaps, days: number, quantity: number): PairGaps {
    const [x, q] = [Math.log(Math.min(days, MAX_GAP_DAYS)), Math.log(quantity)];
    if (n > 0) {
      const [dx, dq, share] = [x - logDays / n, q - logUnits / n, n / (n + 1)];
      this.#within.dof++;
      this.#within.withinXX += onGrid(share * dx * dx);
      this.#within.withinXQ += onGrid(share * dx * dq);
      this.#within.withinQQ += onGrid(share * dq * dq);
    }
    return { n: n + 1, logDays: logDays + x, logUnits: logUnits + q };
  }

  /** θ of days ∝ quantity^θ; null while too little was bought three times. */
  exponent(): number | null {
    return this.#within.dof < ENOUGH ? null : fitQuantity([this.#within]).exponent;
  }
}

/** The sums with one more gap: of days at least one and a sensible quantity, see gapPerUnit. */
export function withUnits({ units, both, squares }: UnitSums, days: number, quantity: number): UnitSums {
  const log = Math.log(quantity);
  return { units: units + onGrid(log), both: both + onGrid((Math.log(Math.min(days, MAX_GAP_DAYS)) - log) * log), squares: squares + onGrid(log * log) };
}

/** Statistics of days per unit brought to days per unit^exponent: ln(days/q^θ) = ln(days/q) + (1 − θ)·ln q. */
export function gapsAt(exponent: number, { n, sumLog, sumLog2 }: GapStats, { units, both, squares }: UnitSums): GapStats {
  const rest = 1 - exponent;
  if (rest === 0) return { n, sumLog, sumLog2 };
  return { n, sumLog: sumLog + rest * units, sumLog2: sumLog2 + 2 * rest * both + rest * rest * squares };
}
