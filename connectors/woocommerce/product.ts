import type { ShopContext } from "#app/core/event/connector.ts";
import type { ProductSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { readMoney, readRef, readUrl, required } from "#app/core/event/payload/values.ts";
import { readDate } from "./dates.ts";
import type { Product } from "./payloads.ts";
import { versioned } from "./version.ts";

/**
 * Of product.created, .updated and .restored. A variation sends the same topics under an id of its own; order lines
 * name its product, whose `stock_status` WooCommerce keeps in step, so a variation alone says nothing new.
 */
export function productSnapshot(product: Product, receivedAt: Instant, shop: ShopContext): ProductSnapshot | { readonly unhandled: string } {
  const ref = required(readRef(product.id, "id"), "id");
  if (product.type === "variation" || readRef(product.parent_id, "parent_id") !== null) return { unhandled: "a variation; its product tells whether it can be bought" };
  const price = readMoney(product.price, shop.currency, "price");
  const content = {
    kind: "product" as const,
    ref,
    title: product.name ?? "",
    sku: product.sku,
    imageUrl: product.images.map((image) => readUrl(image.src)).find((url) => url !== null) ?? null,
    inStock: inStockOf(product),
    price: price !== null && price >= 0 ? price : null,
    deleted: false,
  };
  return versioned(content, readDate(product, "date_modified") ?? readDate(product, "date_created") ?? receivedAt, 0);
}

/** product.deleted says no more than the id, so it happened when we heard of it. It comes for binned coupons too. */
export function deletedProduct(id: string | null, receivedAt: Instant): ProductSnapshot {
  const ref = required(readRef(id, "id"), "id");
  return versioned({ kind: "product" as const, ref, title: "", sku: null, imageUrl: null, inStock: false, price: null, deleted: true }, receivedAt, 1);
}

/** `stock_status` counts `manage_stock` in; a variable product that has no variations yet is always "outofstock". */
export function inStockOf({ status, stock_status: stock, type, variations }: Product): boolean | null {
  if (status !== null && status !== "publish") return false;
  if (stock === "instock" || stock === "onbackorder") return true;
  return stock === "outofstock" && !(type === "variable" && variations.length === 0) ? false : null;
}
