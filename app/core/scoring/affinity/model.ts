/** What a shop's baskets taught of its products: what goes with what, and what is bought again. */
import type { Instant } from "../../shared/instant.ts";
import type { Tier } from "../score.ts";

/** One product's part, stored by its ref. */
export type ProductLinks = {
  /** Products the same customers bought, the strongest first, at most {@link NEIGHBOURS}; strengths above 0 and below 1: see links.ts. */
  readonly neighbours: readonly (readonly [ref: string, strength: number])[];
  /** The share of the shop's baskets that held it, from 0 to 1, newer baskets counting more: see popularity.ts. */
  readonly popularity: number;
  readonly lastBoughtAt: Instant;
};

/** The shop's part: small, it stands with the shop's other models. */
export type AffinityModel = {
  /** It knows nothing after this moment. */
  readonly asOf: Instant;
  /** "full": links are used; "base": too little is known, the shop's best-sellers are offered. */
  readonly tier: Tier;
  /** The best-sellers with their popularity, the first first, at most {@link POPULAR}. */
  readonly popular: readonly (readonly [ref: string, popularity: number])[];
  readonly rebuy: RebuyWeights;
};

/** How a customer's own habit and the shop's popularity weigh: see rebuy-basket.ts. */
export type RebuyWeights = {
  /** What a basket counts against the next newer one, above 0, at most 1. */
  readonly decay: number;
  /** What the shop's share counts against the customer's own, 0 or more. */
  readonly shop: number;
};

/**
 * More do not help: 20 kept of each product found more of what customers of UCI Online Retail bought next than 30 or 50
 * did, at three cuts (the weak ones are mostly chance).
 */
export const NEIGHBOURS = 20;

export const POPULAR = 60;

/** A customer's newest products that count, in learning as in offering: as many as a profile keeps. */
export const PRODUCTS_COUNTED = 150;
