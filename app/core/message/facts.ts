/** What a message may speak of beyond its order: the product at hand, other products, codes, the merchant's own words. */
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import type { ShopStats } from "../shop.ts";

export type MessageFacts = {
  /** The product the walk is about, or the only one of its order. */
  readonly product: { readonly title: string; readonly imageUrl: string | null; readonly runOutAt: Instant | null } | null;
  /** What others buy again and this customer has not bought. */
  readonly next: { readonly title: string; readonly imageUrl: string | null } | null;
  /** Titles of what the customer bought most, and of what they looked at and did not buy; the first three are used. */
  readonly favourites: readonly string[];
  readonly viewed: readonly string[];
  /**
   * The walk's own words: what its actions made (`referralCode`, `discountCode`), and what the merchant set for its
   * version of the journey (`discountPercent`, `ownReward`, `cashback`, `earlyAccess`, `friendReward`, `loyalty`).
   */
  readonly made: Readonly<Record<string, string>>;
  /** Keys of the contents this walk has sent before, so that what was promised once is named again. */
  readonly sent: readonly string[];
};

export const NO_FACTS: MessageFacts = { product: null, next: null, favourites: [], viewed: [], made: {}, sent: [] };

/** Products bought most often, the later ones first among equals; at most `limit`. */
export function mostBought(bought: Profile["bought"], limit: number): string[] {
  return Object.entries(bought)
    .map(([ref, times]) => ({ ref, times: times.length, last: times.at(-1)?.[0] ?? 0 }))
    .sort((a, b) => b.times - a.times || b.last - a.last || (a.ref < b.ref ? -1 : 1))
    .slice(0, limit)
    .map(({ ref }) => ref);
}

/** The shop's repeat sellers by buyers that this customer has not bought, the strongest first; at most `limit`. */
export function unboughtSellers(products: ShopStats["products"], bought: Profile["bought"], limit: number): string[] {
  return Object.entries(products)
    .filter(([ref, { repeatBuyers }]) => repeatBuyers > 0 && !Object.hasOwn(bought, ref))
    .sort(([a, one], [b, other]) => other.buyers - one.buyers || other.repeatBuyers - one.repeatBuyers || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([ref]) => ref);
}
