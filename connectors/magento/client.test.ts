import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Access, PlatformClient, Pulled, PullWindow } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { startMagento } from "#test/doubles/magento/index.ts";
import type { MagentoDouble } from "#test/doubles/magento/index.ts";
import type { Fault } from "#test/doubles/store-double.ts";
import { connect } from "./client.ts";
import { magento } from "./index.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const shop = { id: "s", domain: "", currency: "USD", country: "US", timeZone: "UTC" };
let nonces = 0;
const clientOf = (double: MagentoDouble, over: Partial<Access> = {}): PlatformClient =>
  connect({
    shop, credentials: double.credentials, keep: async () => undefined, read: async () => double.credentials, alone: (_name, work) => work(), keys: null, scopes: [],
    reach: { now: () => NOW, sleep: async () => undefined, random: () => `nonce-${(nonces += 1)}`.padEnd(32, "x"), allowPrivate: true }, ...over,
  });

let double: MagentoDouble;
let client: PlatformClient;
beforeAll(async () => {
  double = await startMagento({ now: NOW, orders: 250, customers: 30, products: 7 });
  client = clientOf(double);
});
afterAll(() => double.close());

/** Reads a resource to its end, as if the process died after each page: only the cursor is left. */
async function readAll(of: MagentoDouble, resource: string, window: PullWindow = { since: null, until: NOW }): Promise<{ items: Pulled[]; pages: number }> {
  const items: Pulled[] = [];
  let cursor: string | null = null;
  for (let pages = 1; pages < 2000; pages++) {
    const page = await clientOf(of).pull(resource, window, cursor);
    items.push(...page.items);
    if (page.next === null) return { items, pages };
    cursor = page.next;
  }
  throw new Error("it never ends");
}

const snapshots = (items: readonly Pulled[]): Snapshot[] =>
  items.flatMap(({ topic, body }) => {
    const translation = magento.translate(topic, body, NOW, shop);
    if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
    return [...translation.snapshots];
  });

/** What was pulled, in the words of the double's truth. */
async function pulledTruth(of: MagentoDouble) {
  const all = await Promise.all(client.resources.map(async ({ key }) => snapshots((await readAll(of, key)).items)));
  const byRef = new Map(all.flat().map((one) => [`${one.kind}:${one.ref}`, one]));
  const list = [...byRef.values()];
  const refunded = (ref: string) => list.reduce((sum, one) => sum + (one.kind === "refund" && one.orderRef === ref ? one.amount : 0), 0);
  const number = (a: { ref: string }, b: { ref: string }) => Number(a.ref) - Number(b.ref);
  return {
    orders: list.filter((one) => one.kind === "order").map((one) => ({ ref: one.ref, email: one.customer.email, total: one.total, currency: one.currency, paid: one.paidAt !== null, cancelled: one.cancelledAt !== null, shipped: list.some((other) => other.kind === "shipment" && other.orderRef === one.ref), refunded: refunded(one.ref) })).toSorted(number),
    customers: list.filter((one) => one.kind === "customer").map((one) => ({ ref: one.ref, email: one.customer.email, firstName: one.customer.firstName })).toSorted(number),
    products: list.filter((one) => one.kind === "product").map((one) => ({ ref: one.ref, title: one.title, inStock: one.inStock })).toSorted(number),
  };
}

it("describes the shop by the address we called, not by the one the store names", async () => {
  expect(await client.about()).toEqual({ domain: double.url, name: "Ada's Mugs", storeUrl: double.url, currency: "USD", country: null, timeZone: "America/Chicago", locale: "en-US", email: null });
});

describe("what is pulled", () => {
  it("is all there is, and the truth", async () => {
    double.change({ kind: "order_cancelled", order: 5 }, NOW - 3000);
    double.change({ kind: "order_refunded", order: 6, amount: 300 }, NOW - 3000);
    expect(await pulledTruth(double)).toEqual(double.truth());
  });

  it("skips nothing where one second holds more than a page", async () => {
    const crowd = await startMagento({ now: NOW, orders: 0, customers: 230, products: 1 }, { mostPerPage: 50 });
    for (let customer = 1; customer <= 20; customer++) crowd.change({ kind: "customer_changed", customer, firstName: "Later", consents: null }, NOW);
    const { items } = await readAll(crowd, "customers");
    expect(new Set(items.map(({ ref }) => ref)).size).toBe(230);
    await crowd.close();
  });

  it("skips nothing that moves to the end between two pages", async () => {
    const busy = await startMagento({ now: NOW, orders: 150, customers: 3, products: 1 });
    const first = await clientOf(busy).pull("orders", { since: null, until: NOW }, null);
    for (let order = 1; order <= 60; order++) busy.change({ kind: "order_shipped", order, tracking: "1Z" }, NOW);
    const refs = new Set(first.items.map(({ ref }) => ref));
    for (let cursor = first.next; cursor !== null; ) {
      const page = await clientOf(busy).pull("orders", { since: null, until: NOW }, cursor);
      for (const { ref } of page.items) refs.add(ref);
      cursor = page.next;
    }
    expect(refs.size).toBe(150);
    await busy.close();
  });

  it("is only what changed since", async () => {
    double.change({ kind: "order_placed", customer: 1, products: [1], paid: false }, NOW + 60_000);
    const { items } = await readAll(double, "orders", { since: NOW + 1000, until: NOW + 90_000 });
    expect(snapshots(items)).toMatchObject([{ kind: "order", paidAt: null, awaitingPayment: true, placedAt: NOW + 60_000 }]);
  });
});

describe("a store that says no", () => {
  it.each<[Fault, string]>([["throttled", "throttled"], ["server_error", "unavailable"], ["html", "unavailable"], ["cut_off", "unavailable"], ["unauthorised", "unauthorised"]])("%s is %s, and then all goes on", async (fault, kind) => {
    double.failNext(fault === "unauthorised" ? [fault] : [fault, fault, fault]);
    const error: unknown = await client.pull("orders", { since: null, until: NOW }, null).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind });
    expect(error).toBeInstanceOf(PlatformError);
    expect(`${String(error)} ${(error as PlatformError).forMerchant}`).not.toMatch(/consumer-|access-|nonce/);
    if (fault === "throttled") expect((error as PlatformError).retryAfterMs).toBe(2000);
    expect((await client.pull("orders", { since: null, until: NOW }, null)).items).toHaveLength(100);
  });

  it("is asked again in a moment, never with a signed header twice", async () => {
    const waits: number[] = [];
    const patient = clientOf(double, { reach: { now: () => NOW, sleep: async (ms) => void waits.push(ms), random: () => `again-${(nonces += 1)}`.padEnd(32, "x"), allowPrivate: true } });
    double.failNext(["server_error", "throttled"]);
    await expect(patient.about()).resolves.toBeTruthy();
    expect(waits).toEqual([1000, 2000]);
  });

  it("that lost the integration asks to connect again", async () => {
    const gone = await startMagento({ now: NOW, orders: 0, customers: 0, products: 0 });
    gone.revoke();
    await expect(clientOf(gone).about()).rejects.toMatchObject({ kind: "unauthorised", forMerchant: expect.stringContaining("System → Integrations") });
    await expect(clientOf(gone).leave({ url: "x", secret: "y" })).resolves.toBeUndefined();
    await gone.close();
  });

  it("of before 2.4.4 gets the older signature, remembered", async () => {
    const older = await startMagento({ now: NOW, orders: 0, customers: 0, products: 0 }, { older: true });
    const kept: unknown[] = [];
    await clientOf(older, { credentials: { ...(older.credentials as object), signature: "sha256" }, keep: async (credentials) => void kept.push(credentials) }).about();
    expect(kept[0]).toMatchObject({ signature: "sha1", accessToken: "access-token-of-the-double" });
    await older.close();
  });

  it("of Adobe's cloud service is refused in a sentence", () => {
    const credentials = { ...(double.credentials as object), baseUrl: "https://na1.api.commerce.adobe.com/tenant" };
    expect(() => clientOf(double, { credentials })).toThrow(expect.objectContaining({ kind: "unable", forMerchant: expect.stringContaining("Cloud Service") }));
  });
});

describe("our module", () => {
  it("is told where to send, sends, and stops", async () => {
    const at = { url: "https://app.example/webhooks/magento/s", secret: "hush" };
    expect((await client.listen(at)).map(({ state }) => state)).toEqual(Array(6).fill("created"));
    expect((await client.listen(at)).map(({ state }) => state)).toEqual(Array(6).fill("active"));
    double.change({ kind: "customer_changed", customer: 2, firstName: "Grace", consents: false }, NOW);
    const webhooks = double.takeWebhooks("s");
    expect(webhooks.map((request) => magento.verify(request, ["hush"], NOW + 60_000).kind)).toEqual(["authentic", "authentic"]);
    expect(webhooks.map((request) => magento.topicOf(request))).toEqual(["customer.saved", "subscriber.saved"]);
    await client.leave(at);
    double.change({ kind: "customer_changed", customer: 2, firstName: "Gone", consents: null }, NOW);
    expect(double.takeWebhooks("s")).toEqual([]);
  });

  it("is missing in many shops, which then tell nothing by themselves", async () => {
    const plain = await startMagento({ now: NOW, orders: 0, customers: 0, products: 0 }, { hasModule: false });
    expect(await clientOf(plain).listen({ url: "https://app.example/x", secret: "hush" })).toEqual([]);
    expect(magento.silent.orders).toContain("module");
    await plain.close();
  });

  it("tells an order in the same words as the list of orders", async () => {
    const own = await startMagento({ now: NOW, orders: 0, customers: 1, products: 1 });
    await clientOf(own).listen({ url: "https://app.example/x", secret: "hush" });
    own.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, NOW);
    const [webhook] = own.takeWebhooks("s");
    const told = webhook && magento.translate("order.saved", webhook.body, NOW, shop);
    expect(told).toEqual({ kind: "snapshots", snapshots: snapshots((await readAll(own, "orders")).items) });
    await own.close();
  });
});

describe("acting", () => {
  const code = { code: "THANKS-1", percent: 10, endsAt: null, customerRef: "1", email: null, title: "Welcome" };

  it("makes a coupon of one use; the same code again is the same code; one rule for each percentage and last day", async () => {
    await client.createDiscountCode(code);
    await client.createDiscountCode(code);
    await client.createDiscountCode({ ...code, code: "THANKS-2" });
    await client.createDiscountCode({ ...code, code: "THANKS-3", endsAt: NOW });
    expect(double.discounts.rules.map(({ name, website_ids: sites, customer_group_ids: groups }) => [name, sites, groups])).toEqual([["Afterglow 10%", [1], [0, 1]], ["Afterglow 10% until 2026-11-21", [1], [0, 1]]]);
    expect(double.discounts.coupons).toMatchObject([{ code: "THANKS-1", rule_id: 1, usage_limit: 1 }, { code: "THANKS-2", rule_id: 1 }, { code: "THANKS-3", rule_id: 2, expiration_date: "2026-11-21" }]);
  });

  it("says that Magento has no tags and no notes", async () => {
    await expect(client.tagCustomer("1", "vip")).rejects.toMatchObject({ kind: "unable", forMerchant: magento.unable.tag });
    await expect(client.noteCustomer("1", "Hello")).rejects.toMatchObject({ kind: "unable", forMerchant: magento.unable.note });
  });

  it("asks whether a product can be bought, and leaves out what the shop does not know", async () => {
    double.change({ kind: "product_changed", product: 2, inStock: false }, NOW);
    expect(await client.stock(["1", "2", "999", "no id"])).toEqual(new Map([["1", true], ["2", false]]));
  });
});
