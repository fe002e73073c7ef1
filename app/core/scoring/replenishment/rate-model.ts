/** Purchases as they come at a customer's own steady rate: the Poisson-Gamma model. */
import type { ProductSums } from "./timing-sums.ts";

export type RateFit = {
  readonly shape: number;
  /** Purchases per day of one who has the product, over the shop. */
  readonly perDay: number;
  /** How many purchases the shop's rate counts for beside a product's own. */
  readonly strength: number;
};

const MIN_SHAPE = 0.05;
const MAX_SHAPE = 50;
/** Weak, for a shop without repeats: a purchase in three years. */
const PRIOR_DAYS = 1000;

/**
 * Poisson purchases at Gamma-distributed rates, as in Bhagat, Muralidharan, Lobzhanidze & Vishwanath, "Buy It Again"
 * (KDD 2018), section 3.3; the shape by moments over pairs: with counts k, days t, a product's mean rate m,
 * Var(k) = m·t + m²t²/shape. The strength of the shop's rate against a product's likewise, over products.
 */
export function fitRates(products: ReadonlyMap<string, ProductSums>): RateFit {
  let [k, t] = [1, PRIOR_DAYS];
  for (const sums of products.values()) {
    k += sums.k;
    t += sums.t;
  }
  const perDay = k / t;
  let [expected, extra] = [0, 0];
  for (const { k: ofProduct, t: days, kk, kt, tt } of products.values()) {
    if (days === 0) continue;
    const mean = (ofProduct + 5) / (days + 5 / perDay);
    expected += mean * mean * tt;
    extra += kk - 2 * mean * kt + mean * mean * tt - mean * days;
  }
  const shape = clamp(extra > 0 ? expected / extra : MAX_SHAPE, MIN_SHAPE, MAX_SHAPE);
  let [between, squares] = [0, 0];
  for (const { k: ofProduct, t: days, tt } of products.values()) {
    squares += days * days;
    between += (ofProduct - perDay * days) ** 2 - perDay * days - (perDay * perDay * tt) / shape;
  }
  return { shape, perDay, strength: clamp(between > 0 ? (perDay * perDay * squares) / between : 100, 1, 100) };
}

/** A product's purchases per day of one who has it, shrunk to the shop's. */
export function productRate({ k, t }: ProductSums, { perDay, strength }: RateFit): number {
  return (k + strength) / (t + strength / perDay);
}

/**
 * Chance of a purchase within `days` after k purchases in t days: 1 − ((β + t)/(β + t + days))^(shape + k), β = shape over
 * the product's mean rate (the same paper, eq. 6; Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6).
 */
export function chanceByRate(shape: number, perDay: number, k: number, t: number, days: number): number {
  return -Math.expm1(-rateHazard(shape, perDay, k, t, days));
}

/** The hazard added up over `days`: −ln of the chance that nothing is bought. */
export function rateHazard(shape: number, perDay: number, k: number, t: number, days: number): number {
  const beta = shape / perDay;
  return (shape + k) * Math.log1p(days / (beta + t));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
