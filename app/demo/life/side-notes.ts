import { shopifyBody } from "#connectors/shopify/fixtures.ts";
import { wooBody, wooError } from "#connectors/woocommerce/fixtures.ts";
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { Random } from "./random.ts";
import type { Span, StoreWebhook } from "./store-webhook.ts";

/** What a real store sends beside orders and customers, and nobody reads: a price that changed, an order gone before it was told. */
export function sideNotes(store: DemoStore, seed: string, began: Instant, { from, until }: Span): StoreWebhook[] {
  const notes: StoreWebhook[] = [];
  const random = new Random(`${seed}|${store.id}|side notes`);
  for (let at = began + 3 * DAY; at <= until; at += random.int(9 * 24, 20 * 24) * HOUR + random.int(0, 59) * MINUTE) {
    const product = random.pick(store.products);
    const gone = random.chance(0.2);
    if (at <= from) continue;
    if (store.platform === "shopify") notes.push(note(at, "products/update", shopifyBody({ id: 8_100_000_000_000 + store.products.indexOf(product), title: product.title, status: "active" })));
    else if (gone) notes.push(note(at, "order.updated", wooBody(wooError())));
    else notes.push(note(at, "product.updated", wooBody({ id: 210 + store.products.indexOf(product) * 7, name: product.title, sku: product.sku, status: "publish" })));
  }
  return notes;
}

function note(at: Instant, topic: string, body: Uint8Array): StoreWebhook {
  return { at, topic, body: new TextDecoder().decode(body) };
}
