/** The figures of model.ts for very many customers at once. */
import { aliveOf, anyWhenThere, expectedWhenThere, logLeft } from "./bg-predict.ts";
import { whenThere } from "./model.ts";
import type { PurchaseModel } from "./model.ts";

export type PurchasePredictions = {
  readonly expected: Float64Array;
  readonly chance: Float64Array;
  /** Null where the model has no drop-out. */
  readonly alive: Float64Array | null;
};

type Columns = { readonly x: Float64Array; readonly tx: Float64Array; readonly T: Float64Array };
type Filled = { readonly expected: Float64Array; readonly chance: Float64Array; readonly alive: Float64Array };

/** Customers with fewer repeats and days than these share what is worked out: nearly all of any shop. */
const SHARED_X = 256;
const SHARED_T = 4096;

/**
 * Purchases expected, chance of any and chance of being alive, row by row as `expectedPurchases`, `chanceOfPurchase` and
 * `chanceAlive` give them.
 */
export function predictPurchases(model: PurchaseModel, columns: Columns, days: number): PurchasePredictions {
  const { x, tx, T } = columns;
  const out: Filled = { expected: new Float64Array(x.length), chance: new Float64Array(x.length), alive: new Float64Array(x.length) };
  const isPareto = model.family === "pareto_nbd" && model.dropOut;
  const shared = isPareto ? null : fillShared(model, columns, days, out);
  for (let row = 0; row < x.length; row++) {
    if (shared && shared[row] === 1) continue;
    const there = whenThere(model, { x: x[row] as number, tx: tx[row] as number, T: T[row] as number }, days);
    out.alive[row] = there.alive;
    out.expected[row] = there.alive * there.expected;
    out.chance[row] = there.alive * there.chance;
  }
  return { ...out, alive: model.dropOut ? out.alive : null };
}

/**
 * Fills the rows of whole numbers within the shared range, and marks them. What hangs on x and T alone is worked out once
 * for each pair, logarithms once for each day.
 */
function fillShared({ family, k, parameters, dropOut }: PurchaseModel, columns: Columns, days: number, out: Filled): Uint8Array {
  const [r, alpha, a, b] = parameters;
  const leavesAtFirst = family === "mbg_nbd";
  const logDay = Float64Array.from({ length: SHARED_T }, (_, day) => Math.log(alpha + day));
  const logGone = Float64Array.from({ length: SHARED_X }, (_, x) => (dropOut ? logLeft(parameters, { k, leavesAtFirst }, x, 0, 0) : -Infinity));
  const places = new Int32Array(SHARED_X * SHARED_T);
  const kept: number[] = [];
  const keep = (x: number, T: number): number => {
    const place = kept.length;
    places[x * SHARED_T + T] = place + 1;
    const m = r + k * x;
    for (let j = 0; j < k; j++) kept.push(expectedWhenThere(m + j, alpha + T, days, a, b + x + (leavesAtFirst ? 1 : 0), k, j), anyWhenThere(m + j, alpha + T, days, k, j));
    return place;
  };
  const done = new Uint8Array(columns.x.length);
  for (let row = 0; row < done.length; row++) {
    const x = columns.x[row] as number;
    const tx = columns.tx[row] as number;
    const T = columns.T[row] as number;
    // "| 0" is the number itself for whole numbers of this size alone.
    if ((x | 0) !== x || (tx | 0) !== tx || (T | 0) !== T || x < 0 || x >= SHARED_X || T >= SHARED_T || tx < 0 || tx > T) continue;
    let place = (places[x * SHARED_T + T] as number) - 1;
    if (place < 0) place = keep(x, T);
    const m = r + k * x;
    let waiting = 1;
    let expected = kept[place] as number;
    let chance = kept[place + 1] as number;
    if (k > 1) {
      const u = (T - tx) / (alpha + T);
      for (let j = 1, weight = 1; j < k; j++) {
        weight *= ((m + j - 1) * u) / j;
        waiting += weight;
        expected += weight * (kept[place + 2 * j] as number);
        chance += weight * (kept[place + 2 * j + 1] as number);
      }
    }
    const alive = aliveOf(waiting, (logGone[x] as number) + m * ((logDay[T] as number) - (logDay[tx] as number)));
    done[row] = 1;
    out.alive[row] = alive;
    out.expected[row] = (alive * expected) / waiting;
    out.chance[row] = alive * Math.min(1, chance / waiting);
  }
  return done;
}
