import type { ShopContext } from "#app/core/event/connector.ts";
import type { ProductSnapshot } from "#app/core/event/snapshot.ts";
import { readInstant, readMoney, readUrl } from "#app/core/event/payload/values.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { refOf } from "./ids.ts";
import type { Product } from "./payloads.ts";
import { versioned } from "./version.ts";

/** A product of either catalogue. One that is hidden cannot be bought. */
export function productSnapshot(product: Product, toldAt: Instant, shop: ShopContext): ProductSnapshot {
  const amount = product.actualPriceRange?.minValue?.amount ?? product.priceData?.discountedPrice ?? product.priceData?.price ?? null;
  const content = {
    kind: "product" as const,
    ref: refOf(product.id, "id"),
    title: product.name ?? "",
    sku: product.sku,
    imageUrl: readUrl(product.media?.main?.image?.url ?? product.media?.mainMedia?.image?.url ?? null),
    inStock: product.visible === "false" ? false : stockOf(product),
    price: readMoney(amount, shop.currency, "price"),
    deleted: false,
  };
  return versioned(content, readInstant(product.updatedDate ?? product.lastUpdated ?? product.createdDate, "updatedDate") ?? toldAt, 0);
}

/** Whether any variant can be bought; null when it is not told. */
export function stockOf({ stock, inventory }: Pick<Product, "stock" | "inventory">): boolean | null {
  const told = inventory?.availabilityStatus;
  if (told) return told === "IN_STOCK" || told === "PARTIALLY_OUT_OF_STOCK";
  return stock?.inStock === "true" ? true : stock?.inStock === "false" ? false : null;
}

/** A product that is gone. @param field names where the id stood, for the reason when it cannot be read */
export function deletedProduct(ref: string | null, field: string, at: Instant): ProductSnapshot {
  return versioned({ kind: "product" as const, ref: refOf(ref, field), title: "", sku: null, imageUrl: null, inStock: false, price: null, deleted: true }, at, 1);
}
