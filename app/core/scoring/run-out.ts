import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { shrink } from "./belief.ts";
import type { Belief } from "./belief.ts";
import { MAX_GAP_DAYS } from "./gaps.ts";
import type { GapStats } from "./gaps.ts";

/** Where a run-out date comes from, strongest first. */
export type RunOutEvidence = "customer" | "shop" | "family" | "table";

export type RunOut = {
  readonly at: Instant;
  /** Days after `lastAt`, at least 1 and at most 730. */
  readonly days: number;
  readonly evidence: RunOutEvidence;
  /** The customer's own gaps used: 0, or at least 2. */
  readonly ownGaps: number;
  /** Gaps of the shop's other customers used: the product's, or where it has none (or too few) the family's. */
  readonly shopGaps: number;
};

export type RunOutInput = {
  /** When the product was in the customer's hands: delivered, not ordered. */
  readonly lastAt: Instant;
  /** Units bought then; nothing runs out of a quantity of 0 or less. */
  readonly quantity: number;
  /** θ where days grow as quantity^θ, by which `own` and the statistics were taken; 1 when left out. */
  readonly quantityExponent?: number | undefined;
  /** The customer's own past gaps for this product in days per unit (see gapPerUnit). */
  readonly own: readonly number[];
  readonly product: GapStats | null;
  /** The product's family; may include the product's own gaps. */
  readonly family: GapStats | null;
  /** Days one unit lasts by the merchant's table. */
  readonly tableDays: number | null;
};

/**
 * How many gaps of their own outweigh the product's mean. On UCI Online Retail (Chen 2015, to August 2011) the variance
 * of log gaps within a customer over that between customers of one product is 3.2 for raw gaps and 0.9 per unit.
 */
export const CUSTOMER_STRENGTH = 2;

/** The same for products against their family: 12.6 for raw gaps, 4.3 per unit (the whole shop taken as the family). */
export const PRODUCT_STRENGTH = 4;

/** One gap is a single accident (a gift, a sale); two are the least that show a habit. */
export const MIN_OWN_GAPS = 2;

/**
 * Fewer gaps of a product do not beat a table. Log gaps of one product vary by 1 to 2 (same data), so the mean of five
 * has a standard error of 0.45–0.63, just under that of a guess within a factor of two (ln 2 = 0.69).
 */
export const MIN_PRODUCT_GAPS = 5;

/** Twice the product's: a family's mean also misses by the spread between its products (variance 0.1–0.5). */
export const MIN_FAMILY_GAPS = 10;

/**
 * When what a customer bought will have run out. Days per unit are taken as log-normal; the customer's mean log gap is
 * shrunk to the product's, the product's to the family's (see shrink), and e^mean, the median, is multiplied by
 * quantity^θ. Half of all customers run out earlier: who asks should ask a little before.
 *
 * @returns null when there is no evidence at all. Whether the product is bought again at all is `replenishable`'s question
 */
export function runOut(input: RunOutInput): RunOut | null {
  const { quantity, product, family, tableDays } = input;
  if (!(quantity > 0)) return null;
  const own = input.own.filter((gap) => gap > 0 && gap < Infinity).map((gap) => Math.log(Math.min(gap, MAX_GAP_DAYS)));

  const familyBelief = believe(null, 1, family);
  const productBelief = believe(familyBelief, PRODUCT_STRENGTH, product);
  const productGaps = product?.n ?? 0;
  const familyGaps = family?.n ?? 0;

  if (own.length >= MIN_OWN_GAPS) {
    const mean = own.reduce((sum, log) => sum + log, 0) / own.length;
    const belief = shrink(productBelief, CUSTOMER_STRENGTH, mean, own.length);
    return result(input, Math.exp(belief?.mean ?? mean), "customer", own.length, productGaps > 0 ? productGaps : familyGaps);
  }
  if (productBelief && productGaps >= MIN_PRODUCT_GAPS) return result(input, Math.exp(productBelief.mean), "shop", 0, productGaps);
  if (productBelief && familyGaps >= MIN_FAMILY_GAPS) return result(input, Math.exp(productBelief.mean), "family", 0, familyGaps);
  if (tableDays !== null && tableDays > 0) return result(input, tableDays, "table", 0, 0);
  return null;
}

function believe(parent: Belief | null, strength: number, stats: GapStats | null): Belief | null {
  const n = stats?.n ?? 0;
  return shrink(parent, strength, stats && n > 0 ? stats.sumLog / n : 0, n);
}

function result(input: RunOutInput, daysPerUnit: number, evidence: RunOutEvidence, ownGaps: number, shopGaps: number): RunOut {
  const { quantity, quantityExponent: exponent = 1 } = input;
  const days = Math.min(Math.max(daysPerUnit * (exponent === 1 ? quantity : quantity ** exponent), 1), MAX_GAP_DAYS);
  return { at: input.lastAt + Math.round(days * DAY), days, evidence, ownGaps, shopGaps };
}
