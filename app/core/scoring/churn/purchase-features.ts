import { logit } from "../numeric/logistic.ts";
import { chanceOfPurchase, expectedPurchases } from "../purchase/model.ts";
import type { PurchaseModel } from "../purchase/model.ts";
import type { Repeat } from "../purchase/repeat.ts";
import { EDGE } from "./calibrate.ts";
import type { OrderRhythm } from "./rhythm-of.ts";

/**
 * The days the purchase model looks ahead, whatever the horizon: what another horizon would change is taken up by the
 * weights.
 */
const AHEAD = 90;

/** What the purchase model knows of a customer, from the orders remembered: of somebody with very many, from the newest 60. */
export function repeatIn({ gaps, gapSum, gapLogs, watched }: OrderRhythm): Repeat {
  return { x: gaps, tx: gapSum, T: Math.max(gapSum, watched), logGaps: gapLogs };
}

/**
 * Writes the features of PURCHASE to `out` from `index`. Never P(alive): it ranks customers the wrong way round where
 * frequent buyers' pauses are taken for leaving (AUC 0.32 on CDNOW).
 */
export function purchaseFeatures(repeat: Repeat, purchase: PurchaseModel, out: { [index: number]: number }, index: number): void {
  const chance = chanceOfPurchase(purchase, repeat, AHEAD);
  const expected = expectedPurchases(purchase, repeat, AHEAD);
  out[index] = Number.isFinite(chance) ? logit(chance, EDGE) : 0;
  out[index + 1] = Number.isFinite(expected) ? Math.log1p(Math.max(0, expected)) : 0;
}
