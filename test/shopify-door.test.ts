/** Shopify's admin at our door: the first visit installs, later ones are recognised, and strangers are led where Shopify wants them. */
import { beforeEach, describe, expect, it } from "vitest";
import { loader as front } from "#app/routes/_index.tsx";
import { loader as pages } from "#app/routes/auth.shopify.$.ts";
import { keepCredentials, readCredentials } from "#app/models/connection.ts";
import { requireWho } from "#app/who.server.ts";
import { testDatabase } from "./database.ts";
import { openDoor } from "./door.ts";
import { framed, KEYS, SCOPES, sessionToken, startShopifyAdmin, USER_AGENT } from "./shopify-admin.ts";

const { prisma: db } = await testDatabase();
const admin = await startShopifyAdmin();
const SHOP = "cold.myshopify.com";
const URL_ = "https://afterglow.test";
const { app } = await openDoor(db, { url: URL_, now: Date.now, platformKeys: { shopify: KEYS }, reach: admin.reach, log: { error: () => undefined, warn: () => undefined } });
const context = { app };

const request = (path: string, headers: Record<string, string> = {}) => new Request(`${URL_}${path}`, { headers: { "user-agent": USER_AGENT, ...headers } });
const visit = async (query: string, headers: Record<string, string> = {}) => requireWho(request(`/app?${query}`, headers), context);
const refused = async (asked: Promise<unknown>): Promise<Response> => asked.then(() => Promise.reject(new Error("was let in")), (answer: unknown) => (answer instanceof Response ? answer : Promise.reject(answer)));
const install = async () => visit(framed(SHOP, await sessionToken(SHOP)));

beforeEach(async () => {
  await db.$executeRawUnsafe(`TRUNCATE shop, connection, shopify_session, pull`);
  Object.assign(admin, { exchanges: 0, closed: false, paid: null, asked: null });
});

describe("the first visit", () => {
  it("installs the shop, on the free plan, with nothing readable at rest", async () => {
    const who = await install();
    expect(who).toMatchObject({ embedded: true, role: "staff", person: "shopify:42", shop: { platform: "shopify", domain: SHOP, name: "Cold Shop", currency: "EUR" } });
    const connection = await db.connection.findUniqueOrThrow({ where: { shopId: who.shopId } });
    expect(connection).toMatchObject({ status: "connected", scopes: SCOPES.split(","), plan: { name: "free", lapsed: false } });
    expect(await readCredentials(db, app.vault, who.shopId)).toMatchObject({ credentials: { accessToken: admin.tokens.at(-1), refreshToken: expect.stringContaining("shprt_"), expiresAt: expect.any(Number) } });
    expect(await db.pull.count({ where: { purpose: "backfill" } })).toBeGreaterThan(0);
    const tables = await db.$queryRawUnsafe<{ name: string }[]>(`SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'`);
    for (const { name } of tables) expect(JSON.stringify(await db.$queryRawUnsafe(`SELECT t::text FROM "${name}" t`)), name).not.toMatch(/shp[ar]t_plain/);
    expect(await db.shopifySession.count()).toBe(1);
  });

  it("gets one token and makes one shop, however many parts of the page ask at once", async () => {
    const token = await sessionToken(SHOP);
    const who = await Promise.all(Array.from({ length: 5 }, () => visit(framed(SHOP, token))));
    expect([admin.exchanges, new Set(who.map(({ shopId }) => shopId)).size, await db.shop.count()]).toEqual([1, 1, 1]);
  });

  it("is told to come again when the shop cannot be asked, and the next one installs it", async () => {
    admin.closed = true;
    const answer = await refused(install());
    expect([answer.status, (await answer.text()).length > 20, await db.shop.count()]).toEqual([503, true, 0]);
    admin.closed = false;
    expect(await install()).toMatchObject({ shop: { domain: SHOP } });
  });
});

describe("later visits", () => {
  it("are recognised by the token of the page or of its script, without asking Shopify", async () => {
    const first = await install();
    const script = await requireWho(request("/app/customers", { authorization: `Bearer ${await sessionToken(SHOP)}` }), context);
    expect([script.shopId, (await install()).shopId, admin.exchanges, await db.shop.count()]).toEqual([first.shopId, first.shopId, 1, 1]);
  });

  it("bring new tokens to the connection when the last is about to expire, and repeat nothing else", async () => {
    const { shopId } = await install();
    await keepCredentials(db, app.vault, shopId, { ...((await readCredentials(db, app.vault, shopId))?.credentials as object), expiresAt: Date.now() + 200_000 });
    const pulls = await db.pull.findMany();
    await install();
    expect((await readCredentials(db, app.vault, shopId))?.credentials).toMatchObject({ accessToken: admin.tokens.at(-1) });
    expect([admin.exchanges, await db.pull.findMany()]).toEqual([2, pulls]);
  });

  it("mend a connection that was broken, and revive a shop that left", async () => {
    const { shopId } = await install();
    await db.connection.update({ where: { shopId }, data: { status: "broken", reason: "Connect again." } });
    await install();
    expect(await db.connection.findUniqueOrThrow({ where: { shopId } })).toMatchObject({ status: "connected", reason: null });
    await db.connection.update({ where: { shopId }, data: { status: "left", sealed: "", plan: { name: "grow", lapsed: false, subscription: "1", test: false, trialEndsAt: null, renewsAt: null, readAt: 1 } } });
    await db.shop.update({ where: { id: shopId }, data: { uninstalledAt: new Date() } });
    expect((await install()).shopId).toBe(shopId);
    expect(await db.connection.findUniqueOrThrow({ where: { shopId } })).toMatchObject({ status: "connected", plan: { name: "free" } });
  });

  it("are of the token's shop, also where a cookie says another", async () => {
    const { signInCookie } = await import("#app/session.server.ts");
    const one = await install();
    const other = await visit(framed("other.myshopify.com", await sessionToken("other.myshopify.com")));
    const cookie = await signInCookie(app, { shopId: other.shopId, person: "owner", role: "owner" });
    expect((await visit(framed(SHOP, await sessionToken(SHOP)), { cookie })).shopId).toBe(one.shopId);
  });
});

describe("who is not let in", () => {
  const leadsTo = async (query: string): Promise<[number, string | null]> => {
    const { status, headers } = await refused(visit(query));
    return [status, headers.get("location")];
  };

  it("is led on to a fresh token", async () => {
    for (const token of [null, "eyJhbGciOiJIUzI1NiJ9.e30.xx", await sessionToken(SHOP, { lasts: -60 }), await sessionToken(SHOP, { key: new TextEncoder().encode("some other key, long enough for it") }), await sessionToken(SHOP, { audience: "another app" })]) {
      const [status, location] = await leadsTo(framed(SHOP, token));
      expect([status, location]).toEqual([302, expect.stringMatching(/^\/auth\/shopify\/session-token\?.*shopify-reload=/)]);
      expect(location).not.toContain("id_token=");
    }
    expect(await db.shop.count()).toBe(0);
  });

  it("is told by header to try again, where a script asks", async () => {
    const answer = await refused(visit("", { authorization: `Bearer ${await sessionToken(SHOP, { lasts: -60 })}` }));
    expect([answer.status, answer.headers.get("x-shopify-retry-invalid-session-request")]).toEqual([401, "1"]);
  });

  it("is led into Shopify's admin from outside of it", async () => {
    expect(await leadsTo(framed(SHOP, null).replace("embedded=1", "embedded=0"))).toEqual([302, `https://admin.shopify.com/store/cold/apps/${KEYS.id}`]);
  });

  it("is turned away when it says it is a robot", async () => {
    expect((await refused(visit(framed(SHOP, await sessionToken(SHOP)), { "user-agent": "HeadlessChrome/153" }))).status).toBe(410);
  });

  it("signs in elsewhere when the address names no shop, or not well", async () => {
    for (const query of ["", "shop=cold.myshopify.com", "shop=evil.example.com&host=YWRtaW4", "shop=cold.myshopify.com&host=%00", "shop=*%20evil.example&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvY29sZA"]) expect(await leadsTo(query)).toEqual([302, "/sign-in"]);
  });
});

describe("the app's own address and the library's pages", () => {
  const open = async (path: string): Promise<Response> => pages({ request: request(path), params: {}, context });
  const atFront = async (query: string) => front({ request: request(`/?${query}`), params: {}, context });

  it("leads a visitor with a shop to its install, or into the admin, and tells others where to install from", async () => {
    expect((await refused(atFront(`shop=${SHOP}`))).headers.get("location")).toBe(`https://admin.shopify.com/store/cold/oauth/install?client_id=${KEYS.id}`);
    const query = framed(SHOP, await sessionToken(SHOP));
    expect((await refused(atFront(query))).headers.get("location")).toBe(`/app?${query}`);
    expect((await refused(atFront("shop=evil.example.com"))).headers.get("location")).toBe(`${URL_}/`);
    expect(await atFront("")).toMatchObject({ demo: null, appsAt: ["shopify"] });
  });

  it("shows the step to a token only to Shopify's frames, and never writes a stranger's text into a header", async () => {
    const step = await open(`/auth/shopify/session-token?${framed(SHOP, null)}`);
    expect([step.status, step.headers.get("content-security-policy")]).toEqual([200, expect.stringContaining(`frame-ancestors https://${SHOP} https://admin.shopify.com`)]);
    expect(await step.text()).toContain("app-bridge.js");
    expect((await open(`/auth/shopify/session-token?shop=*;script-src&host=YWRtaW4`)).status).toBe(302);
  });

  it("leads out of the frame to trusted places only", async () => {
    const exit = (to: string) => open(`/auth/shopify/exit-iframe?${framed(SHOP, null)}&exitIframe=${encodeURIComponent(to)}`);
    expect((await exit(`https://admin.shopify.com/store/cold/x`)).status).toBe(200);
    expect((await exit("https://evil.example.com/")).status).toBe(400);
  });
});
