/** A merchant's first minutes in Shopify's admin, in a cold browser: the frame, the token, the install, and pages without a cookie. */
import type { BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { proxySignature } from "#app/shopify-proxy.server.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { reload, screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { openDoor } from "./door.ts";
import { leadTo } from "./lead-to.ts";
import type { Asked } from "./lead-to.ts";
import { framed, KEYS, sessionToken, startShopifyAdmin, USER_AGENT } from "./shopify-admin.ts";

const { prisma: db } = await testDatabase();
const admin = await startShopifyAdmin();
const SHOP = "cold.myshopify.com";
const APP = "https://afterglow.test";
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const { app } = await openDoor(db, { url: APP, now: Date.now, platformKeys: { shopify: KEYS }, reach: admin.reach, log: quiet });
const browser = await testBrowser();
let web: Web;

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port: 0, log: quiet });
}, 180_000);
afterAll(async () => {
  // First, or its last requests find nobody.
  await browser.close();
  await web?.close();
});

/** What App Bridge does that matters here: its own requests carry a session token, and the step page comes back with one. */
const bridge = (token: string): string => `
  const token = ${JSON.stringify(token)};
  const plain = window.fetch;
  window.fetch = (input, init = {}) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return plain(request);
    const headers = new Headers(request.headers);
    headers.set("Authorization", "Bearer " + token);
    return plain(new Request(request, { headers }));
  };
  const back = new URLSearchParams(location.search).get("shopify-reload");
  if (back) location.replace(back + "&id_token=" + token);`;

/** Shopify's admin around our page, our app at its public address, and Shopify's script unless it is out of reach. */
async function openAdmin(path: string, { token, shop = SHOP, script = true, size = WIDTHS.desktop }: { shop?: string; token: string | null; script?: boolean; size?: { width: number; height: number } }): Promise<{ page: Page; frame: Frame; asked: Asked[] }> {
  const page = await browser.open(size);
  const context: BrowserContext = page.context();
  const fresh = await sessionToken(SHOP);
  const all: Asked[] = [];
  await leadTo(context, APP, web.url, (one) => void all.push(one));
  await context.route("https://cdn.shopify.com/**", (route) => (script ? route.fulfill({ contentType: "text/javascript", body: bridge(fresh) }) : route.abort()));
  await context.route("https://admin.shopify.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en"><title>Shopify</title><iframe title="app" style="border:0;width:100%;height:1200px" src="${APP}${path}?${framed(shop, token).replaceAll("&", "&amp;")}"></iframe>` }),
  );
  await page.goto("https://admin.shopify.com/store/cold/apps/afterglow");
  const frame = page.frames().find((one) => one.parentFrame() !== null);
  if (!frame) throw new Error("there is no frame");
  return { page, frame, asked: all };
}

test("opened from Shopify's admin for the first time, the app is installed and shows its first page", async () => {
  const { page, frame } = await openAdmin("/", { token: await sessionToken(SHOP) });
  await frame.getByRole("navigation", { name: "Main" }).waitFor();
  expect(new URL(frame.url()).pathname).toBe("/app");
  expect(await frame.locator("head > :first-child").getAttribute("name")).toBe("shopify-api-key");
  expect(await frame.locator("head > script").first().getAttribute("src")).toBe("https://cdn.shopify.com/shopifycloud/app-bridge.js");
  expect(await db.shop.findMany({ select: { domain: true, platform: true } })).toEqual([{ domain: SHOP, platform: "shopify" }]);
  expect(await page.context().cookies()).toEqual([]);
  await screenshot(page, "shopify-first-page");
});

test("from there one goes from page to page, without a cookie and without another exchange", async () => {
  const { page, frame } = await openAdmin("/app", { token: await sessionToken(SHOP) });
  const before = admin.exchanges;
  await frame.getByRole("link", { name: "Customers", exact: true }).click();
  await frame.waitForURL(/\/app\/customers/);
  await frame.getByRole("heading", { name: "Customers", exact: true }).waitFor();
  expect([admin.exchanges - before, await db.shop.count(), await page.context().cookies()]).toEqual([0, 1, []]);
});

test("a deep link opens its page, also by way of the step where the address has no token", async () => {
  for (const token of [await sessionToken(SHOP), null]) {
    const { frame } = await openAdmin("/app/customers", { token });
    await frame.waitForURL(/\/app\/customers/);
    await frame.getByRole("heading", { name: "Customers", exact: true }).waitFor();
  }
});

test("where Shopify's script is out of reach, a page still shows", async () => {
  const { frame } = await openAdmin("/app/journeys", { token: await sessionToken(SHOP), script: false });
  await frame.getByRole("heading", { name: "Journeys", exact: true }).waitFor();
});

test("a merchant works there: every page and form is asked for with Shopify's token, and the frame may be reloaded", async () => {
  const { page, frame, asked } = await openAdmin("/app/connection", { token: await sessionToken(SHOP) });
  await frame.getByRole("heading", { name: "Connection", exact: true }).waitFor();
  await frame.getByRole("button", { name: "Check now: webhooks" }).click();
  await frame.getByText("The webhooks were checked.").waitFor();
  await frame.getByText("Shopify tells Afterglow of everything but what stands here.").waitFor();
  // The double grants two permissions only.
  await frame.getByText("Shopify sends this only with the permission read_returns. Open Afterglow from your Shopify admin and accept it.").waitFor();
  expect(await frame.getByText("with the permission read_returns").count()).toBe(1);
  expect(await seriousProblems(page)).toEqual([]);
  await screenshot(page, "shopify-connection");
  await frame.getByRole("link", { name: "Plan", exact: true }).click();
  await frame.getByRole("heading", { name: "Plan", exact: true }).waitFor();
  await frame.getByRole("link", { name: "Customers", exact: true }).click();
  await frame.getByRole("heading", { name: "Customers", exact: true }).waitFor();
  const scripts = asked.filter(({ path, isPage }) => !isPage && path.endsWith(".data"));
  expect(asked.filter(({ method }) => method === "POST")).toEqual([{ path: "/app/connection.data", method: "POST", bearer: true, isPage: false }]);
  expect(scripts.filter(({ bearer }) => !bearer)).toEqual([]);
  for (let times = 0; times < 2; times++) {
    // The router took the shop out of the address.
    await frame.evaluate(() => history.replaceState(history.state, "", "/app/customers?q=nobody"));
    await reload(frame);
    await frame.waitForURL(/\/app\/customers\?q=nobody&.*id_token=/);
    await frame.getByText(/No customer/).first().waitFor();
  }
  expect([asked.some(({ path }) => path === "/auth/embedded"), await page.context().cookies()]).toEqual([true, []]);
});

test("a file is fetched with Shopify's token, too", async () => {
  const { id } = await db.shop.findFirstOrThrow({ where: { domain: SHOP } });
  await takeIn(db, id, [sampleOrder("1001", Date.now() - 5000)], Date.now());
  const { page, frame } = await openAdmin("/app/customers", { token: await sessionToken(SHOP) });
  await frame.getByRole("link", { name: "Ada Lovelace" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), frame.getByRole("link", { name: "Download their data" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^customer-.+\.json$/);
});

test("a shopper's search, which comes as another site's post, finds the order; what is broken finds nothing", async () => {
  const query = new URLSearchParams({ shop: SHOP, timestamp: String(Math.floor(Date.now() / 1000)), path_prefix: "/apps/afterglow" });
  query.append("signature", proxySignature(query, KEYS.secret));
  const search = (path: string, method = "POST") => fetch(`${web.url}${path}?${query}`, { method, redirect: "manual", headers: { origin: "https://shop.example", "x-forwarded-host": "shop.example.com" }, ...(method === "POST" && { body: new URLSearchParams({ number: "1001", email: "ada@example.com" }) }) });
  for (const path of ["/proxy/shopify", "/proxy/shopify/", "/proxy/shopify/orders/find"]) {
    expect([(await search(path, "GET")).status, (await search(path)).headers.get("location")], path).toEqual([200, expect.stringMatching(/^https:\/\/afterglow\.test\/t\//)]);
  }
  for (const path of ["/proxy/shopify/%E0%A4%A", "/proxy/shopify/%00"]) expect((await search(path)).status, path).toBeLessThan(500);
  expect((await fetch(`${web.url}/proxy/shopify?shop=%00&timestamp=%ff&signature=x`)).status).toBe(400);
});

test("the plan is chosen with the keyboard, and Shopify's page of approval takes the whole window", async () => {
  for (const [name, size] of Object.entries(WIDTHS)) {
    const { page, frame } = await openAdmin("/app/plan", { token: await sessionToken(SHOP), size });
    await frame.getByRole("heading", { name: "Plan", exact: true }).waitFor();
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name).toBe(true);
    await screenshot(page, `shopify-plan-${name}`);
  }
  const { page, frame } = await openAdmin("/app/plan", { token: await sessionToken(SHOP) });
  let left = "";
  await page.context().route(`https://${SHOP}/**`, (route) => ((left = route.request().url()), route.fulfill({ contentType: "text/html", body: "approve" })));
  await frame.getByRole("button", { name: /Try Grow free/ }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`https://${SHOP}/**`);
  expect(left).toBe(`https://${SHOP}/admin/charges/confirm`);
});

test("the plan's page has no serious problem for anybody who uses it", async () => {
  const page = await browser.open(WIDTHS.desktop);
  await page.context().route(`${APP}/**`, async (route) => route.abort());
  const html = await fetch(`${web.url}/app/plan?${framed(SHOP, await sessionToken(SHOP))}`, { headers: { "user-agent": USER_AGENT } });
  expect(html.headers.get("content-security-policy")).toContain(`frame-ancestors https://${SHOP} https://admin.shopify.com;`);
  await page.route("http://localhost/plan", async (route) => route.fulfill({ contentType: "text/html", body: (await html.text()).replaceAll(/<script[^>]*src="https:[^>]*><\/script>/g, "").replace("<head>", `<head><base href="${web.url}/">`) }));
  await page.goto("http://localhost/plan");
  await page.getByRole("heading", { name: "Plan", exact: true }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
});

test("a shop that cannot be connected is told what to do, inside the frame", async () => {
  admin.closed = true;
  const { frame } = await openAdmin("/app", { shop: "shut.myshopify.com", token: await sessionToken("shut.myshopify.com") });
  await frame.getByRole("heading", { name: "Afterglow is not connected yet" }).waitFor();
  expect(await frame.getByText("Open Afterglow from your Shopify admin").count()).toBe(1);
  admin.closed = false;
});

test("a script whose token has expired is told by header to come again with another", async () => {
  const answer = await fetch(`${web.url}/app/customers.data`, { headers: { "user-agent": USER_AGENT, authorization: `Bearer ${await sessionToken(SHOP, { lasts: -60 })}` } });
  expect([answer.status, answer.headers.get("x-shopify-retry-invalid-session-request")]).toEqual([401, "1"]);
});
