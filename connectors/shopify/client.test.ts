/** What the client does besides reading: it says who the shop is, keeps its token fresh, and acts. */
import { afterEach, describe, expect, it } from "vitest";
import { startShopify } from "../../test/doubles/shopify/index.ts";
import type { ShopifyDouble } from "../../test/doubles/shopify/index.ts";
import { connectTo, NOW } from "./testing.ts";

let shop: ShopifyDouble;
afterEach(() => shop.close());

const opened = async (scopes?: readonly string[]): Promise<ShopifyDouble> => (shop = await startShopify({ now: NOW, orders: 3, customers: 3, products: 3, ...(scopes ? { scopes } : {}) }));

describe("the shop", () => {
  it("has nothing of a kind we never heard of", async () => {
    await opened();
    await expect(connectTo(shop).client.pull("reviews", { since: null, until: NOW }, null)).rejects.toMatchObject({ kind: "unable" });
  });

  it("is described as Shopify knows it", async () => {
    await opened();
    expect(await connectTo(shop).client.about()).toEqual({
      domain: shop.domain, name: "A shop of Shopify", storeUrl: `https://${shop.domain}`, currency: "USD", country: "US", timeZone: "America/New_York", locale: "en", email: `owner@${shop.domain}`,
    });
  });

  it("names what it does not send us for want of a permission, and nothing when all is granted", async () => {
    await opened();
    const at = { url: "https://app.example/webhooks/shopify", secret: "s" };
    expect(await connectTo(shop).client.listen(at)).toEqual([]);
    await shop.close();
    await opened(["read_orders", "read_fulfillments", "write_customers", "read_products"]);
    const missing = await connectTo(shop).client.listen(at);
    expect(missing.map(({ topic }) => topic)).toEqual(["request", "approve", "decline", "cancel", "close", "reopen", "update", "process"].map((name) => `returns/${name}`));
    for (const { state, reason } of missing) expect([state, reason]).toEqual(["refused", expect.stringContaining("read_returns")]);
  });

  it("is left, and left again", async () => {
    await opened();
    const { client } = connectTo(shop);
    const at = { url: "https://app.example/webhooks/shopify", secret: "s" };
    await client.leave(at);
    await expect(client.about()).rejects.toMatchObject({ kind: "unauthorised" });
    await client.leave(at);
  });

  it("is not reached with credentials that are none", () => {
    for (const credentials of [null, {}, { accessToken: "" }, "token"]) {
      expect(() => connectTo({ domain: "x.myshopify.com", credentials, keys: null, scopes: [], reach: {} })).toThrow(expect.objectContaining({ kind: "unauthorised" }));
    }
  });
});

describe("the token", () => {
  it("is renewed five minutes before its hour is over, and both new tokens are kept", async () => {
    await opened();
    const { client, clock, stored } = connectTo(shop);
    clock.now += 54 * 60_000;
    await client.about();
    expect(shop.tokens.refreshes).toBe(0);
    clock.now += 2 * 60_000;
    await client.about();
    await client.about();
    expect(shop.tokens.refreshes).toBe(1);
    expect(stored()).toEqual({ accessToken: "shpat_double_2", expiresAt: clock.now + 3_600_000, refreshToken: "shprt_double_2", refreshTokenExpiresAt: clock.now + 90 * 86_400_000 });
  });

  it("is renewed when it is turned away early", async () => {
    await opened();
    shop.tokens.expire();
    const { client } = connectTo(shop);
    await client.about();
    expect(shop.tokens.refreshes).toBe(1);
  });

  it("is taken from the store when another process renewed it, and not renewed again", async () => {
    await opened();
    const other = connectTo(shop);
    other.clock.now += 56 * 60_000;
    await other.client.about();
    const { client, clock } = connectTo(shop, { read: async () => other.stored() });
    clock.now = other.clock.now;
    await client.about();
    expect(shop.tokens.refreshes).toBe(1);
  });

  it("is renewed with the old refresh token when the new one never arrived", async () => {
    await opened();
    shop.tokens.expire();
    // The answer of this one is lost on its way.
    shop.tokens.answer({ client_id: shop.keys?.id, client_secret: shop.keys?.secret, grant_type: "refresh_token", refresh_token: shop.tokens.credentials.refreshToken });
    await connectTo(shop).client.about();
    expect(shop.tokens.refreshes).toBe(2);
  });

  it("is used to its end while the token endpoint is away", async () => {
    await opened();
    const { client, clock } = connectTo(shop, {});
    clock.now += 56 * 60_000;
    const real = shop.tokens.answer;
    (shop.tokens as { answer: unknown }).answer = () => ({ status: 503, body: {} });
    await client.about();
    clock.now += 5 * 60_000;
    await expect(client.about()).rejects.toMatchObject({ kind: "unavailable" });
    (shop.tokens as { answer: unknown }).answer = real;
    await client.about();
  });

  it("that can no longer be renewed asks the merchant to open the app again", async () => {
    await opened();
    shop.tokens.revoke();
    await expect(connectTo(shop).client.about()).rejects.toMatchObject({ kind: "unauthorised", forMerchant: expect.stringContaining("Open Afterglow from your Shopify admin") as string });
    const forever = { accessToken: "shpat_of_old", expiresAt: null, refreshToken: null, refreshTokenExpiresAt: null };
    await expect(connectTo({ ...shop, credentials: forever }).client.about()).rejects.toMatchObject({ kind: "unauthorised" });
    const overdue = { ...shop.tokens.credentials, expiresAt: NOW, refreshTokenExpiresAt: NOW };
    await expect(connectTo({ ...shop, credentials: overdue }).client.about()).rejects.toMatchObject({ kind: "unauthorised" });
  });

  it("never stands in an error", async () => {
    await opened();
    shop.tokens.revoke();
    const error = await connectTo(shop).client.about().catch((thrown: unknown) => thrown as Error);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/shpat_|shprt_|client-secret/);
  });
});

describe("acting", () => {
  const code = { code: "THANKS-1", percent: 10, endsAt: NOW + 86_400_000, customerRef: null as string | null, email: null, title: "Review request" };

  it("makes a code for one use by one customer, and the same code is the same", async () => {
    await opened();
    const { client } = connectTo(shop);
    const ref = shop.store.customers[0]?.id ?? "";
    for (let turn = 0; turn < 2; turn++) await client.createDiscountCode({ ...code, customerRef: ref });
    expect(shop.store.discounts.size).toBe(1);
    expect(shop.store.discounts.get("THANKS-1")?.input).toMatchObject({
      title: "Review request", usageLimit: 1, appliesOncePerCustomer: true, endsAt: new Date(code.endsAt).toISOString(),
      customerGets: { value: { percentage: 0.1 }, items: { all: true } }, context: { customers: { add: [`gid://shopify/Customer/${ref}`] } },
    });
    await client.createDiscountCode({ ...code, code: "ALL-1" });
    expect(shop.store.discounts.get("ALL-1")?.input).toMatchObject({ context: { all: "ALL" } });
  });

  it("does not take another discount's code for its own, and names the field that was refused", async () => {
    await opened();
    const { client } = connectTo(shop);
    await client.createDiscountCode({ ...code, title: "The merchant's own" });
    await expect(client.createDiscountCode(code)).rejects.toMatchObject({ kind: "refused", forMerchant: expect.stringContaining("basicCodeDiscount.code") as string });
    await expect(client.createDiscountCode({ ...code, code: "NEW", customerRef: "1" })).rejects.toMatchObject({ kind: "refused", message: expect.stringContaining("customers.add") as string });
  });

  it("tags and notes a customer once, and keeps the notes before", async () => {
    await opened();
    const { client } = connectTo(shop);
    const [customer] = shop.store.customers;
    if (!customer) throw new Error("no customer");
    customer.note = "Likes blue";
    for (let turn = 0; turn < 2; turn++) {
      await client.tagCustomer(customer.id, "promoter, of 2026");
      await client.noteCustomer(customer.id, "Gave 5 stars");
    }
    expect([customer.tags, customer.note]).toEqual([["promoter  of 2026"], "Likes blue\nGave 5 stars"]);
    await expect(client.tagCustomer("1", "x")).rejects.toMatchObject({ kind: "refused" });
    await expect(client.noteCustomer("1", "x")).rejects.toMatchObject({ kind: "refused" });
  });

  it("knows what can be bought now, and leaves out what the shop does not know", async () => {
    await opened();
    shop.change({ kind: "product_changed", product: 2, inStock: false }, NOW);
    const refs = shop.truth().products.map(({ ref }) => ref);
    const stock = await connectTo(shop).client.stock([...refs, "1", ...Array.from({ length: 30 }, (_, index) => `${100 + index}`)]);
    expect(stock).toEqual(new Map([[refs[0], true], [refs[1], false], [refs[2], true]]));
  });

  it("waits its turn when Shopify is busy, and acts once", async () => {
    await opened();
    const { client, slept } = connectTo(shop);
    shop.failNext(["throttled"]);
    await client.tagCustomer(shop.store.customers[0]?.id ?? "", "x");
    expect(slept.some((ms) => ms >= 1000)).toBe(true);
    expect(shop.store.customers[0]?.tags).toEqual(["x"]);
  });
});
