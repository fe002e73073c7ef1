/** The demo's first start: every store gets its past, and its life to come. */
import { randomBytes } from "node:crypto";
import { connectorFor } from "#connectors/registry.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { connectShop } from "../../models/connect-shop.ts";
import type { Translate } from "../../engine/ports.ts";
import { lifeOf } from "../life/life.ts";
import type { DemoStore } from "../stores/store.ts";
import { liveThrough } from "./live-through.ts";
import type { Past } from "./live-through.ts";
import { inPlainTransaction } from "./plain-sql.ts";
import { journeysOf, shopOf } from "./shop-of.ts";
import { turnJourneys } from "./turn-journeys.ts";
import { writeFuture, writePast } from "./write-past.ts";

/** One seed for all: every demo has the same customers. */
export const SEED = "afterglow";
export const PAST = 730 * DAY;
/** How far ahead the life to come is kept. */
export const FUTURE = 120 * DAY;

export type Credentials = { readonly apiKey: string; readonly writeKey: string; readonly webhookSecret: string };

/** A past that is lived through, and not written yet. */
export type Lived = { readonly orders: number; readonly customers: number; readonly deliveries: number; readonly events: number; readonly messages: number; readonly past: Past; write(databaseUrl: string): Promise<void> };

/**
 * Lives through `past` before `start`. Writing it is one transaction: the shop is there whole or not at all.
 *
 * @param salt of the shop's draws: the same one gives the same past
 */
export async function liveStore(store: DemoStore, credentials: Credentials, start: Instant, past: number = PAST, future: number = FUTURE, salt: string = randomBytes(24).toString("base64url")): Promise<Lived> {
  const shop = shopOf(store, salt);
  const connector = connectorFor(store.platform);
  if (!connector) throw new Error(`there is no connector for ${store.platform}`);
  const began = start - past;
  const { webhooks } = lifeOf(store, SEED, began, { from: -Infinity, until: start + future });
  const present = webhooks.findIndex((webhook) => webhook.at > start);
  const split = present < 0 ? webhooks.length : present;
  const turned = journeysOf(store);
  const journeys = turned.map(({ definition }) => ({ version: 1, definition }));
  const translate: Translate = ({ topic, body, receivedAt }) => connector.translate(topic, body, receivedAt, shop);
  const lived = await liveThrough({ store, shop, journeys, translate, seed: SEED, began }, webhooks.slice(0, split), start);
  const { work } = lived.store;
  const headersOf = (body: Uint8Array, topic: string) => ({ ...connector.sign(body, credentials.webhookSecret, topic), ...domainHeader(store) });
  return {
    orders: [...work.orders.values()].length,
    customers: [...work.profiles.values()].length - work.merges.size,
    deliveries: lived.deliveries.length,
    events: new Set(lived.events.map(({ event }) => event.key)).size,
    messages: lived.store.messages.length,
    past: lived,
    write: (databaseUrl) =>
      inPlainTransaction(databaseUrl, async (sql) => {
        await connectShop(sql, { ...shop, secrets: [credentials.webhookSecret], apiKey: credentials.apiKey, writeKey: credentials.writeKey }, began);
        await turnJourneys(sql, store.id, turned);
        await writePast(sql, lived, headersOf, start);
        await writeFuture(sql, store.id, [...webhooks.slice(split), ...lived.toCome]);
      }),
  };
}

/** Which store it is from: Shopify says so in a header, WooCommerce in the address. */
export function domainHeader(store: Pick<DemoStore, "platform" | "domain">): Readonly<Record<string, string>> {
  return store.platform === "shopify" ? { "x-shopify-shop-domain": store.domain } : {};
}
