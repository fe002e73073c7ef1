import { shopifyBody } from "#connectors/shopify/fixtures.ts";
import { wooBody, wooError } from "#connectors/woocommerce/fixtures.ts";
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { Random } from "./random.ts";
import type { Span, StoreWebhook } from "./store-webhook.ts";

/** What a real store sends beside what it sells and to whom, and nobody reads: a collection that was sorted anew, an order gone before it was told. */
export function sideNotes(store: DemoStore, seed: string, began: Instant, { from, until }: Span): StoreWebhook[] {
  const notes: StoreWebhook[] = [];
  const random = new Random(`${seed}|${store.id}|side notes`);
  for (let at = began + 3 * DAY; at <= until; at += random.int(9 * 24, 20 * 24) * HOUR + random.int(0, 59) * MINUTE) {
    const number = random.int(1, 900);
    const gone = random.chance(0.2);
    if (at <= from) continue;
    if (store.platform === "shopify") notes.push(note(at, "collections/update", shopifyBody({ id: 4_700_000_000_000 + (number % 5), title: "New arrivals", sort_order: "manual" })));
    else if (gone) notes.push(note(at, "order.updated", wooBody(wooError())));
    else notes.push(note(at, "coupon.updated", wooBody({ id: 3_000 + number, code: store.couponCode.toLowerCase(), amount: "10.00", discount_type: "percent" })));
  }
  return notes;
}

function note(at: Instant, topic: string, body: Uint8Array): StoreWebhook {
  return { at, topic, body: new TextDecoder().decode(body) };
}
