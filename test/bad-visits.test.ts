/** Whatever is typed, posted or put into an address of the pages that connect a shop is answered, and never with a fault of ours. */
import { afterAll, expect, it } from "vitest";
import { loader as embedded, action as renew } from "#app/routes/auth.embedded.ts";
import { loader as shopifyDoor } from "#app/routes/auth.shopify.$.ts";
import { action as actOnConnection, loader as connection } from "#app/routes/app.connection.tsx";
import { loader as copy } from "#app/routes/app.customers.$id_.data.ts";
import { action as erase, loader as askErase } from "#app/routes/app.customers.$id_.erase.tsx";
import { action as importOrders } from "#app/routes/app.import.tsx";
import { action as choosePlan, loader as plan } from "#app/routes/app.plan.tsx";
import { action as connectWoo, loader as woo } from "#app/routes/connect.woocommerce.tsx";
import { action as wooKeys } from "#app/routes/connect.woocommerce_.callback.ts";
import { action as notMe, loader as wooReturn } from "#app/routes/connect.woocommerce_.return.tsx";
import { action as activate } from "#app/routes/connect.magento.activate.ts";
import { action as sayYes, loader as identity } from "#app/routes/connect.magento.identity.tsx";
import { loader as wix } from "#app/routes/embed.wix.ts";
import { loader as wooFrame } from "#app/routes/embed.woocommerce.tsx";
import { publicLookup } from "#app/channels/webhook/public-address.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { signInCookie } from "#app/session.server.ts";
import { testDatabase } from "./database.ts";
import { addShop, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
let now = Date.UTC(2026, 5, 1);
const { app, close } = await openDoor(db, { now: () => (now += 3_600_000), reach: { lookup: publicLookup, sleep: async () => undefined }, platformKeys: { wix: { id: "app", secret: "secret-of-the-wix-app" }, shopify: { id: "key", secret: "secret" } }, log: { error: () => undefined, warn: () => undefined } });
afterAll(close);
await addShop(db, "a", "woocommerce");
await addShop(db, "b", "shopify");

const NASTY = [
  "", " ", "\u0000", "a\u0000b", "\ud800", "%00", "null", "undefined", "[object Object]", "-1", "1e309", "x".repeat(20_000), "💥".repeat(3_000), "<script>alert(1)</script>", "'; DROP TABLE shop; --", "../../etc/passwd",
  "http://", "https://[", "https://[::1]", "https://[::ffff:127.0.0.1]", "https://[fe80::1%25eth0]", "https://127.1", "https://2130706433", "https://0x7f000001", "https://0177.0.0.1", "https://localhost.", "https://127.0.0.1.:443", "https://user@10.0.0.1", "https://a.b:99999",
  "https://xn--a", "javascript:alert(1)", "file:///etc/passwd", "//evil.example", "https://169.254.169.254/latest", "https://[64:ff9b::7f00:1]", "https://0.0.0.0", "https://[::]", "https://100.64.0.1", "eyJhbGciOiJub25lIn0.e30.", "a.b", "a.e30", "age.e30.AA", "age.", "{\"a\":", "[]", "\r\nSet-Cookie: a=b",
] as const;

type Route = (args: never) => unknown;
const statusOf = async (route: unknown, request: Request, params = {}): Promise<number> => {
  try {
    const answer = (await (route as Route)({ request, params, context: { app, client: "" } } as never)) as Response | { init?: { status?: number } } | null;
    return answer instanceof Response ? answer.status : (answer?.init?.status ?? 200);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status;
    throw thrown;
  }
};
const url = (path: string, query: Record<string, string> = {}) => `http://localhost${path}?${new URLSearchParams(query)}`;
const form = (fields: Record<string, string>): RequestInit => ({ method: "POST", body: new URLSearchParams(fields) });
const safe = (status: number, what: string) => expect(status >= 200 && status < 500, `${what} is answered ${status}`).toBe(true);

const GETS: readonly (readonly [string, unknown, readonly string[]])[] = [
  ["/connect/woocommerce", woo, ["store", "again", "hand"]], ["/connect/woocommerce/return", wooReturn, ["user_id", "success"]], ["/connect/magento/identity", identity, ["oauth_consumer_key", "success_call_back"]],
  ["/embed/wix", wix, ["instance"]], ["/embed/woocommerce", wooFrame, ["shop", "user", "role", "exp", "sig"]], ["/auth/embedded", embedded, ["to"]], ["/auth/shopify/login", shopifyDoor, ["shop", "host", "id_token", "session"]],
];
it.each(GETS)("GET %s", async (path, route, fields) => {
  for (const value of NASTY) {
    for (const query of [...fields.map((field) => ({ [field]: value })), Object.fromEntries(fields.map((field) => [field, value]))]) {
      const status = await statusOf(route, new Request(url(path, query as Record<string, string>)));
      // The frame of a site answers that Wix or Shopify cannot be asked; that is theirs.
      if (status !== 503) safe(status, `${path} ${JSON.stringify(query).slice(0, 120)}`);
    }
  }
});

const POSTS: readonly (readonly [string, unknown, readonly string[], Record<string, string>])[] = [
  ["/connect/woocommerce", connectWoo, ["by", "store", "consumer_key", "consumer_secret"], { by: "hand", store: "127.0.0.1", consumer_key: `ck_${"a".repeat(40)}`, consumer_secret: `cs_${"a".repeat(40)}` }],
  ["/connect/woocommerce/return", notMe, ["user_id"], {}],
  ["/connect/magento/activate", activate, ["store_base_url", "oauth_consumer_key", "oauth_consumer_secret", "oauth_verifier"], { store_base_url: "https://shop.example", oauth_consumer_key: "k".repeat(32), oauth_consumer_secret: "s".repeat(32), oauth_verifier: "v".repeat(32) }],
  ["/connect/magento/identity", sayYes, ["x"], {}], ["/auth/embedded", renew, ["x"], {}],
];
it.each(POSTS)("POST %s", async (path, route, fields, right) => {
  for (const value of NASTY) {
    for (const field of fields) {
      const init = form({ ...right, [field]: value });
      safe(await statusOf(route, new Request(url(path), { ...init, headers: { "content-length": String(String(init.body).length) } })), `${path} ${field}=${value.slice(0, 60)}`);
    }
    safe(await statusOf(route, new Request(url(path), { method: "POST", body: value, headers: { "content-type": "application/json", authorization: "Bearer age.x.y" } })), `${path} ${value.slice(0, 60)}`);
  }
});

it("POST /connect/woocommerce/callback", async () => {
  const right = { user_id: "u".repeat(32), consumer_key: `ck_${"a".repeat(40)}`, consumer_secret: `cs_${"a".repeat(40)}`, key_permissions: "read_write" };
  for (const value of [...NASTY, 5, null, [], {}, { toString: 1 }, true]) {
    for (const field of Object.keys(right)) safe(await statusOf(wooKeys, new Request(url("/"), { method: "POST", body: JSON.stringify({ ...right, [field]: value }) })), `${field}=${JSON.stringify(value).slice(0, 40)}`);
    safe(await statusOf(wooKeys, new Request(url("/"), { method: "POST", body: JSON.stringify(value) })), "a whole body");
  }
});

it("pages of the admin, of one's own shop and with ids of another's", async () => {
  await takeIn(db, "b", [sampleOrder("1001", now)], now);
  const { id } = await db.profile.findFirstOrThrow({ where: { shopId: "b" } });
  for (const shopId of ["a", "b"]) {
    const cookie = await signInCookie(app, { shopId, person: "owner", role: "owner" });
    const ask = (init: RequestInit = {}) => new Request(url("/app/x", { charge_id: "x", ask: "leave" }), { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
    for (const value of NASTY) {
      for (const route of [copy, askErase]) expect(await statusOf(route, ask(), { id: value })).toBe(404);
      expect(await statusOf(erase, ask({ method: "POST" }), { id: value })).toBe(404);
      for (const fields of [{ do: value }, { do: "pace", minutes: value }, { intent: value }, { plan: value, do: value, period: value }]) {
        for (const route of [actOnConnection, importOrders, choosePlan]) safe(await statusOf(route, ask(form(fields as unknown as Record<string, string>))), `${route.name} ${JSON.stringify(fields).slice(0, 80)}`);
      }
      safe(await statusOf(importOrders, ask({ method: "POST", body: value, headers: { "content-type": "multipart/form-data; boundary=x" } })), "an upload");
      safe(await statusOf(importOrders, ask({ method: "POST", body: value, headers: { "content-type": "multipart/form-data" } })), "an upload without a boundary");
    }
    for (const act of ["check", "past", "changes", "leave"]) safe(await statusOf(actOnConnection, ask(form({ do: act }))), act);
    for (const route of [connection, plan]) safe(await statusOf(route, ask()), "a page");
  }
  const visit = async (shopId: string, init: RequestInit = {}) => new Request(url("/app/x"), { ...init, headers: { cookie: await signInCookie(app, { shopId, person: "owner", role: "owner" }) } });
  expect([await statusOf(copy, await visit("b"), { id }), await statusOf(copy, await visit("a"), { id }), await statusOf(askErase, await visit("a"), { id }), await statusOf(erase, await visit("a", { method: "POST" }), { id })]).toEqual([200, 404, 404, 404]);
  expect(await db.notice.count({ where: { kind: "erase_person" } })).toBe(0);
});

it("without a sign-in nothing of the admin is shown or done", async () => {
  for (const route of [connection, copy, askErase, plan]) expect(await statusOf(route, new Request(url("/app/x")), { id: crypto.randomUUID() })).toBe(302);
  for (const route of [actOnConnection, erase, importOrders, choosePlan]) expect(await statusOf(route, new Request(url("/app/x"), form({ do: "leave", intent: "start" })), { id: crypto.randomUUID() })).toBe(401);
});
