/** The pretended shop answers in the shapes that real ones were recorded in; the recordings are kept beside the repository. */
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { shopify } from "#connectors/shopify/index.ts";
import { CREATE_CODE, exportQuery, PAGES, START_EXPORT } from "#connectors/shopify/queries.ts";
import { hasSamples } from "#test/samples.ts";
import { startShopify } from "./index.ts";
import type { ShopifyDouble } from "./index.ts";

const NOW = Date.UTC(2026, 5, 1, 9);
let shop: ShopifyDouble;
afterEach(() => shop?.close());
const opened = async (): Promise<ShopifyDouble> => (shop = await startShopify({ now: NOW, orders: 5, customers: 3, products: 3 }));

type Json = Record<string, unknown>;

async function ask(query: string, variables: object = {}, token = shop.tokens.credentials.accessToken): Promise<{ status: number; body: Json }> {
  const answer = await fetch(`${shop.url}/admin/api/2026-07/graphql.json`, { method: "POST", headers: { "content-type": "application/json", "x-shopify-access-token": token }, body: JSON.stringify({ query, variables }) });
  return { status: answer.status, body: (await answer.json()) as Json };
}

/** The keys of an object and what kind of value each has, all the way down. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shapeOf(child)]).sort());
}

/** Everything in the recordings under this key. */
function recorded(key: string): unknown[] {
  const folder = new URL("../../../../shared/payloads/shopify/graphql/", import.meta.url);
  const found: unknown[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, child] of Object.entries(value)) {
      if (name === key) found.push(child);
      walk(child);
    }
  };
  for (const file of readdirSync(folder)) walk(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  return found;
}

describe.skipIf(!hasSamples)("as recorded", () => {
  it("the cost of a query and of a mutation", async () => {
    await opened();
    const shapes = new Set(recorded("cost").map((cost) => JSON.stringify(shapeOf(cost))));
    const { body: page } = await ask(PAGES.customers, { first: 2, after: null, query: null });
    const { body: bulk } = await ask(START_EXPORT, { query: exportQuery("orders", "") });
    for (const { extensions } of [page, bulk] as { extensions: { cost: Json } }[]) expect([...shapes]).toContain(JSON.stringify(shapeOf(extensions.cost)));
  });

  it("what a mutation refuses", async () => {
    await opened();
    const shapes = new Set(recorded("userErrors").flatMap((errors) => (errors as Json[]).filter(({ field, code }) => Array.isArray(field) && code).map((error) => JSON.stringify(shapeOf({ field: error["field"], message: error["message"], code: error["code"] })))));
    const taken = { title: "T", code: "A", context: { customers: { add: ["gid://shopify/Customer/1"] } } };
    const { body } = await ask(CREATE_CODE, { discount: taken });
    const [error] = (body as { data: { discountCodeBasicCreate: { userErrors: Json[] } } }).data.discountCodeBasicCreate.userErrors;
    expect([...shapes]).toContain(JSON.stringify(shapeOf({ field: error?.["field"], message: error?.["message"], code: error?.["code"] })));
  });

  it("a list without its length", async () => {
    await opened();
    const shapes = new Set(recorded("errors").flatMap((errors) => (Array.isArray(errors) ? (errors as Json[]) : [])).filter(({ extensions }) => (extensions as Json | undefined)?.["code"] === "BAD_REQUEST").map((error) => JSON.stringify(shapeOf(error))));
    const { body } = await ask("{ customers { nodes { id } } }");
    expect(body).toMatchObject({ data: null, errors: [{ message: "you must provide one of first or last", extensions: { code: "BAD_REQUEST" } }] });
    expect([...shapes]).toContain(JSON.stringify(shapeOf((body["errors"] as Json[])[0])));
  });
});

describe("the limits", () => {
  it("turns away what the bucket does not hold, and refills it with time", async () => {
    await opened();
    shop.failNext(["throttled"]);
    const page = () => ask(PAGES.orders, { first: 50, after: null, query: null });
    const { status, body } = await page();
    expect(status).toBe(200);
    expect(body).toMatchObject({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: { cost: { actualQueryCost: null, throttleStatus: { currentlyAvailable: expect.any(Number) as number, maximumAvailable: 2000, restoreRate: 100 } } } });
    expect(body).not.toHaveProperty("data");
    shop.change({ kind: "product_changed", product: 1, inStock: true }, NOW + 60_000);
    expect((await page()).body).toHaveProperty("data.orders.nodes");
  });

  it("takes no connection inside a list in a bulk operation", async () => {
    await opened();
    const query = "{ orders { edges { node { id fulfillments { id events { edges { node { id } } } } } } } }";
    shop.change({ kind: "order_shipped", order: 1, tracking: "1Z" }, NOW);
    expect((await ask(START_EXPORT, { query })).body).toMatchObject({ data: { bulkOperationRunQuery: { bulkOperation: null, userErrors: [{ field: ["query"], code: "INVALID" }] } } });
  });
});

describe("the token endpoint", () => {
  const idToken = (claims: object, secret = shop.keys?.secret ?? ""): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };
  const exchange = async (subject: string): Promise<{ status: number; body: Json }> => {
    const form = { client_id: shop.keys?.id, client_secret: shop.keys?.secret, grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: subject, subject_token_type: "urn:ietf:params:oauth:token-type:id_token", expiring: "1" };
    const answer = await fetch(`${shop.url}/admin/oauth/access_token`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(form) });
    return { status: answer.status, body: (await answer.json()) as Json };
  };

  it("exchanges a session token of this shop, and no other", async () => {
    await opened();
    const claims = { iss: `https://${shop.domain}/admin`, dest: `https://${shop.domain}`, aud: shop.keys?.id, sub: "1", exp: NOW / 1000 + 60 };
    const { status, body } = await exchange(idToken(claims));
    expect([status, Object.keys(body).sort()]).toEqual([200, ["access_token", "expires_in", "refresh_token", "refresh_token_expires_in", "scope"]]);
    expect((await ask("{ shop { name } }", {}, String(body["access_token"]))).body).toMatchObject({ data: { shop: { name: "A shop of Shopify" } } });
    for (const wrong of [idToken(claims, "other"), idToken({ ...claims, aud: "x" }), idToken({ ...claims, dest: "https://other.myshopify.com" }), "a.b.c", ""]) expect((await exchange(wrong)).status).toBe(400);
  });
});

describe("its webhooks", () => {
  it("are signed with the app's secret, given out once, and tried again after a failure", async () => {
    await opened();
    shop.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, NOW);
    const sent = shop.takeWebhooks("any");
    expect(sent.map((webhook) => shopify.topicOf({ ...webhook }))).toEqual(["orders/create", "orders/paid"]);
    for (const webhook of sent) {
      expect([webhook.path, shopify.shopDomainOf(webhook)]).toEqual(["/webhooks/shopify", shop.domain]);
      expect(shopify.verify(webhook, [shop.keys?.secret ?? ""], NOW)).toEqual({ kind: "authentic" });
    }
    expect(shop.takeWebhooks("any")).toEqual([]);
    const [first] = sent;
    if (!first) throw new Error("no webhook");
    shop.webhookFailed(first);
    expect(shop.takeWebhooks("any")).toEqual([first]);
  });
});
