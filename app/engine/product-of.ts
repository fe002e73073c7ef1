import { deliveredAt } from "../core/event/order-facts.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { ProductAtHand } from "../core/journey/product-at-hand.ts";
import { timesOf } from "../core/profile/bought.ts";
import type { Profile } from "../core/profile/profile.ts";
import { gapPerUnit } from "../core/scoring/gaps.ts";
import { replenishable } from "../core/scoring/replenishable.ts";
import { tableDays } from "../core/scoring/replenish-table.ts";
import type { Speed } from "../core/scoring/replenish-table.ts";
import { runOut } from "../core/scoring/run-out.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { StoredProduct } from "./working-set.ts";

type Shelf = { readonly shop: Shop; readonly products: { get(ref: string): StoredProduct | undefined } };

/** What is known of the product of a walk: whether it can be had, and when this customer will have used it up. */
export function productAtHand(work: Shelf, profile: Profile, order: OrderState | null, ref: string): ProductAtHand {
  const { shop } = work;
  const known = work.products.get(ref);
  const lines = order?.details?.lines.filter((line) => line.productRef === ref) ?? [];
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  const { quantityExponent } = shop.stats;
  const own = gapsOf(profile, ref, quantityExponent);
  const stats = shop.stats.products[ref] ?? null;
  const speed = speedOf(shop, lines[0]?.title ?? known?.title ?? "", lines[0]?.sku ?? known?.sku ?? null);
  const unitPrice = lines[0] && lines[0].quantity > 0 ? lines[0].total / lines[0].quantity : null;
  const lastAt = order ? deliveredAt(order) : null;
  const currency = order?.details?.currency ?? shop.currency;
  return {
    ref,
    inStock: known?.inStock ?? null,
    replenishable: replenishable({ product: stats, family: null, own, tableSpeed: speed }) !== null,
    runOut: lastAt === null ? null : runOut({
      lastAt, quantity, quantityExponent, own, product: stats?.gaps ?? null, family: null,
      tableDays: speed === null ? null : tableDays(speed, unitPrice, shop.stats.medianPrice[currency] ?? null),
    }),
  };
}

/** The customer's own days per unit (to the power the shop's past has shown) between purchases of a product. */
function gapsOf(profile: Profile, ref: string, exponent: number | undefined): number[] {
  const times = timesOf(profile.bought, ref);
  return times.slice(1).flatMap(([at], index) => {
    const [before, quantity] = times[index] as readonly [number, number];
    return gapPerUnit((at - before) / DAY, quantity, exponent) ?? [];
  });
}

/** The merchant's own table, by words in the title or by SKU; the first that fits. */
function speedOf(shop: Shop, title: string, sku: string | null): Speed | null {
  const words = title.toLowerCase();
  return shop.settings.consumables.find(({ match }) => match === sku || words.includes(match.toLowerCase()))?.speed ?? null;
}
