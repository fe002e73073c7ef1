import { wilson } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { Speed } from "./replenish-table.ts";
import { MIN_OWN_GAPS } from "./run-out.ts";

/** How many customers bought it, and how many of them bought it again on another day. */
export type RepeatShare = { readonly buyers: number; readonly repeatBuyers: number };

export type ReplenishableInput = {
  readonly product: RepeatShare | null;
  /** Repeats count only when the *same* product was bought again: a second, different lamp is no refill. */
  readonly family: RepeatShare | null;
  /** The customer's own gaps for this product. */
  readonly own: readonly number[];
  /** Set when the merchant marked the product or its family as used up. */
  readonly tableSpeed: Speed | null;
};

/**
 * At least this share of buyers must come back for it. In UCI Online Retail, a gift shop, the median product is bought
 * again by 15 % of its buyers and the upper tenth by 29 %: the bar stands above what chance and resellers do there.
 */
export const MIN_REPEAT_SHARE = 0.2;

/** One buyer of one came back has a Wilson lower bound of 0.21, and proves nothing. */
export const MIN_BUYERS = 10;

/**
 * Whether there is evidence that this product is bought again at all, and whose: the customer's own two gaps, the
 * merchant's mark, or the lower end of the 95 % Wilson interval of the repeat share of the product, else of its family.
 * A product whose own repeat share is surely too low is not saved by its family: a lamp among candles does not run out.
 *
 * @returns null without such evidence
 * @throws RangeError when more bought again than bought, or a count is negative or not finite
 */
export function replenishable(input: ReplenishableInput): "customer" | "merchant" | "shop" | "family" | null {
  const { product, family, own, tableSpeed } = input;
  if (own.length >= MIN_OWN_GAPS) return "customer";
  if (tableSpeed !== null) return "merchant";
  const productShare = repeatShare(product, "product");
  if (productShare && productShare.low >= MIN_REPEAT_SHARE) return "shop";
  if (productShare && productShare.high < MIN_REPEAT_SHARE) return null;
  const familyShare = repeatShare(family, "family");
  return familyShare && familyShare.low >= MIN_REPEAT_SHARE ? "family" : null;
}

function repeatShare(share: RepeatShare | null, name: string): Interval | null {
  if (!share) return null;
  const { buyers, repeatBuyers } = share;
  if (!(buyers >= 0 && buyers < Infinity)) throw new RangeError(`${name}.buyers must be 0 or more, not ${buyers}`);
  if (!(repeatBuyers >= 0 && repeatBuyers <= buyers)) throw new RangeError(`${name}.repeatBuyers must lie between 0 and buyers (${buyers}), not ${repeatBuyers}`);
  return buyers >= MIN_BUYERS ? wilson(repeatBuyers, buyers) : null;
}
