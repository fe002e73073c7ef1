/** A customer's scores as their page tells them: why, who is like them, what they will likely buy. */
import { notToOffer } from "../core/scoring/affinity/not-to-offer.ts";
import { offersFor } from "../core/scoring/affinity/offers.ts";
import { explainCustomer } from "../core/scoring/explain.ts";
import { groupWords } from "../core/scoring/people/groups.ts";
import { rebuysOf } from "../core/scoring/replenishment/rebuy.ts";
import type { Explained } from "../core/scoring/score.ts";
import type { ShopModels } from "../core/scoring/shop-models.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import { customersLike } from "./customers-like.ts";
import type { CustomerLike } from "./customers-like.ts";
import type { Database } from "./database.ts";
import { readProductModels } from "./product-model.ts";

export type LikelyProduct = { readonly ref: string; readonly title: string; readonly words: string };

export type CustomerScores = {
  /** When the scores were worked out. */
  readonly at: Instant;
  readonly horizonDays: number;
  readonly explained: readonly Explained[];
  /** The customer's group in words; null where there is none. */
  readonly group: string | null;
  readonly alike: readonly CustomerLike[];
  readonly rebuys: readonly LikelyProduct[];
  readonly offers: readonly LikelyProduct[];
};

const SHOWN = 3;
/** A chance below this is no news. */
const WORTH_TELLING = 0.05;

/** Null while the shop has no models, or for somebody who never ordered. */
export async function customerScores(db: Database, shop: Pick<Shop, "id" | "currency">, profile: Profile, now: Instant): Promise<CustomerScores | null> {
  const at = Math.max(-1, ...Object.values(profile.scores).map((score) => score.at));
  if (at < 0) return null;
  const row = await db.shop.findUnique({ where: { id: shop.id }, select: { models: true } });
  const models = row?.models as ShopModels | null | undefined;
  if (!models) return null;
  const [alike, likely] = await Promise.all([customersLike(db, shop.id, profile, shop.currency, now), likelyProducts(db, shop.id, profile, models, now)]);
  const group = profile.scores.group?.value;
  return {
    at, horizonDays: models.horizonDays, alike, ...likely,
    // As of the same moment, so that these are the figures journeys read.
    explained: explainCustomer(profile, models, at),
    group: models.groups && typeof group === "number" && group <= models.groups.sizes.length ? groupWords(models.groups, group) : null,
  };
}

async function likelyProducts(db: Database, shopId: string, profile: Profile, models: ShopModels, now: Instant): Promise<Pick<CustomerScores, "rebuys" | "offers">> {
  const known = await readProductModels(db, shopId, Object.keys(profile.bought));
  const rebuys = models.rebuy === null ? [] : rebuysOf(profile.bought, models.rebuy, (ref) => known.get(ref)?.timing ?? null, now).filter(({ within30 }) => within30 >= WORTH_TELLING).slice(0, SHOWN);
  const popular = models.affinity?.popular.map(([ref]) => ref) ?? [];
  const mentioned = [...known.values()].flatMap(({ links }) => links?.neighbours.map(([ref]) => ref) ?? []);
  const products = await productsOf(db, shopId, [...new Set([...mentioned, ...popular, ...Object.keys(profile.bought)])]);
  const available = (ref: string): boolean => products.get(ref)?.inStock !== false && products.has(ref);
  const offers = models.affinity === null ? [] : offersFor({ bought: profile.bought, now, links: (ref) => known.get(ref)?.links ?? null, popular, available, excluded: notToOffer(profile, now), most: SHOWN });
  const title = (ref: string): string => products.get(ref)?.title ?? ref;
  return {
    rebuys: rebuys.map(({ productRef, words }) => ({ ref: productRef, title: title(productRef), words })),
    offers: offers.map(({ productRef, because }) => ({ ref: productRef, title: title(productRef), words: because === null ? "Among the best-sellers of your shop." : `Often bought by those who have ${title(because)}.` })),
  };
}

async function productsOf(db: Database, shopId: string, refs: readonly string[]): Promise<ReadonlyMap<string, { readonly title: string; readonly inStock: boolean | null }>> {
  const rows = await db.product.findMany({ where: { shopId, ref: { in: [...refs] } }, select: { ref: true, title: true, state: true } });
  return new Map(rows.map(({ ref, title, state }) => [ref, { title, inStock: (state as { inStock?: boolean | null }).inStock ?? null }]));
}
