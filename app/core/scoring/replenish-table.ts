/** How fast a product is used up, as a merchant marks it. */
export type Speed = "fast" | "medium" | "slow";

/** Days one unit lasts when nothing was learnt yet. A starting point from the product brief, not a measurement. */
export const DEFAULT_TABLE: Readonly<Record<Speed, number>> = { fast: 7, medium: 14, slow: 28 };

/** The same for expensive items, which come in larger packs and are used more sparingly. */
export const EXPENSIVE_TABLE: Readonly<Record<Speed, number>> = { fast: 21, medium: 28, slow: 35 };

/** Expensive means at least this many times the shop's median unit price. Judgement. */
export const EXPENSIVE_RATIO = 2;

/**
 * Days one unit lasts by the table.
 *
 * @param priceMinor unit price in minor units; null when unknown
 * @param shopMedianPriceMinor the shop's median unit price, same currency; null or 0 when unknown. Without both prices
 *   an item is not expensive
 */
export function tableDays(speed: Speed, priceMinor: number | null, shopMedianPriceMinor: number | null): number {
  const expensive = priceMinor !== null && shopMedianPriceMinor !== null && shopMedianPriceMinor > 0
    && priceMinor >= EXPENSIVE_RATIO * shopMedianPriceMinor;
  return (expensive ? EXPENSIVE_TABLE : DEFAULT_TABLE)[speed];
}
