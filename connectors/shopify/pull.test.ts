/** A shop's past and its changes, read from a pretended shop over HTTP: what is read is what the shop holds. */
import { afterEach, describe, expect, it } from "vitest";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { startShopify } from "../../test/doubles/shopify/index.ts";
import type { ShopifyDouble } from "../../test/doubles/shopify/index.ts";
import { ALL, connectTo, NOW, pages, said } from "./testing.ts";

const open: ShopifyDouble[] = [];
afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

async function shopOf(sizes: { orders?: number; customers?: number; products?: number; scopes?: readonly string[] } = {}): Promise<ShopifyDouble> {
  const shop = await startShopify({ now: NOW, orders: 45, customers: 9, products: 7, ...sizes });
  open.push(shop);
  return shop;
}

/** In the words of the double's truth, so that both can be compared. */
function known(snapshots: readonly Snapshot[]): object {
  const sorted = <T extends { ref: string }>(list: T[]): T[] => [...new Map(list.map((one) => [one.ref, one])).values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  return {
    orders: sorted(snapshots.flatMap((one) => (one.kind !== "order" ? [] : [{
      ref: one.ref, email: one.customer.email, total: one.total, currency: one.currency, paid: one.paidAt !== null, cancelled: one.cancelledAt !== null,
      shipped: one.shipments.length > 0, refunded: one.refunds.reduce((sum, refund) => sum + refund.amount, 0),
    }]))),
    customers: sorted(snapshots.flatMap((one) => (one.kind === "customer" ? [{ ref: one.ref, email: one.customer.email, firstName: one.customer.firstName }] : []))),
    products: sorted(snapshots.flatMap((one) => (one.kind === "product" ? [{ ref: one.ref, title: one.title, inStock: one.inStock }] : []))),
  };
}

async function everything(shop: ShopifyDouble): Promise<Snapshot[]> {
  const { client } = connectTo(shop);
  const found: Snapshot[] = [];
  for (const { key } of client.resources) found.push(...said(await pages(client, key)));
  return found;
}

describe("the past", () => {
  it("comes by bulk export, children far from their parents and all", async () => {
    const shop = await shopOf();
    const found = await everything(shop);
    expect(known(found)).toEqual(shop.truth());
    expect(shop.exports.started).toBe(3);
    const order = found.find((one) => one.kind === "order");
    expect(order?.kind === "order" && order.lines.map(({ ref }) => ref)).toEqual(shop.store.orders.find(({ id }) => id === order?.ref)?.lines.map(({ id }) => id));
  });

  it.each([
    ["bulk operations are not enabled for the app", (shop: ShopifyDouble) => void (shop.exports.enabled = false)],
    ["the export fails", (shop: ShopifyDouble) => void (shop.exports.failWith = "FAILED")],
    ["the export is cancelled", (shop: ShopifyDouble) => void (shop.exports.failWith = "CANCELED")],
  ])("comes by pages when %s", async (_when, spoil) => {
    const shop = await shopOf();
    const byExport = await everything(shop);
    spoil(shop);
    const byPages = await everything(shop);
    expect(known(byPages)).toEqual(shop.truth());
    expect(new Set(byPages.map((one) => JSON.stringify(one)))).toEqual(new Set(byExport.map((one) => JSON.stringify(one))));
  });

  it("of an empty shop is nothing", async () => {
    const { client } = connectTo(await shopOf({ orders: 0 }));
    const found = await pages(client, "orders");
    expect(said(found)).toEqual([]);
    expect(found.at(-1)).toMatchObject({ next: null, total: 0 });
  });

  it("tells how many there are, and asks for time while the export runs", async () => {
    const { client } = connectTo(await shopOf());
    const found = await pages(client, "orders");
    expect(found.slice(0, 2).every(({ waitMs }) => waitMs > 0)).toBe(true);
    expect(found.at(-1)?.total).toBe(45);
  });

  it("is the last 60 days without read_all_orders, and says so", async () => {
    const shop = await shopOf({ scopes: ["read_orders", "read_customers", "read_products"] });
    for (const spoiled of [false, true]) {
      shop.exports.enabled = !spoiled;
      const found = await pages(connectTo(shop).client, "orders");
      const recent = shop.store.orders.filter(({ createdAt }) => createdAt >= NOW - 60 * 86_400_000);
      expect(recent.length).toBeGreaterThan(0);
      expect(recent.length).toBeLessThan(45);
      expect(said(found).filter(({ kind }) => kind === "order")).toHaveLength(recent.length);
      for (const { note } of found) expect(note).toContain("last 60 days of orders");
    }
    expect((await pages(connectTo(shop).client, "products"))[0]?.note).toBeNull();
  });

  it("goes on from any place after a crash, in another process, and ends the same", async () => {
    for (const enabled of [true, false]) {
      const shop = await shopOf();
      shop.exports.enabled = enabled;
      const first = await pages(connectTo(shop).client, "orders");
      const whole = known(said(first));
      for (const [index, { next }] of first.entries()) {
        if (next === null) continue;
        const later = await pages(connectTo(shop).client, "orders", ALL, next);
        expect(known([...said(first.slice(0, index + 1)), ...said(later)])).toEqual(whole);
      }
    }
  });

  it("begins anew when the export's file is gone, or its cursor is of another release", async () => {
    const shop = await shopOf();
    const { client } = connectTo(shop);
    const started = await pages(client, "orders");
    const reading = started.map(({ next }) => next).find((next) => next?.includes('"read"')) ?? null;
    expect(reading).not.toBeNull();
    shop.exports.expire();
    for (const cursor of [reading, "nonsense", '{"step":"of old"}']) {
      expect(known(said(await pages(connectTo(shop).client, "orders", ALL, cursor)))).toMatchObject({ orders: shop.truth().orders });
    }
  });

  it("is read in smaller pages where Shopify finds one too costly, and the rest of long lists after them", async () => {
    const shop = await shopOf({ products: 40 });
    shop.exports.enabled = false;
    shop.change({ kind: "order_placed", customer: 1, products: Array.from({ length: 250 }, (_, index) => 1 + (index % 40)), paid: true }, NOW);
    shop.limits.mostCost = 100;
    const found = said(await pages(connectTo(shop).client, "orders"));
    expect(known(found)).toMatchObject({ orders: shop.truth().orders });
    expect(Math.max(...found.map((one) => (one.kind === "order" ? one.lines.length : 0)))).toBe(250);
  });
});

describe("what changed", () => {
  it("is read by pages, the last change last, and nothing else", async () => {
    const shop = await shopOf();
    const since = NOW + 60_000;
    shop.change({ kind: "order_paid", order: 4 }, since + 5000);
    shop.change({ kind: "order_shipped", order: 8, tracking: "1Z8" }, since + 2000);
    shop.change({ kind: "customer_changed", customer: 3, firstName: "Zoe", consents: false }, since + 1000);
    shop.change({ kind: "product_changed", product: 2, inStock: false }, since + 1000);
    const { client } = connectTo(shop);
    const window = { since, until: since + 60_000 };
    const orders = said(await pages(client, "orders", window)).filter(({ kind }) => kind === "order");
    expect(orders.map((one) => "ref" in one && one.ref)).toEqual([shop.truth().orders[7]?.ref, shop.truth().orders[3]?.ref]);
    expect(said(await pages(client, "customers", window))).toMatchObject([{ customer: { firstName: "Zoe" }, consents: [{ channel: "email", granted: false, at: since + 1000 }] }]);
    expect(said(await pages(client, "products", window))).toMatchObject([{ inStock: false }]);
    expect(shop.exports.started).toBe(0);
  });

  it("after the window is left to the next one", async () => {
    const shop = await shopOf();
    for (let order = 1; order <= 45; order++) shop.change({ kind: "order_cancelled", order }, NOW + order * 60_000);
    const found = await pages(connectTo(shop).client, "orders", { since: NOW + 60_000, until: NOW + 60_000 });
    expect(found).toHaveLength(1);
  });
});

describe("on a bad day", () => {
  it.each(["server_error", "html", "cut_off"] as const)("%s is a matter of trying again, and ends the same", async (fault) => {
    const shop = await shopOf({ orders: 12 });
    const { client } = connectTo(shop);
    const snapshots: Snapshot[] = [];
    let failures = 0;
    let cursor: string | null = null;
    for (let turn = 0; turn < 50; turn++) {
      if (turn % 2 === 0) shop.failNext([fault, fault, fault, fault]);
      try {
        const page = await client.pull("orders", ALL, cursor);
        snapshots.push(...said([page]));
        if (page.next === null) break;
        cursor = page.next;
      } catch (error) {
        failures += 1;
        expect(error).toMatchObject({ name: "PlatformError", passes: true });
      }
    }
    expect(failures).toBeGreaterThan(2);
    expect(known(snapshots)).toMatchObject({ orders: shop.truth().orders });
  });

  it.each(["server_error", "html", "cut_off"] as const)("%s now and then is not even noticed", async (fault) => {
    const shop = await shopOf();
    shop.failNext([fault, fault, fault]);
    const { client, slept } = connectTo(shop);
    expect(await client.about()).toMatchObject({ domain: shop.domain });
    expect(slept).toEqual([1000, 2000, 3000]);
  });

  it("a full hour of throttling passes to whoever asked, with when to come back", async () => {
    const shop = await shopOf();
    const { client, slept } = connectTo(shop);
    shop.failNext(["throttled"]);
    await client.pull("products", { since: NOW, until: NOW }, null);
    expect(slept.length).toBeGreaterThan(0);
    shop.failNext(Array.from({ length: 30 }, () => "throttled" as const));
    await expect(client.pull("products", { since: NOW, until: NOW }, null)).rejects.toMatchObject({ kind: "throttled", retryAfterMs: expect.any(Number) as number });
  });
});
