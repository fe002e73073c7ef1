/** What to offer next that is new to the customer. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { PRODUCTS_COUNTED } from "./model.ts";
import type { ProductLinks } from "./model.ts";

/** What was bought three months ago speaks half as loud: chosen on three cuts of UCI Online Retail, where 60 to 120 days do alike. */
const HALF_LIFE_DAYS = 90;

export type Offer = {
  readonly productRef: string;
  /** The sum of its links to what was bought, each fading with the days since; 0 where it is offered as a best-seller. */
  readonly strength: number;
  /** The bought product that speaks for it most; null where it is offered as a best-seller. */
  readonly because: string | null;
};

export type OffersInput = {
  readonly bought: Profile["bought"];
  readonly now: Instant;
  readonly links: (ref: string) => ProductLinks | null;
  /** The shop's best-sellers, the first first: what fills up where links are few. */
  readonly popular: readonly string[];
  /** In stock. */
  readonly available: (ref: string) => boolean;
  /** Returned, or just bought: see not-to-offer.ts. */
  readonly excluded: ReadonlySet<string>;
  readonly most: number;
};

/**
 * Products the customer never bought, the one most of their purchases speak for first, then the shop's best-sellers.
 * Nothing that is out of stock, excluded or bought before is among them.
 *
 * @returns at most `most`, none twice
 */
export function offersFor({ bought, now, links, popular, available, excluded, most }: OffersInput): Offer[] {
  const sums = new Map<string, { strength: number; because: string; most: number }>();
  for (const { ref, at } of newestProducts(bought, now)) {
    const loudness = 0.5 ** (Math.floor((now - at) / DAY) / HALF_LIFE_DAYS);
    for (const [other, strength] of links(ref)?.neighbours ?? []) {
      const part = loudness * strength;
      const sum = sums.get(other);
      if (!sum) sums.set(other, { strength: part, because: ref, most: part });
      else {
        sum.strength += part;
        if (part > sum.most) [sum.because, sum.most] = [ref, part];
      }
    }
  }
  const isNew = (ref: string): boolean => !Object.hasOwn(bought, ref) && !excluded.has(ref);
  const linked = [...sums].filter(([ref, { strength }]) => strength > 0 && isNew(ref)).sort(([a, one], [b, other]) => other.strength - one.strength || (a < b ? -1 : 1));
  const offers: Offer[] = [];
  for (const [productRef, { strength, because }] of linked) {
    if (offers.length >= most) return offers;
    if (available(productRef)) offers.push({ productRef, strength, because });
  }
  const offered = new Set(offers.map(({ productRef }) => productRef));
  for (const productRef of popular) {
    if (offers.length >= most) break;
    if (!isNew(productRef) || offered.has(productRef) || !available(productRef)) continue;
    offered.add(productRef);
    offers.push({ productRef, strength: 0, because: null });
  }
  return offers;
}

/** The newest first, those of one moment by their refs: sums of doubles depend on their order. */
function newestProducts(bought: Profile["bought"], now: Instant): { readonly ref: string; readonly at: Instant }[] {
  const products: { ref: string; at: Instant }[] = [];
  for (const [ref, times] of Object.entries(bought)) {
    const at = times.findLast((time) => time[0] <= now)?.[0];
    if (at !== undefined) products.push({ ref, at });
  }
  return products.sort((a, b) => b.at - a.at || (a.ref < b.ref ? -1 : 1)).slice(0, PRODUCTS_COUNTED);
}
