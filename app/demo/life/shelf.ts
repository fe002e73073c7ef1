/** What a store tells of its products: all of them when it opens, and those that sell out and come back. */
import { shopifyBody } from "#connectors/shopify/fixtures.ts";
import { shopifyProduct } from "#connectors/shopify/product-fixture.ts";
import { wooBody } from "#connectors/woocommerce/fixtures.ts";
import { wooProduct } from "#connectors/woocommerce/product-fixture.ts";
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore, Product } from "../stores/store.ts";
import { productIdOf } from "./product-ref.ts";
import { Random } from "./random.ts";
import type { Span, StoreWebhook } from "./store-webhook.ts";

export function shelfOf(store: DemoStore, seed: string, began: Instant, { from, until }: Span): StoreWebhook[] {
  const told: StoreWebhook[] = [];
  const tell = (at: Instant, product: Product, inStock: boolean): void => {
    if (at > from && at <= until) told.push(word(store, product, began, at, inStock));
  };
  store.products.forEach((product, index) => tell(began + (index + 1) * MINUTE, product, true));
  const random = new Random(`${seed}|${store.id}|shelf`);
  // What is used up sells out now and then; what lasts is on the shelf.
  const goods = store.products.filter((product) => product.lasts !== undefined);
  for (let at = began + 20 * DAY; at <= until; at += random.int(12 * 24, 30 * 24) * HOUR) {
    const product = random.pick(goods);
    tell(at, product, false);
    tell(at + random.int(4 * 24, 11 * 24) * HOUR, product, true);
  }
  return told;
}

function word(store: DemoStore, product: Product, createdAt: Instant, updatedAt: Instant, inStock: boolean): StoreWebhook {
  const isNew = updatedAt - createdAt < DAY;
  const id = productIdOf(store, product);
  const { title, sku, price } = product;
  if (store.platform === "shopify") {
    const body = shopifyBody(shopifyProduct({ id, title, createdAt, updatedAt, currency: store.currency, variants: [{ price, sku, quantity: inStock ? 40 : 0 }] }));
    return { at: updatedAt, topic: isNew ? "products/create" : "products/update", body: DECODER.decode(body) };
  }
  const body = wooBody(wooProduct({ id, name: title, sku, createdAt, modifiedAt: updatedAt, price: (price / 100).toFixed(2), stockStatus: inStock ? "instock" : "outofstock", stock: inStock ? 40 : 0 }));
  return { at: updatedAt, topic: isNew ? "product.created" : "product.updated", body: DECODER.decode(body) };
}

const DECODER = new TextDecoder();
