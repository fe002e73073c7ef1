/** The body of product.created, .updated and .restored as WooCommerce writes it (REST v3), written for this project. */
import { formatInstant } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Id, Json } from "./fixtures.ts";

export type WooProductInput = {
  readonly id: Id;
  readonly name: string;
  readonly createdAt: Instant;
  readonly modifiedAt?: Instant;
  readonly type?: string;
  readonly status?: string;
  /** In the shop's own decimals; "" for a product without one. */
  readonly price?: string;
  readonly sku?: string;
  readonly stockStatus?: "instock" | "outofstock" | "onbackorder";
  readonly stock?: number | null;
  readonly parentId?: Id;
  readonly variations?: readonly number[];
  readonly imageUrl?: string;
  /** Laid over the finished body: for what a test wants broken. */
  readonly overrides?: Json;
};

export function wooProduct(input: WooProductInput): Json {
  const date = (at: Instant): string => formatInstant(at).slice(0, 19);
  const modified = input.modifiedAt ?? input.createdAt;
  return {
    id: Number(input.id), name: input.name, slug: `product-${input.id}`, type: input.type ?? "simple", status: input.status ?? "publish",
    date_created: date(input.createdAt), date_created_gmt: date(input.createdAt), date_modified: date(modified), date_modified_gmt: date(modified),
    sku: input.sku ?? "", price: input.price ?? "", regular_price: input.price ?? "", manage_stock: typeof input.stock === "number", stock_quantity: input.stock ?? null,
    stock_status: input.stockStatus ?? "instock", backorders: "no", parent_id: Number(input.parentId ?? 0), variations: input.variations ?? [],
    images: input.imageUrl === undefined ? [] : [{ id: 1, src: input.imageUrl }], meta_data: [], ...input.overrides,
  };
}
