import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import type { Access, PlatformClient, PullPage } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { publicLookup } from "#app/channels/webhook/public-address.ts";
import { startWooStore } from "#test/doubles/woocommerce/index.ts";
import type { WooCommerceDouble } from "#test/doubles/woocommerce/index.ts";
import { connect } from "./client.ts";
import { woocommerce } from "./index.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const AT = { url: "https://app.example/webhooks/woocommerce/shop-1", secret: "hush" };
const shop = { id: "shop-1", domain: "https://shop.example", currency: "USD", country: "US", timeZone: "UTC" };
let store: WooCommerceDouble;
afterEach(() => store?.close());

type Over = Partial<Parameters<typeof startWooStore>[0]>;
async function open(over: Over = {}): Promise<PlatformClient> {
  store = await startWooStore({ now: NOW, orders: 12, customers: 5, products: 4, ...over });
  return client();
}

function client(credentials: object = {}, reach: Partial<Access["reach"]> = {}): PlatformClient {
  const given = { ...(store.credentials as object), ...credentials };
  const whole = { now: () => NOW, sleep: () => Promise.resolve(), random: () => "r", allowPrivate: false, ...store.reach, ...reach };
  return connect({ shop, credentials: given, keep: () => Promise.resolve(), read: () => Promise.resolve(given), alone: (_name, work) => work(), keys: null, scopes: ["read_write"], reach: whole });
}

async function failure(asked: Promise<unknown>): Promise<PlatformError> {
  const error = await asked.then(() => null, (thrown: unknown) => thrown);
  if (!(error instanceof PlatformError)) throw new Error(`expected a PlatformError, got ${inspect(error)}`);
  return error;
}

/** All pages; `between` is done after each of them. */
async function all(woo: PlatformClient, resource: string, since: number | null, between: () => void = () => undefined): Promise<{ snapshots: Snapshot[]; refs: string[]; pages: PullPage[] }> {
  const pages: PullPage[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await woo.pull(resource, { since, until: NOW }, cursor);
    pages.push(page);
    if (pages.length > 40) throw new Error("the list does not end");
    between();
    if ((cursor = page.next) === null) break;
  }
  const items = pages.flatMap((page) => page.items);
  const snapshots = items.flatMap((item) => {
    const read = woocommerce.translate(item.topic, item.body, NOW, shop);
    if (read.kind !== "snapshots") throw new Error(JSON.stringify(read));
    return read.snapshots;
  });
  return { snapshots, refs: items.map(({ ref }) => ref), pages };
}

describe("a store", () => {
  it.each([
    ["as most are", {}], ["in a folder", { folder: "/store" }], ["with plain permalinks", { plainPermalinks: true }], ["with plain permalinks in a folder", { plainPermalinks: true, folder: "/a/b" }],
    ["whose host takes the Authorization header away", { stripsAuthorization: true }], ["without TLS, with signed requests", { local: true }],
    ["without TLS and with plain permalinks", { local: true, plainPermalinks: true }], ["whose plugins print notices", { notices: true }],
  ])("%s tells about itself, is read and is listened to", async (_how, over) => {
    const woo = await open(over);
    expect(await woo.about()).toEqual({ domain: store.domain, name: "Bob's Mugs", storeUrl: store.domain, currency: "USD", country: "US", timeZone: "America/New_York", locale: "en-US", email: "hello@shop.example" });
    expect((await all(woo, "orders", NOW - 900 * 86_400_000)).refs).toHaveLength(12);
    expect((await woo.listen(AT)).every(({ state }) => state === "created")).toBe(true);
    expect((await woo.listen(AT)).every(({ state }) => state === "active")).toBe(true);
  });

  it("takes no key that may only read", async () => {
    const woo = await open();
    const key = store.store.keys.create("read");
    expect(await failure(client({ consumerKey: key.key, consumerSecret: key.secret }).about())).toMatchObject({ kind: "forbidden", forMerchant: expect.stringContaining("Read/Write") });
    expect((await woo.about()).currency).toBe("USD");
  });
});

describe("what goes wrong", () => {
  it.each([
    ["throttled", "throttled", true], ["server_error", "unavailable", true], ["html", "unavailable", true], ["cut_off", "unavailable", true], ["slow", "unavailable", true], ["unauthorised", "unauthorised", false],
  ] as const)("%s is %s, and no key is in it", async (fault, kind, passes) => {
    for (const local of [false, true]) {
      await store?.close();
      const woo = await open({ local });
      store.failNext([fault]);
      const error = await failure(woo.pull("orders", { since: null, until: NOW }, null));
      expect(error).toMatchObject({ kind, passes, retryAfterMs: fault === "throttled" ? 2000 : null });
      const { consumerKey, consumerSecret } = store.credentials as { consumerKey: string; consumerSecret: string };
      const shown = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}${error.stack}${error.forMerchant}`;
      expect(shown).not.toContain(consumerSecret);
      expect(shown).not.toContain(consumerKey);
      expect((await woo.pull("orders", { since: null, until: NOW }, null)).items).toHaveLength(12);
    }
  });

  it("is told in words a merchant understands", async () => {
    await open({ local: true });
    expect(await failure(client({ consumerSecret: "cs_wrong" }).about())).toMatchObject({ kind: "unauthorised" });
    expect((await failure(client({ url: `${store.domain}/nothing` }).about())).forMerchant).toMatch(/No WooCommerce.* answers at localhost/);
    expect((await failure(client({ consumerKey: "" }).about())).kind).toBe("unauthorised");
    for (const credentials of [{ url: "ftp://shop.example" }, { auth: "none" }, { consumerSecret: 5 }]) expect(() => client(credentials)).toThrow(PlatformError);
  });

  it.each(["https://127.0.0.1:1", "https://[::1]:1", "https://10.0.0.8", "https://0x7f.1", "https://localhost"])("a store at %s is refused where private networks are", async (url) => {
    await open();
    const error = await failure(client({ url }, { allowPrivate: false, lookup: publicLookup, resolve: (same) => same }).about());
    expect(error).toMatchObject({ kind: "refused", forMerchant: expect.stringContaining("private network") });
  });

  it("a store without TLS is refused", async () => {
    await open({ local: true });
    expect((await failure(client({}, { allowPrivate: false, lookup: publicLookup }).about())).forMerchant).toBe("The shop's address must begin with https://.");
  });
});

describe("reading", () => {
  it("all there is gives each row once, in the webhook's own words", async () => {
    const woo = await open({ orders: 250, customers: 130, products: 101 });
    const truth = store.truth();
    for (const [resource, rows] of [["orders", truth.orders], ["customers", truth.customers], ["products", truth.products]] as const) {
      const { refs, pages } = await all(woo, resource, null);
      expect(refs).toEqual(rows.map(({ ref }) => ref));
      expect(pages[0]?.total).toBe(rows.length);
    }
    await woo.listen(AT);
    store.change({ kind: "order_refunded", order: 250, amount: 50 }, NOW);
    const [sent] = store.takeWebhooks("shop-1");
    const told = sent && woocommerce.translate("order.updated", sent.body, NOW, shop);
    const { snapshots } = await all(woo, "orders", NOW - 1000);
    expect(told).toEqual({ kind: "snapshots", snapshots });
  });

  it("misses nothing when rows go away between pages", async () => {
    const woo = await open({ orders: 400, customers: 3, products: 3 });
    const { orders } = store.store.room;
    const kept = orders.slice(150).map(({ id }) => String(id));
    const { refs } = await all(woo, "orders", null, () => void orders.splice(0, 50));
    expect(refs).toEqual(expect.arrayContaining(kept));
    expect(new Set(refs).size).toBe(refs.length);
  });

  it("misses no change, though rows change between pages and hundreds share one second", async () => {
    const woo = await open({ orders: 500, customers: 3, products: 3 });
    const { orders } = store.store.room;
    for (const order of orders) order.modifiedAt = NOW - 60_000;
    let turn = 0;
    const { refs } = await all(woo, "orders", NOW - 60_000, () => {
      for (let index = 0; index < 10 && turn < 5; index++) store.change({ kind: "order_paid", order: turn * 10 + index + 1 }, NOW);
      turn++;
    });
    expect(new Set(refs)).toEqual(new Set(orders.map(({ id }) => String(id))));
  });

  it("finds new customers, and changed ones by looking through all in turn", async () => {
    const woo = await open({ customers: 5 });
    const { refs, pages } = await all(woo, "customers", NOW);
    expect(refs).toEqual(["2", "3", "4", "5", "6"]);
    expect(pages[0]?.note).toMatch(/in turn/);
    await store.close();
    const large = await open({ customers: 2500, orders: 1 });
    const { customers } = store.store.room;
    expect((await all(large, "customers", customers.at(-3)?.createdAt ?? 0)).refs.slice(0, 3)).toEqual(["2501", "2500", "2499"]);
    const met = new Set<string>();
    for (let turn = 0; turn < 12; turn++) {
      for (let cursor: string | null = null; ; ) {
        const { items, next } = await large.pull("customers", { since: NOW, until: NOW + turn * 600_000 }, cursor);
        for (const { ref } of items) met.add(ref);
        if ((cursor = next) === null) break;
      }
    }
    expect(met.size).toBe(2500);
  });
});

describe("listening", () => {
  it("mends what is disabled, wrong or double, and leaves alone what is another's", async () => {
    const woo = await open();
    const { hooks } = store.store;
    for (let index = 0; index < 120; index++) hooks.create({ topic: "order.created", delivery_url: `https://other.example/${index}`, status: "active" });
    await woo.listen(AT);
    const ours = () => [...hooks.all.values()].filter(({ delivery_url }) => delivery_url.includes("shop-1"));
    expect(ours()).toHaveLength(11);
    const [disabled, moved, double] = ours();
    if (disabled) disabled.status = "disabled";
    if (moved) moved.delivery_url = "https://old.example/webhooks/woocommerce/shop-1";
    hooks.create({ ...double, status: "active" });
    const states = (await woo.listen(AT)).map(({ topic, state }) => [topic, state]);
    expect(Object.fromEntries(states)).toMatchObject({ "order.created": "repaired", "order.updated": "repaired", "order.restored": "active" });
    expect(ours()).toHaveLength(11);
    expect(ours().every(({ status, delivery_url, secret }) => status === "active" && delivery_url === AT.url && secret === "hush")).toBe(true);
    expect((await woo.listen({ ...AT, secret: "new" })).every(({ state }) => state === "repaired")).toBe(true);
    expect(ours().every(({ secret }) => secret === "new")).toBe(true);
    await woo.leave(AT);
    expect(ours()).toEqual([]);
    expect(hooks.all.size).toBe(120);
  });

  it("is disabled by the seventh failure in a row, and leaves also a store that knows us no more", async () => {
    const woo = await open();
    await woo.listen(AT);
    for (let time = 0; time < 7; time++) {
      store.change({ kind: "customer_changed", customer: 1, firstName: `A${time}`, consents: null }, NOW + time * 1000);
      for (const sent of store.takeWebhooks("shop-1")) store.webhookFailed(sent);
    }
    expect((await woo.listen(AT)).filter(({ state }) => state === "repaired").map(({ topic }) => topic)).toEqual(["customer.updated"]);
    store.store.keys.all.clear();
    await expect(woo.leave(AT)).resolves.toBeUndefined();
  });

  it("tells our plugin which shop it is of, and takes that back", async () => {
    const woo = await open({ plugin: true });
    await woo.listen(AT);
    expect(store.store.link).toEqual({ app: "https://app.example", shop: "shop-1", secret: "hush" });
    await woo.leave(AT);
    expect(store.store.link).toBeNull();
  });
});

describe("acting", () => {
  it("makes a code once, for one use by one address", async () => {
    const woo = await open();
    const code = { code: "BACK-7Q2", percent: 15, endsAt: NOW + 86_400_000, customerRef: "2", email: "a@example.com", title: "Win-back" };
    await woo.createDiscountCode(code);
    await woo.createDiscountCode(code);
    expect([...store.store.coupons.values()]).toEqual([expect.objectContaining({ code: "back-7q2", amount: "15", discount_type: "percent", usage_limit: 1, email_restrictions: ["a@example.com"], date_expires_gmt: "2026-05-02T09:00:00" })]);
  });

  it("notes on the customer's latest order, once, knows what is in stock, and cannot tag", async () => {
    const woo = await open({ products: 8, orders: 40 });
    await woo.noteCustomer("2", "Thank them");
    await woo.noteCustomer("2", "Thank them");
    expect(store.store.notes).toEqual([{ order: store.store.room.orders.findLast(({ customer }) => customer.id === 2)?.id, note: "Thank them" }]);
    expect((await failure(woo.noteCustomer("999", "x"))).kind).toBe("unable");
    expect(await woo.stock(["11", "17", "999", "abc"])).toEqual(new Map([["11", true], ["17", false]]));
    expect(await failure(woo.tagCustomer("2", "vip"))).toMatchObject({ kind: "unable", forMerchant: "WooCommerce customers have no tags." });
  });
});
