import type { ShopContext } from "#app/core/event/connector.ts";
import type { ProductSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { isYes } from "#app/core/event/payload/fields.ts";
import { readMoney, readRef, required } from "#app/core/event/payload/values.ts";
import { readDate } from "./dates.ts";
import type { Product } from "./payloads.ts";
import { versioned } from "./version.ts";

/**
 * A product. Order lines name the configurable one, never its variants, which are products of their own that the shop
 * does not show (visibility 1). Lists do not tell the stock; a single product may.
 */
export function productSnapshot(product: Product, receivedAt: Instant, shop: ShopContext): ProductSnapshot | { readonly unhandled: string } {
  const ref = required(readRef(product.id ?? product.entity_id, "id"), "id");
  if (product.name === null) return { unhandled: "it holds no name: add the field name to the event's subscription in Adobe Commerce" };
  if (product.visibility === "1") return { unhandled: "a variant that the shop does not show by itself" };
  const price = readMoney(product.price, shop.currency, "price");
  const content = {
    kind: "product" as const,
    ref,
    title: product.name,
    sku: product.sku,
    imageUrl: null,
    inStock: inStockOf(product),
    // A configurable product has the price 0: its variants carry theirs.
    price: price !== null && price > 0 ? price : null,
    deleted: false,
  };
  return versioned(content, readDate(product.updated_at, "updated_at") ?? readDate(product.created_at, "created_at") ?? receivedAt, 0);
}

/** Status 2 is "disabled". */
function inStockOf({ status, extension_attributes: more }: Product): boolean | null {
  if (status === "2") return false;
  const told = more?.stock_item?.is_in_stock ?? null;
  return told === null ? null : isYes(told);
}
