/** One tier learnt from rows: the linear model and the map that makes its chances come true. */
import { sumOf } from "../metrics.ts";
import { calibrate, calibrated } from "./calibrate.ts";
import { FEATURES, RFM_FEATURES } from "./features.ts";
import { fitLinear, rawChance } from "./linear.ts";
import type { ChurnModel, Linear, Rung } from "./model.ts";
import { featuresIn, pick } from "./rows.ts";
import type { Rows } from "./rows.ts";

export type Learnt = { readonly tier: ChurnModel["tier"]; readonly baseRate: number; readonly linear: Linear | null; readonly calibration: readonly Rung[] };

/**
 * The ridge on standardised features: as if each weight had been seen to be about 0 in some hundred customers. Stronger than
 * what is best within one period: weights that a season made do not hold in the next (UCI and CDNOW from one quarter to
 * the next lose nothing from 100 to 300, and lose at 1).
 */
export const RIDGE = 100;
const FOLDS = 5;

/** The same chance for everyone: the share of rows with a purchase by Laplace's rule of succession, a half where nothing is known. */
export function learnBase({ labels }: Rows): Learnt {
  return { tier: "base", baseRate: (sumOf(labels) + 1) / (labels.length + 2), linear: null, calibration: [] };
}

/**
 * Learns a tier. The calibration sees only predictions for customers who were not learnt from: customers are dealt into five
 * folds, and each fold is predicted by a model of the others.
 *
 * @returns null where the tier cannot be learnt: only one kind of label in the rows or in a fold's
 */
export function learn(tier: "rfm" | "full", rows: Rows): Learnt | null {
  const columns = Array.from({ length: tier === "rfm" ? RFM_FEATURES : FEATURES.length }, (_, index) => index);
  const linear = fitLinear(rows, columns, RIDGE);
  const raw = linear && outOfFold(rows, columns, linear);
  if (linear === null || raw === null) return null;
  return { ...learnBase(rows), tier, linear, calibration: calibrate(raw, rows.labels) };
}

/** The chance of a purchase for each row. */
export function predict({ linear, calibration, baseRate }: Learnt, { values, rows }: Rows): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => (linear === null ? baseRate : calibrated(calibration, rawChance(linear, featuresIn(values, row)))));
}

function outOfFold(rows: Rows, columns: readonly number[], like: Linear): Float64Array | null {
  const raw = new Float64Array(rows.rows);
  for (let fold = 0; fold < FOLDS; fold++) {
    const linear = fitLinear(pick(rows, (customer) => customer % FOLDS !== fold), columns, RIDGE, like);
    if (linear === null) return null;
    for (let row = 0; row < rows.rows; row++) if ((rows.customers[row] as number) % FOLDS === fold) raw[row] = rawChance(linear, featuresIn(rows.values, row));
  }
  return raw;
}
