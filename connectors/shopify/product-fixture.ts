/** The body of products/create and products/update as Shopify writes it (API 2026-07), written for this project from the REST reference. */
import type { Instant } from "#app/core/shared/instant.ts";
import { decimal, idsOf, stamp } from "./fixture-parts.ts";
import type { Id, Json } from "./fixture-parts.ts";

export type ShopifyProductInput = {
  readonly id: Id;
  readonly title: string;
  readonly createdAt: Instant;
  readonly updatedAt?: Instant;
  readonly currency?: string;
  readonly status?: "active" | "draft" | "archived";
  readonly imageUrl?: string;
  /** `quantity` null: stock is not counted. */
  readonly variants?: readonly { readonly price: number; readonly sku?: string; readonly quantity: number | null; readonly oversell?: boolean }[];
  /** Laid over the finished body: for what a test wants broken. */
  readonly overrides?: Json;
};

export function shopifyProduct(input: ShopifyProductInput): Json {
  const created = stamp(input.createdAt);
  const updated = stamp(input.updatedAt ?? input.createdAt);
  const image = input.imageUrl === undefined ? null : { ...idsOf("ProductImage", `${input.id}9`), src: input.imageUrl };
  const variants = (input.variants ?? []).map(({ price, sku = "", quantity, oversell = false }, index) => ({
    ...idsOf("ProductVariant", `${input.id}${index + 1}`), title: `Variant ${index + 1}`, price: decimal(price, input.currency ?? "USD"), sku, created_at: created, updated_at: updated,
    inventory_management: quantity === null ? null : "shopify", inventory_policy: oversell ? "continue" : "deny", inventory_quantity: quantity ?? 0,
  }));
  return {
    ...idsOf("Product", input.id), title: input.title, body_html: null, vendor: "Example", product_type: "", handle: `product-${input.id}`, status: input.status ?? "active", tags: "",
    created_at: created, updated_at: updated, published_at: created, image, images: image ? [image] : [], options: [], variants, ...input.overrides,
  };
}

/** The body of products/delete. */
export function shopifyDeletedProduct(id: Id): Json {
  return { id: idsOf("Product", id)["id"] };
}
