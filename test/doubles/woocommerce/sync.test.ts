/** A connected WooCommerce store, whatever goes wrong on the way: in the end we know what it knows. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CustomerState } from "#app/core/event/customer-state.ts";
import type { OrderState } from "#app/core/event/order-state.ts";
import { testDatabase } from "#test/database.ts";
import { openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import type { Fault, StoreTruth } from "../store-double.ts";
import { startWooStore } from "./index.ts";
import type { WooCommerceDouble } from "./index.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
let now = NOW;
let calls = 0;
/** The fault that the call of this number meets. */
let trouble: { readonly call: number; readonly fault: Fault } | null = null;
let store: WooCommerceDouble;
let door: Door;

beforeEach(async () => {
  await db.$executeRawUnsafe("TRUNCATE shop CASCADE");
  [now, calls, trouble] = [NOW, 0, null];
  store = await startWooStore({ now: NOW, orders: 120, customers: 9, products: 6 });
  door = await open();
});
afterEach(async () => void (await Promise.all([store.close(), door.close()])));

function open(): Promise<Door> {
  const resolve = (url: string): string => {
    calls += 1;
    if (calls === trouble?.call) store.failNext([trouble.fault]);
    return store.reach.resolve?.(url) ?? url;
  };
  return openDoor(db, { url: "https://app.example", reach: { ...store.reach, resolve }, now: () => now, log: { error: () => undefined, warn: () => undefined } });
}

async function install(): Promise<string> {
  const facts = await (await door.app.platforms.trial("woocommerce", store.domain, store.credentials)).about();
  return (await door.app.platforms.install({ platform: "woocommerce", facts, credentials: store.credentials, scopes: ["read_write"] })).shopId;
}

/** Lets time pass until all that was set back is done. */
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await door.app.work.drain();
    now += 2 * MINUTE;
  }
}

async function deliver(shopId: string): Promise<void> {
  for (const sent of store.takeWebhooks(shopId)) {
    const { status } = await fetch(`${door.url}${sent.path}`, { method: "POST", headers: sent.headers, body: Buffer.from(sent.body) });
    if (status !== 200) store.webhookFailed(sent);
  }
}

/** What our side knows, in the words of the store's truth. */
async function known(shopId: string): Promise<StoreTruth> {
  const orders = (await db.order.findMany({ where: { shopId } })).map(({ state }) => state as unknown as OrderState);
  const accounts = await db.account.findMany({ where: { shopId } });
  const products = await db.product.findMany({ where: { shopId } });
  const byRef = <T extends { ref: string }>(rows: T[]): T[] => rows.toSorted((a, b) => Number(a.ref) - Number(b.ref));
  return {
    orders: byRef(orders.map((order) => ({
      ref: order.ref, email: order.details?.customer.email ?? "", total: order.details?.total ?? 0, currency: order.details?.currency ?? "", paid: order.details?.paidAt !== null, cancelled: order.cancelledAt !== null,
      shipped: order.fulfilledAt !== null || Object.keys(order.shipments).length > 0, refunded: Object.values(order.refunds).reduce((sum, { amount }) => sum + amount, 0),
    }))),
    customers: byRef(accounts.map(({ ref, state }) => {
      const customer = (state as unknown as CustomerState).latest?.customer;
      return { ref, email: customer?.email ?? "", firstName: customer?.firstName ?? "" };
    })),
    products: byRef(products.map(({ ref, title, state }) => ({ ref, title, inStock: (state as { inStock: boolean | null }).inStock }))),
  };
}

test("the past is read to its end, with every kind of fault at every call", async () => {
  const faults: Fault[] = ["throttled", "server_error", "html", "cut_off", "slow"];
  const shopId = await install();
  const first = calls + 1;
  await settle();
  const last = calls;
  expect(await known(shopId)).toEqual(store.truth());
  expect(last - first).toBeGreaterThanOrEqual(3);
  for (let call = first; call <= last; call++) {
    await db.$executeRawUnsafe(`DELETE FROM "order" WHERE shop_id = $1`, shopId);
    await door.app.platforms.backfill(shopId);
    trouble = { call: calls + 1 + call - first, fault: faults[call % faults.length] ?? "slow" };
    await settle();
    expect((await known(shopId)).orders, `fault at call ${call}`).toEqual(store.truth().orders);
  }
});

test("a process that dies between two pages is followed by one that goes on", async () => {
  const shopId = await install();
  const died = new Error("killed");
  const pages = calls;
  await door.close();
  // Each life reads one page more than the last before it ends.
  for (let life = 1; life <= 4; life++) {
    now += 10 * MINUTE;
    const resolve = (url: string): string => {
      if ((calls += 1) > pages + life * 2) throw died;
      return store.reach.resolve?.(url) ?? url;
    };
    door = await openDoor(db, { url: "https://app.example", reach: { ...store.reach, resolve }, now: () => now, log: { error: () => undefined, warn: () => undefined } });
    await door.app.work.drain();
    await door.close();
  }
  now += 60 * MINUTE;
  door = await open();
  await settle();
  expect(await known(shopId)).toEqual(store.truth());
});

test("what no webhook told is caught up with, and what both told is one thing", async () => {
  const shopId = await install();
  await settle();
  for (let number = 1; number <= 3; number++) store.change({ kind: "order_placed", customer: number, products: [1], paid: number > 1 }, (now += MINUTE));
  await deliver(shopId);
  store.change({ kind: "order_paid", order: 121 }, (now += MINUTE));
  store.change({ kind: "order_shipped", order: 122, tracking: "1Z9" }, (now += MINUTE));
  store.change({ kind: "order_refunded", order: 123, amount: 200 }, (now += MINUTE));
  store.change({ kind: "order_cancelled", order: 121 }, (now += MINUTE));
  store.change({ kind: "product_changed", product: 2, inStock: false }, (now += MINUTE));
  // None of these arrives.
  store.takeWebhooks(shopId);
  await door.app.platforms.catchUp(shopId);
  await settle();
  expect(await known(shopId)).toEqual(store.truth());
  const events = await db.event.count({ where: { shopId } });
  await door.app.platforms.catchUp(shopId);
  await settle();
  expect(await db.event.count({ where: { shopId } })).toBe(events);
});

test("webhooks that the store disabled are switched on again, and lost changes are found", async () => {
  const shopId = await install();
  await settle();
  const { hooks } = store.store;
  for (let time = 0; time < 7; time++) {
    store.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, (now += MINUTE));
    for (const sent of store.takeWebhooks(shopId)) store.webhookFailed(sent);
  }
  const states = () => [...hooks.all.values()].filter(({ status }) => status === "disabled").map(({ topic }) => topic).toSorted();
  expect(states()).toEqual(["order.created", "order.updated", "product.updated"]);
  await door.app.platforms.listen(shopId);
  expect(states()).toEqual([]);
  const kept = (await db.connection.findFirstOrThrow({ where: { shopId } })).subscriptions as { topic: string; state: string }[];
  expect(kept.filter(({ state }) => state === "repaired").map(({ topic }) => topic).toSorted()).toEqual(["order.created", "order.updated", "product.updated"]);
  await door.app.platforms.catchUp(shopId);
  await settle();
  expect(await known(shopId)).toEqual(store.truth());
});

test("a key that was removed is told to the merchant, and a new one goes on with the same past", async () => {
  const shopId = await install();
  await settle();
  store.store.keys.all.clear();
  await door.app.platforms.catchUp(shopId);
  await door.app.work.drain();
  expect(await db.connection.findFirst({ where: { shopId } })).toMatchObject({ status: "broken", reason: expect.stringContaining("Connect the shop again") });
  const key = store.store.keys.create("read_write");
  const credentials = { ...(store.credentials as object), consumerKey: key.key, consumerSecret: key.secret };
  const facts = await (await door.app.platforms.trial("woocommerce", store.domain, credentials)).about();
  const again = await door.app.platforms.install({ platform: "woocommerce", facts, credentials, scopes: ["read_write"] });
  expect(again).toEqual({ shopId, isNew: false });
  now += 120 * MINUTE;
  await settle();
  expect(await db.connection.findFirst({ where: { shopId } })).toMatchObject({ status: "connected", reason: null });
  expect((await known(shopId)).orders).toHaveLength(120);
});
