/** What a shop's past says of buying the same product again: small enough to stand beside its settings. */
import type { Instant } from "../../shared/instant.ts";

/** Log-normal days between two purchases of one product by one customer, quantity taken out (see quantity.ts). */
export type GapPrior = {
  /** Mean of ln(days one unit lasts) over the shop's products. */
  readonly mean: number;
  /** Variance of ln(days) from one purchase to the next of the same customer. */
  readonly within: number;
  /** Variance between customers of one product, and between products. */
  readonly customers: number;
  readonly products: number;
};

export type RebuyModel = {
  /** It knows nothing after this moment. */
  readonly asOf: Instant;
  readonly horizonDays: number;
  /** θ of days ∝ quantity^θ: 1 where two bottles last twice as long, 0 where the quantity says nothing. */
  readonly quantityExponent: number;
  readonly gaps: GapPrior;
  /** Purchases of one product by one customer who has it: Gamma-distributed rates, their shape and their mean per day. */
  readonly rate: { readonly shape: number; readonly perDay: number };
  /** Of the pairs of customer and product, the share that was bought again. */
  readonly repeatShare: number;
  /** Null where too little was bought twice: then the rates alone speak. */
  readonly stack: Stack | null;
};

/** The logistic model over the gap models' outputs and the pair's figures: see features.ts for their names. */
export type Stack = {
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly centres: readonly number[];
  readonly scales: readonly number[];
};

/** What is kept of one product. */
export type ProductTiming = {
  readonly buyers: number;
  readonly repeatBuyers: number;
  /** Gaps between two purchases of one customer that it rests on. */
  readonly gaps: number;
  /** Mean of ln(days one unit lasts), shrunk to the family's or the shop's, and how firmly: see belief.ts. */
  readonly mean: number;
  readonly precision: number;
  /** Standard deviation of ln(days) from one purchase to the next of the same customer, shrunk to the shop's. */
  readonly spread: number;
  /** Purchases per day of one who has it, shrunk to the shop's. */
  readonly perDay: number;
  /** Customers who bought it in the last 30 days, and in the last 90. */
  readonly lately: readonly [last30: number, last90: number];
  /** Whether a date may be named: see MAX_SPREAD. */
  readonly predictable: boolean;
};

/**
 * A date is named only where half of the purchases come between two thirds and one and a half times the expected days:
 * e^(0.674 · 0.6) = 1.5. Buying without any rhythm has a spread of π/√6 = 1.28 (the logarithm of exponential days).
 */
export const MAX_SPREAD = 0.6;

/** Fewer gaps do not show a spread. */
export const GAPS_FOR_SPREAD = 10;
