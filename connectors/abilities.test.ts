/** What a connector says it cannot do, its client refuses in the same words; all else it does. */
import { afterAll, describe, expect, it } from "vitest";
import type { Ability, Access, PlatformClient, PullPage } from "#app/core/event/platform-client.ts";
import { ABILITIES } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import type { StoreDouble } from "#test/doubles/store-double.ts";
import { CLIENTS } from "./clients.ts";
import { CONNECTORS } from "./registry.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const doubles: StoreDouble[] = [];
afterAll(() => Promise.all(doubles.map((double) => double.close())));

async function clientOf(double: StoreDouble): Promise<PlatformClient> {
  const connect = await CLIENTS[double.platform]?.();
  if (!connect) throw new Error(`no client of ${double.platform}`);
  let credentials = double.credentials;
  const access: Access = {
    shop: { id: "shop-1", domain: double.domain, currency: "USD", country: "US", timeZone: "America/New_York" },
    credentials, keys: double.keys, scopes: double.scopes,
    keep: async (next) => void (credentials = next),
    read: async () => credentials,
    alone: (_name, work) => work(),
    reach: { now: () => NOW, sleep: async () => undefined, random: (bytes) => crypto.randomUUID().repeat(4).slice(0, bytes), allowPrivate: true, ...double.reach },
  };
  return connect(access);
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => null, (error: unknown) => error);

describe.each(CONNECTORS.map((connector) => [connector.platform, connector] as const))("%s", async (platform, connector) => {
  const start = await DOUBLES[platform]?.();
  if (!start) throw new Error(`no double of ${platform}`);
  const double = await start({ now: NOW, clock: () => NOW, orders: 8, customers: 3, products: 3 });
  doubles.push(double);
  const client = await clientOf(double);
  const { orders, customers, products } = double.truth();
  // One who has ordered: WooCommerce keeps its notes on orders.
  const buyer = customers.find(({ email }) => orders.some((order) => order.email === email))?.ref ?? "";
  const code = { code: "THANKS10", percent: 10, endsAt: NOW + DAY, customerRef: buyer, email: customers.find(({ ref }) => ref === buyer)?.email ?? null, title: "Thank you" };
  const acts: Readonly<Record<Ability, () => Promise<unknown>>> = {
    discount_code: () => client.createDiscountCode(code),
    tag: () => client.tagCustomer(buyer, "vip"),
    note: () => client.noteCustomer(buyer, "Likes mugs."),
    stock: () => client.stock(products.map(({ ref }) => ref)),
  };

  it.each(ABILITIES)("%s: is done, twice as once, or refused in the words that the merchant reads", async (ability) => {
    const sentence = connector.unable[ability];
    const before = double.calls;
    if (sentence === undefined) {
      expect(await failureOf(acts[ability]())).toBeNull();
      expect(double.calls).toBeGreaterThan(before);
      expect(await failureOf(acts[ability]())).toBeNull();
    } else {
      const failure = await failureOf(acts[ability]());
      expect(failure).toBeInstanceOf(PlatformError);
      expect(failure).toMatchObject({ kind: "unable", forMerchant: sentence });
      expect(double.calls, "nobody is asked for what cannot be done").toBe(before);
    }
  });

  it("tells the stock of each product it knows, as the store has it", async () => {
    if (connector.unable.stock !== undefined) return;
    const known = products.filter(({ inStock }) => inStock !== null);
    const told = await client.stock([...known.map(({ ref }) => ref), "999999999"]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known.map(({ ref, inStock }) => [ref, inStock])));
  });

  it("refuses to read what there is no list of, and pulls only topics that are translated", async () => {
    expect(await failureOf(client.pull("reviews", { since: null, until: NOW }, null))).toMatchObject({ kind: "unable" });
    const fetched = connector.topics.filter(({ via }) => via === "pull").map(({ topic }) => topic);
    const seen = new Set<string>();
    for (const { key } of client.resources) {
      for (let cursor: string | null = null, pages = 0; pages === 0 || (cursor !== null && pages < 50); pages++) {
        const page: PullPage = await client.pull(key, { since: null, until: NOW }, cursor);
        for (const { topic } of page.items) seen.add(topic);
        cursor = page.next;
      }
    }
    expect(fetched).toEqual(expect.arrayContaining([...seen]));
    expect(seen.size).toBeGreaterThanOrEqual(3);
  });
});
