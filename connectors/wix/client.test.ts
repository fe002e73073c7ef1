import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Access, PlatformClient, Pulled } from "#app/core/event/platform-client.ts";
import type { OrderSnapshot, Snapshot } from "#app/core/event/snapshot.ts";
import { startWixDouble } from "#test/doubles/wix/index.ts";
import type { WixDouble } from "#test/doubles/wix/index.ts";
import { connect } from "./client.ts";
import { wix } from "./index.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const UNTIL = { since: null, until: NOW };
let now = NOW;
const open: WixDouble[] = [];
afterAll(() => Promise.all(open.map((double) => double.close())));

async function start(over: Partial<Parameters<typeof startWixDouble>[0]> = {}): Promise<WixDouble> {
  const double = await startWixDouble({ now: NOW, orders: 250, customers: 120, products: 105, ...over });
  open.push(double);
  return double;
}

function clientOf(double: WixDouble, over: Partial<Access> = {}): PlatformClient {
  return connect({
    shop: { id: "s", domain: double.domain, currency: "USD", country: "US", timeZone: "UTC" }, credentials: double.credentials, keep: async () => undefined, read: async () => double.credentials, alone: (_name, work) => work(), keys: double.keys, scopes: [],
    reach: { now: () => now, sleep: async () => undefined, random: () => "r", allowPrivate: true, ...double.reach }, ...over,
  });
}

/** All of a resource; a `crash` after a page asks for the same page again, as a process that died before it could note it. */
async function pullAll(client: PlatformClient, resource: string, window = UNTIL as { since: number | null; until: number }, crash = false): Promise<Pulled[]> {
  const items = new Map<string, Pulled>();
  let cursor: string | null = null;
  do {
    if (crash) await client.pull(resource, window, cursor);
    const page = await client.pull(resource, window, cursor);
    for (const item of page.items) items.set(item.ref, item);
    cursor = page.next;
  } while (cursor !== null);
  return [...items.values()];
}

const snapshots = (items: readonly Pulled[]): Snapshot[] => items.flatMap(({ topic, body }) => {
  const read = wix.translate(topic, body, NOW, { currency: "USD", country: "US" });
  if (read.kind !== "snapshots") throw new Error(JSON.stringify(read));
  return read.snapshots;
});

beforeEach(() => {
  now = NOW;
});

it("tells what the site is", async () => {
  const double = await start({ orders: 0 });
  expect(await clientOf(double).about()).toEqual({ domain: double.domain, name: "The Mug Site", storeUrl: "https://mugs.example.com", currency: "USD", country: "US", timeZone: "America/New_York", locale: "en", email: "hello@mugs.example.com" });
});

describe("reading", () => {
  it.each([["v3" as const, false], ["v3" as const, true], ["v1" as const, false], ["v1" as const, true]])("brings all there is, of catalogue %s, crashing after every page: %s", async (catalog, crash) => {
    const double = await start({ catalog });
    const client = clientOf(double);
    const truth = double.truth();
    const orders = snapshots(await pullAll(client, "orders", UNTIL, crash));
    const read = orders.filter((one): one is OrderSnapshot => one.kind === "order");
    const refunded = (ref: string): number => orders.reduce((sum, one) => sum + (one.kind === "refund" && one.orderRef === ref ? one.amount : 0), 0);
    const shipped = new Set(orders.flatMap((one) => (one.kind === "shipment" ? [one.orderRef] : [])));
    expect(read.map((one) => ({ ref: one.ref, email: one.customer.email, total: one.total, currency: one.currency, paid: one.paidAt !== null, cancelled: one.cancelledAt !== null, shipped: shipped.has(one.ref), refunded: refunded(one.ref) })).toSorted((a, b) => a.ref.localeCompare(b.ref))).toEqual(truth.orders);
    const customers = snapshots(await pullAll(client, "contacts", UNTIL, crash));
    expect(customers.map((one) => (one.kind === "customer" ? { ref: one.ref, email: one.customer.email, firstName: one.customer.firstName } : one))).toEqual(truth.customers);
    const products = snapshots(await pullAll(client, "products", UNTIL, crash));
    expect(products.map((one) => (one.kind === "product" ? { ref: one.ref, title: one.title, inStock: one.inStock } : one))).toEqual(truth.products);
  });

  it("takes three calls for a page of a hundred orders, and one token for many pages", async () => {
    const double = await start();
    await pullAll(clientOf(double), "orders");
    expect(double.calls).toBe(1 + 3 * 3);
    await pullAll(clientOf(double), "orders");
    expect(double.calls).toBe(1 + 2 * 3 * 3);
    now += 4 * HOUR;
    await clientOf(double).pull("contacts", UNTIL, null);
    expect(double.calls).toBe(1 + 2 * 3 * 3 + 2);
  });

  it("catches up with what was changed since, oldest first", async () => {
    const double = await start();
    double.change({ kind: "order_cancelled", order: 5 }, NOW + 2);
    double.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, NOW + 1);
    const items = await pullAll(clientOf(double), "orders", { since: NOW, until: NOW + HOUR });
    expect(snapshots(items).filter((one) => one.kind === "order").map((one) => one.number)).toEqual(["10251", "10005"]);
  });

  it("goes on where it stood when Wix has forgotten its cursor", async () => {
    const double = await start();
    const client = clientOf(double);
    const first = await client.pull("orders", UNTIL, null);
    double.forgetCursors();
    const second = await client.pull("orders", UNTIL, first.next);
    expect(second.items[0]?.ref).toBe(first.items.at(-1)?.ref);
    expect(second.items).toHaveLength(100);
  });

  it("misses nothing when something changes while it reads", async () => {
    for (const catalog of ["v1", "v3"] as const) {
      const double = await start({ catalog, customers: 205, products: 205 });
      const client = clientOf(double);
      for (const [resource, kind] of [["contacts", "customer_changed"], ["products", "product_changed"]] as const) {
        const seen = new Set<string>();
        let cursor: string | null = null;
        let page = 0;
        do {
          const read = await client.pull(resource, UNTIL, cursor);
          for (const { ref } of read.items) seen.add(ref);
          // One of those already read moves to the end.
          const number = ++page;
          double.change(kind === "customer_changed" ? { kind, customer: number, firstName: "New", consents: null } : { kind, product: number, inStock: false }, NOW + number);
          cursor = read.next;
        } while (cursor !== null);
        expect(seen.size).toBe(205);
      }
    }
  });
});

describe("what goes wrong", () => {
  it.each([["throttled", "throttled"], ["server_error", "unavailable"], ["html", "unavailable"], ["cut_off", "unavailable"], ["unauthorised", "unauthorised"]] as const)("%s", async (fault, kind) => {
    const double = await start();
    const client = clientOf(double);
    await client.about();
    double.failNext(kind === "unauthorised" ? [fault] : [fault, fault, fault]);
    await expect(client.pull("orders", UNTIL, null)).rejects.toMatchObject({ kind, ...(fault === "throttled" && { retryAfterMs: 2000 }) });
    expect((await client.pull("orders", UNTIL, null)).items).toHaveLength(100);
  });

  it("what passes within seconds is waited for", async () => {
    const double = await start();
    double.failNext(["throttled", "server_error"]);
    const waits: number[] = [];
    const client = clientOf(double, { reach: { now: () => now, sleep: async (ms) => void waits.push(ms), random: () => "r", allowPrivate: true, ...double.reach } });
    expect((await client.pull("orders", UNTIL, null)).items).toHaveLength(100);
    expect(waits).toEqual([2000, 2000]);
  });

  it("a slow answer is an answer", async () => {
    const double = await start();
    double.failNext(["slow"]);
    expect((await clientOf(double).pull("orders", UNTIL, null)).items).toHaveLength(100);
  });

  it("an app that was removed is not reached, not even with its last token", async () => {
    const double = await start();
    await clientOf(double).about();
    double.uninstall(NOW);
    await expect(clientOf(double).about()).rejects.toMatchObject({ kind: "unauthorised" });
    double.install(NOW);
    await expect(clientOf(double).about()).resolves.toMatchObject({ domain: double.domain });
  });

  it("says what is missing before it calls anybody", async () => {
    const double = await start({ orders: 0 });
    expect(() => clientOf(double, { keys: null })).toThrow(expect.objectContaining({ kind: "unable" }));
    for (const credentials of [null, {}, { instanceId: 5 }, { instanceId: "" }]) expect(() => clientOf(double, { credentials })).toThrow(expect.objectContaining({ kind: "unauthorised" }));
    expect(double.calls).toBe(0);
  });

  it("never shows a secret", async () => {
    const double = await start({ orders: 0 });
    const wrong = clientOf(double, { keys: { ...double.keys, secret: "the-wrong-secret-of-a-test" } });
    await expect(wrong.about()).rejects.toSatisfy((error: Error & { forMerchant: string }) => !`${error.message}${error.forMerchant}${error.stack}`.includes("the-wrong-secret"));
  });
});

describe("acting", () => {
  const coupon = { code: "THANKS-ADA-1234", percent: 10, endsAt: NOW + HOUR, customerRef: null, email: null, title: "Thank you" };

  it("makes a coupon of one use, the same code only once", async () => {
    const double = await start({ orders: 0 });
    const client = clientOf(double);
    await client.createDiscountCode(coupon);
    await client.createDiscountCode(coupon);
    expect(double.coupons).toEqual([expect.objectContaining({ code: "THANKS-ADA-1234", usageLimit: 1, percentOffRate: 10, startTime: String(NOW), expirationTime: String(NOW + HOUR) })]);
    await expect(client.createDiscountCode({ ...coupon, code: "A-CODE-OF-21-LETTERS!" })).rejects.toMatchObject({ kind: "unable" });
  });

  it("labels a contact, and knows that consents are none", async () => {
    const double = await start({ orders: 0 });
    const client = clientOf(double);
    const ref = double.truth().customers[0]?.ref ?? "";
    await client.tagCustomer(ref, "VIP");
    await client.tagCustomer(ref, "VIP");
    expect([...(double.labels.get(ref) ?? [])]).toEqual(["custom.vip"]);
    await expect(client.tagCustomer("consent-mc1", "VIP")).rejects.toMatchObject({ kind: "unable" });
    await expect(client.noteCustomer(ref, "hello")).rejects.toMatchObject({ kind: "unable" });
  });

  it.each(["v1" as const, "v3" as const])("knows what can be bought, in catalogue %s", async (catalog) => {
    const double = await start({ orders: 0, catalog });
    const refs = double.truth().products.map(({ ref }) => ref);
    double.change({ kind: "product_changed", product: 2, inStock: false }, NOW);
    const stock = await clientOf(double).stock([...refs, "99999999-0000-4000-8000-000000000000"]);
    expect(stock.size).toBe(105);
    expect([stock.get(refs[0] ?? ""), stock.get(refs[1] ?? "")]).toEqual([true, false]);
  });

  it("has nothing to subscribe to and nothing to take back", async () => {
    const client = clientOf(await start({ orders: 0 }));
    const at = { url: "https://app.example/webhooks/wix", secret: "s" };
    expect(await client.listen(at)).toEqual([]);
    await expect(client.leave(at)).resolves.toBeUndefined();
  });
});
