import type { DemoStore, Product } from "../stores/store.ts";

/** The number a store's platform knows one of its products by. */
export function productIdOf(store: Pick<DemoStore, "platform" | "products">, product: Product): number {
  const index = store.products.indexOf(product);
  return store.platform === "shopify" ? 8_100_000_000_000 + index : 210 + index * 7;
}

/** The same as order lines and calls name it. */
export function productRefOf(store: Pick<DemoStore, "platform" | "products">, product: Product): string {
  return String(productIdOf(store, product));
}
