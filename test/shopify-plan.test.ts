/** What a Shopify shop pays: asked for in Shopify's pages, read again from Shopify, and what follows for its messages. */
import { beforeEach, describe, expect, it } from "vitest";
import { action, loader } from "#app/routes/app.plan.tsx";
import { readShop } from "#app/models/shop.ts";
import { requireWho } from "#app/who.server.ts";
import { testDatabase } from "./database.ts";
import { addShop, openDoor } from "./door.ts";
import { signInCookie } from "#app/session.server.ts";
import { framed, KEYS, sessionToken, startShopifyAdmin, USER_AGENT } from "./shopify-admin.ts";

const { prisma: db } = await testDatabase();
const admin = await startShopifyAdmin();
const SHOP = "payer.myshopify.com";
const URL_ = "https://afterglow.test";
const { app } = await openDoor(db, { url: URL_, now: Date.now, platformKeys: { shopify: KEYS }, reach: admin.reach, log: { error: () => undefined, warn: () => undefined } });
const context = { app };

const request = async (path: string, init: RequestInit = {}): Promise<Request> => new Request(`${URL_}${path}`, { ...init, headers: { "user-agent": USER_AGENT, authorization: `Bearer ${await sessionToken(SHOP)}` } });
const page = async (query = "") => loader({ request: await request(`/app/plan${query}`), params: {}, context });
const choose = async (plan: string) => action({ request: await request("/app/plan", { method: "POST", body: new URLSearchParams({ plan }) }), params: {}, context });
const stateOf = async (): Promise<unknown> => (await readShop(db, shopId)).plan;

let shopId = "";
beforeEach(async () => {
  await db.$executeRawUnsafe(`TRUNCATE shop, connection, shopify_session, pull`);
  Object.assign(admin, { closed: false, paid: null, asked: null });
  const url = `${URL_}/app?${framed(SHOP, await sessionToken(SHOP))}`;
  ({ shopId } = await requireWho(new Request(url, { headers: { "user-agent": USER_AGENT } }), context));
});

/** The merchant says yes in Shopify's pages, and is led back. */
const approve = async () => {
  const asked = await choose("grow");
  admin.paid = admin.asked;
  return { asked, back: await page("?charge_id=1") };
};

describe("the plan of a shop", () => {
  it("is the free one at first", async () => {
    expect(await page()).toMatchObject({ billed: true, lapsed: false, plan: { name: "free" } });
    expect(await stateOf()).toBe("free");
  });

  it("becomes the paid one with the merchant's yes in Shopify's own pages, and not before", async () => {
    const asked = await choose("grow");
    expect(asked).toMatchObject({ leadsTo: `https://${SHOP}/admin/charges/confirm`, failed: false });
    expect(admin.asked).toMatchObject({ name: "Grow", trialDays: 14, test: true, returnUrl: `https://admin.shopify.com/store/payer/apps/${KEYS.id}/app/plan` });
    expect(await stateOf()).toBe("free");
    const { back } = await approve();
    expect(back).toMatchObject({ stale: false, plan: { name: "grow", test: true, trialEndsAt: expect.any(Number) } });
    expect(await stateOf()).toBe("active");
  });

  it("ends when the merchant says so: nothing is paid, and nothing has lapsed", async () => {
    await approve();
    const answer = await choose("free");
    expect(answer).toBeInstanceOf(Response);
    expect([admin.paid, await stateOf()]).toEqual([null, "free"]);
  });

  it("lapses when Shopify says it is no longer paid, and holds again once it is", async () => {
    await approve();
    const paid = admin.paid;
    admin.paid = null;
    await app.shopify?.plans.refresh(shopId);
    expect([await stateOf(), (await page()).lapsed]).toEqual(["lapsed", true]);
    admin.paid = paid && { ...paid, status: "FROZEN" };
    await app.shopify?.plans.refresh(shopId);
    expect(await stateOf()).toBe("lapsed");
    admin.paid = paid;
    await app.shopify?.plans.refresh(shopId);
    expect(await stateOf()).toBe("active");
  });

  it("stays what it was while Shopify cannot be asked, and the page says so", async () => {
    await approve();
    admin.closed = true;
    expect(await page("?charge_id=1")).toMatchObject({ stale: true, plan: { name: "grow" } });
    await expect(app.shopify?.plans.refresh(shopId)).rejects.toMatchObject({ name: "PlatformError" });
    expect(await stateOf()).toBe("active");
    expect(await choose("grow")).toMatchObject({ leadsTo: null, failed: true, said: expect.stringContaining("Reload") });
  });

  it("must be one of the two", async () => {
    expect(await choose("gold")).toMatchObject({ failed: true, said: expect.stringContaining("two plans") });
  });
});

describe("a shop that Shopify does not bill", () => {
  it("has everything, and is asked for nothing", async () => {
    await addShop(db, "woo", "woocommerce");
    const cookie = await signInCookie(app, { shopId: "woo", person: "owner", role: "owner" });
    const at = (init: RequestInit) => ({ request: new Request(`${URL_}/app/plan`, { ...init, headers: { cookie } }), params: {}, context });
    expect(await loader(at({}))).toMatchObject({ billed: false, plan: null });
    expect(await action(at({ method: "POST", body: new URLSearchParams({ plan: "grow" }) }))).toMatchObject({ failed: true });
    expect((await readShop(db, "woo")).plan).toBeUndefined();
    await app.shopify?.plans.refresh("woo");
  });
});
