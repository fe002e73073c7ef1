import type { ShopContext } from "#app/core/event/connector.ts";
import type { ProductSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { readInstant, readMoney, readUrl } from "#app/core/event/payload/values.ts";
import { refOf } from "./ids.ts";
import type { Product, Variant } from "./payloads.ts";
import { versioned } from "./version.ts";

/**
 * Of products/create and products/update, with all its variants. A change of stock alone sends products/update too,
 * and moves `updated_at`.
 */
export function productSnapshot(product: Product, receivedAt: Instant, shop: ShopContext): ProductSnapshot {
  const { variants } = product;
  const prices = variants.flatMap((variant, index) => readMoney(variant.price, shop.currency, `variants[${index}].price`) ?? []).filter((price) => price >= 0);
  const content = {
    kind: "product" as const,
    ref: refOf(product),
    title: product.title ?? "",
    sku: variants.find((variant) => variant.sku !== null)?.sku ?? null,
    imageUrl: [product.image?.src, ...product.images.map((image) => image.src)].map((src) => readUrl(src ?? null)).find((url) => url !== null) ?? null,
    inStock: isActive(product) && variants.length > 0 ? anyInStock(variants) : isActive(product) ? null : false,
    price: prices.length > 0 ? Math.min(...prices) : null,
    deleted: false,
  };
  const updatedAt = readInstant(product.updated_at, "updated_at") ?? readInstant(product.created_at, "created_at") ?? receivedAt;
  return versioned(content, updatedAt, 0);
}

/** products/delete says no more than the id, so it happened when we heard of it. */
export function deletedProduct(product: Product, receivedAt: Instant): ProductSnapshot {
  return versioned({ kind: "product" as const, ref: refOf(product), title: "", sku: null, imageUrl: null, inStock: false, price: null, deleted: true }, receivedAt, 1);
}

/** A draft or an archived product cannot be bought; a payload without `status` is of an API that had none. */
function isActive({ status }: Product): boolean {
  return status === null || status.toLowerCase() === "active";
}

/** Whether one of them can be bought; null when none can and some do not tell. */
function anyInStock(variants: readonly Variant[]): boolean | null {
  const told = variants.map(canBeBought);
  return told.includes(true) ? true : told.includes(null) ? null : false;
}

/**
 * `inventory_policy` "continue" sells beyond zero. Where it is not said whether stock is counted, none left means none:
 * asking someone to buy what is gone is worse than not asking.
 */
function canBeBought({ inventory_management: counted, inventory_policy: policy, inventory_quantity: quantity }: Variant): boolean | null {
  if (counted === "not counted" || policy === "continue") return true;
  return quantity !== null && /^-?\d+$/.test(quantity) ? Number(quantity) > 0 : null;
}
