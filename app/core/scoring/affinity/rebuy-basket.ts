/** What will be in a customer's next basket: what they are used to, and what everybody buys. */
import type { Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { RebuyWeights } from "./model.ts";

/** `own`: whether the customer bought it before. */
export type Rebuy = { readonly productRef: string; readonly score: number; readonly own: boolean };

export type RebuyInput = {
  readonly bought: Profile["bought"];
  readonly weights: RebuyWeights;
  /** A product's popularity between 0 and 1, 0 where it is not known. */
  readonly popularityOf: (ref: string) => number;
  /** The shop's best-sellers, the first first. */
  readonly popular: readonly string[];
  /** In stock. */
  readonly available: (ref: string) => boolean;
  /** Returned, or just bought: see not-to-offer.ts. */
  readonly excluded: ReadonlySet<string>;
  readonly now: Instant;
  readonly most: number;
};

/**
 * The personal and the global share of a product in one sum (the GP-TopFreq of Li, Jullien, Ariannezhad & de Rijke, ACM
 * TOIS 41, 2023, with a weight in place of its order; the fading of baskets is that of TIFU-KNN: Hu et al., SIGIR 2020):
 *
 *     score = Σ decay^k over the baskets that held it / Σ decay^k over all + shop · popularity,   k = 0 for the newest basket
 *
 * Popularity breaks the many ties of customers with few baskets, which is worth more than any model on top (Ta-Feng).
 *
 * @returns at most `most`, the likeliest first, none twice
 */
export function rebuyBasket({ bought, weights, popularityOf, popular, available, excluded, now, most }: RebuyInput): Rebuy[] {
  const found: Rebuy[] = [];
  for (const [productRef, share] of ownShares(bought, weights.decay, now)) if (!excluded.has(productRef)) found.push({ productRef, score: share + weights.shop * popularityOf(productRef), own: true });
  for (const productRef of new Set(popular)) if (!Object.hasOwn(bought, productRef) && !excluded.has(productRef)) found.push({ productRef, score: weights.shop * popularityOf(productRef), own: false });
  found.sort((a, b) => b.score - a.score || popularityOf(b.productRef) - popularityOf(a.productRef) || (a.productRef < b.productRef ? -1 : 1));
  const basket: Rebuy[] = [];
  for (const one of found) {
    if (basket.length >= most) break;
    if (available(one.productRef)) basket.push(one);
  }
  return basket;
}

/** Each product's faded share of the customer's baskets; what was bought on one day is one basket. */
function ownShares(bought: Profile["bought"], decay: number, now: Instant): Map<string, number> {
  const ageOf = (at: Instant): number => Math.floor((now - at) / DAY);
  const ages = new Map<string, ReadonlySet<number>>();
  const all = new Set<number>();
  for (const [ref, times] of Object.entries(bought)) {
    const own = new Set(times.filter(([at, quantity]) => at <= now && quantity > 0).map(([at]) => ageOf(at)));
    if (own.size === 0) continue;
    ages.set(ref, own);
    for (const age of own) all.add(age);
  }
  const weights = new Map([...all].sort((a, b) => a - b).map((age, k) => [age, decay ** k]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map([...ages].map(([ref, own]) => [ref, [...own].sort((a, b) => a - b).reduce((sum, age) => sum + (weights.get(age) ?? 0), 0) / total]));
}
