import { DAY, SECOND } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "../models/store/transaction.ts";
import { SEED } from "./history/seed.ts";
import { writeFuture } from "./history/write-past.ts";
import { numbered } from "./life/another-order.ts";
import { makeFate } from "./life/fate.ts";
import type { Fate } from "./life/fate.ts";
import { shoppersOf, webhooksOf } from "./life/life.ts";
import { makePurchase } from "./life/purchase.ts";
import type { Purchase } from "./life/purchase.ts";
import { Random } from "./life/random.ts";
import { makeShopper } from "./life/shopper.ts";
import type { Shopper } from "./life/shopper.ts";
import type { StoreOrder } from "./life/store-webhook.ts";
import { demoStore } from "./stores/index.ts";
import type { DemoStore } from "./stores/store.ts";

/** Far beyond what the store's own life will ever count to. */
const FIRST_PLACED = 50_000;

type Plan = { readonly shopper: Shopper; readonly nth: number; readonly purchase?: (drawn: Purchase) => Purchase };

/**
 * Plans an order that a shopper places now: its requests are due at once, those about its parcel in the days
 * to come. One time in four it is a customer who bought before. @returns the order's number as the shopper sees it
 */
export async function planOrder(sql: Sql, shopId: string, now: Instant): Promise<string> {
  return planOrderOf(sql, shopId, now, ({ store, random, began, count, placedAt }) => {
    const known = random.chance(0.25) ? returning(store, random, began, placedAt) : null;
    return known ? { shopper: known, nth: 2 } : { shopper: newcomer(store, random, count, placedAt), nth: 0 };
  });
}

/** The same of a shopper of one's own. @throws Error when there is no such demo store */
export async function planOrderOf(sql: Sql, shopId: string, now: Instant, who: (draw: { store: DemoStore; random: Random; began: Instant; count: number; placedAt: Instant }) => Plan): Promise<string> {
  const store = demoStore(shopId);
  if (!store) throw new Error(`there is no demo store ${shopId}`);
  const [row] = await sql.$queryRawUnsafe<{ count: number; began: Date }[]>(
    `SELECT (SELECT count(*)::int FROM demo_webhook WHERE shop_id = $1 AND topic IN ('orders/create', 'order.created')) AS count, installed_at AS began FROM shop WHERE id = $1`, shopId,
  );
  if (!row) throw new Error(`the demo store ${shopId} is not seeded`);
  const { count, began } = row;
  const random = new Random(`${SEED}|${shopId}|placed ${count} ${now}`);
  // Whole seconds, as platforms write them, and long enough ago that the store has told it by now.
  const placedAt = Math.floor(now / SECOND) * SECOND - 6 * SECOND;
  const { shopper, nth, purchase: changed = (drawn) => drawn } = who({ store, random, began: began.getTime(), count, placedAt });
  const purchase = changed(pleasant(() => makePurchase(store, random, shopper, nth, placedAt, nth > 0 ? shopper.arrivedAt : null), isPlain));
  const fate = pleasant(() => makeFate(store, random, purchase), arrives);
  const order: StoreOrder = { ...(store.platform === "shopify" ? numbered(store, FIRST_PLACED + count) : numbered(store, 200_000 + count * 10)), purchase, fate };
  const webhooks = webhooksOf(store, random, order, { from: -Infinity, until: Infinity });
  await writeFuture(sql, shopId, webhooks.sort((a, b) => a.at - b.at));
  return store.platform === "shopify" ? `#${order.number}` : String(order.number);
}

/** An address that tells a newcomer from the made-up customers, who read mail by themselves. */
function newcomer(store: DemoStore, random: Random, count: number, now: Instant): Shopper {
  const shopper = pleasant(() => makeShopper(store, random, 90_000 + count, now), (one) => one.email !== null);
  return { ...shopper, email: `${shopper.email?.replace(/\d*@.*$/, "")}+${count}@example.com`, phone: null, account: "first", consents: true, changesMindAfter: null, sms: false, whatsapp: false };
}

/** Somebody who has had an account for a while; null in a store too young to have any. */
function returning(store: DemoStore, random: Random, began: Instant, now: Instant): Shopper | null {
  const known = shoppersOf(store, SEED, began, now).filter((shopper) => shopper.email !== null && shopper.account === "first" && shopper.arrivedAt < now - 60 * DAY);
  return known.length > 0 ? random.pick(known) : null;
}

/** Draws until it is what a visitor of the demo wants to see. */
function pleasant<T>(draw: () => T, isPleasant: (drawn: T) => boolean): T {
  for (;;) {
    const drawn = draw();
    if (isPleasant(drawn)) return drawn;
  }
}

function isPlain(purchase: Purchase): boolean {
  return purchase.lines.length > 0 && !purchase.test && purchase.payment !== "transfer";
}

function arrives(fate: Fate): boolean {
  return fate.cancelledAt === null && !fate.paymentFailed && fate.refund === null && fate.parcels.length === 1 && (fate.parcels[0]?.deliveredAt ?? null) !== null;
}
