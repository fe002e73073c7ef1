/** The admin inside another site's page, in a browser that sends no cookies there: as Wix's and WooCommerce's merchants meet it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterEmbedded } from "#app/embedded.server.ts";
import { createSignIn, signInUrl } from "#app/models/sign-in.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { reload, screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
let now = NOW;
const { app } = await openDoor(db, { now: () => now, platformKeys: { shopify: { id: "our-key", secret: "our-secret" } } });
const browser = await testBrowser();
let web: Web;

/** The store's own admin, at another site than ours: "127.0.0.1" and "localhost" are two. */
const shopAdmin = createServer((request, response) => {
  const to = new URL(request.url ?? "", "http://shop").searchParams.get("to") ?? "/app";
  const { headers } = enterEmbedded(app, { shopId: "woo", person: "woo:1", role: "owner", platform: "woocommerce" }, to);
  response.setHeader("content-type", "text/html");
  response.end(`<!doctype html><html lang="en"><title>Store admin</title><body style="margin:0"><iframe title="Afterglow" style="width:100%;height:760px;border:0" src="${web.url}${headers.get("location")}"></iframe></body></html>`);
});

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app: { ...app, receive: app.receive }, port: 0, log: { info() {}, warn() {}, error() {}, debug() {} } as never });
  await new Promise<void>((resolve) => shopAdmin.listen(0, "127.0.0.1", resolve));
  await addShop(db, "woo", "woocommerce", { domain: adminUrl() });
  await takeIn(db, "woo", [sampleOrder("1001", NOW - 5000)], NOW);
  await addShop(db, "other", "woocommerce");
  await addShop(db, "shopify", "shopify", { domain: "demo.myshopify.com" });
  await db.delivery.create({ data: { id: "0192e5a0-0000-7000-8000-000000000001", shopId: "woo", topic: "order.created", headers: {}, body: Buffer.from("{"), receivedAt: new Date(NOW), status: "quarantined", reason: "the body is not JSON" } });
});
afterAll(async () => {
  shopAdmin.closeAllConnections();
  shopAdmin.close();
  await web?.close();
});

const adminUrl = (): string => `http://127.0.0.1:${(shopAdmin.address() as AddressInfo).port}`;

type Sent = { readonly url: string; readonly headers: Record<string, string> };

async function framed(page: Page, to = "/app"): Promise<{ frame: Frame; sent: () => Promise<Sent[]> }> {
  const sent: Promise<Sent>[] = [];
  page.on("request", (request) => void sent.push(request.allHeaders().then((headers) => ({ url: request.url(), headers }))));
  await page.goto(`${adminUrl()}/?to=${encodeURIComponent(to)}`);
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (!frame) throw new Error("there is no frame");
  await frame.waitForSelector("main h1");
  return { frame, sent: () => Promise.all(sent) };
}

const heading = (frame: Frame, name: string | RegExp) => frame.getByRole("heading", { level: 1, name }).waitFor();

test("a merchant works in the frame: pages, a form, a reload, back, and no cookie or token in sight", async () => {
  const page = await browser.open(WIDTHS.desktop);
  // The same browser is signed in to another shop: its cookie must not come along.
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(signInUrl({ url: web.url, secret: app.secret }, await createSignIn(db, "other", NOW), NOW + 60_000));
  expect((await page.context().cookies(web.url)).length).toBe(1);
  const { frame, sent } = await framed(page, "/app/customers?q=love");
  await heading(frame, "Customers");
  expect(new URL(frame.url()).search).toBe("?q=love");
  await frame.getByRole("link", { name: "Ada Lovelace" }).click();
  await heading(frame, /Ada Lovelace/);
  await frame.getByRole("link", { name: "Deliveries" }).click();
  await frame.getByRole("link", { name: "order.created" }).click();
  await heading(frame, "order.created");
  await frame.getByRole("button", { name: "Read it again" }).click();
  await frame.getByText("In line").waitFor();
  expect((await db.delivery.findFirstOrThrow({ where: { shopId: "woo" } })).status).toBe("pending");
  await reload(frame);
  await frame.waitForURL(/deliveries\/[\w-]+$/);
  await heading(frame, "order.created");
  await frame.evaluate(() => setTimeout(() => history.back(), 0));
  await heading(frame, "Deliveries");
  await screenshot(page, "embedded-desktop");
  expect(await seriousProblems(page)).toEqual([]);
  const ours = (await sent()).filter(({ url }) => url.startsWith(web.url));
  expect(ours.length).toBeGreaterThan(20);
  expect(ours.filter(({ headers }) => headers["cookie"] !== undefined)).toEqual([]);
  expect(ours.filter(({ headers }) => headers["referer"]?.includes("age.eyJ"))).toEqual([]);
  expect(frame.url()).not.toMatch(/age\.eyJ/);
});

test("what the router does not take still works: a page load, a plain form, and a long-open page", async () => {
  const page = await browser.open(WIDTHS.phone);
  const { frame } = await framed(page, "/app/customers?q=love");
  await frame.getByRole("link", { name: "Clear" }).click();
  await frame.waitForURL(/customers\?$|customers$/);
  expect(await frame.getByRole("searchbox").inputValue()).toBe("");
  await frame.evaluate(() => {
    document.body.append(Object.assign(document.createElement("a"), { href: "/app/tasks?from=link", textContent: "A page load" }));
  });
  await frame.getByRole("link", { name: "A page load" }).click();
  await frame.waitForURL(/tasks\?from=link$/);
  await heading(frame, "Tasks");
  await frame.evaluate(() => {
    const form = Object.assign(document.createElement("form"), { method: "get", action: "/app/customers" });
    form.innerHTML = '<input name="q" value="nobody">';
    document.body.append(form);
    form.requestSubmit();
  });
  await frame.waitForURL(/customers\?q=nobody$/);
  await frame.getByText(/No customer/).waitFor();
  // Each request brings a fresh token, so a visit outlasts the first one.
  for (let step = 0; step < 3; step++) {
    now += 8 * 60_000;
    await frame.getByRole("link", { name: step % 2 ? "Customers" : "Messages" }).click();
    await heading(frame, step % 2 ? "Customers" : "Messages");
  }
  await screenshot(page, "embedded-phone");
  now += 11 * 60_000;
  await frame.getByRole("link", { name: "Tasks" }).click();
  await heading(frame, "Open Afterglow again");
  now = NOW;
});

test("no other site may frame the admin, and none may with a forged token", async () => {
  const answers = await Promise.all([`${web.url}/app?embed=age.e30.x`, `${web.url}/sign-in`].map((url) => fetch(url)));
  for (const answer of answers) expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const own = await fetch(`${web.url}${enterEmbedded(app, { shopId: "woo", person: "woo:1", role: "owner", platform: "woocommerce" }).headers.get("location")}`);
  expect(own.headers.get("content-security-policy")).toContain(`frame-ancestors ${adminUrl()};`);
  expect(await own.text()).not.toMatch(/age\.eyJ/);
});

test("a browser that keeps nothing for framed pages: all works but a reload, which says what to do", async () => {
  const page = await browser.open(WIDTHS.desktop);
  await page.addInitScript(() => {
    const denied = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    for (const name of ["sessionStorage", "localStorage"]) Object.defineProperty(window, name, { get: denied, configurable: true });
  });
  const { frame } = await framed(page);
  await frame.getByRole("link", { name: "Tasks" }).click();
  await heading(frame, "Tasks");
  await reload(frame);
  await heading(frame, "Open Afterglow again");
});

test("in Shopify's admin, and nowhere else, Shopify's script comes first", async () => {
  const head = async (shopId: string, platform: "shopify" | "woocommerce"): Promise<{ html: string; policy: string }> => {
    const answer = await fetch(`${web.url}${enterEmbedded(app, { shopId, person: "somebody", role: "staff", platform }).headers.get("location")}`);
    return { html: (await answer.text()).split("<head>")[1] ?? "", policy: answer.headers.get("content-security-policy") ?? "" };
  };
  const { html, policy } = await head("shopify", "shopify");
  expect(html).toMatch(/^<meta name="shopify-api-key" content="our-key"\/><script src="https:\/\/cdn\.shopify\.com\/shopifycloud\/app-bridge\.js"><\/script>/);
  expect(policy).toContain("frame-ancestors https://demo.myshopify.com https://admin.shopify.com;");
  expect(policy).toMatch(/script-src [^;]*https:\/\/cdn\.shopify\.com/);
  const other = await head("woo", "woocommerce");
  expect(other.html).toMatch(/^<script src="\/assets\/embedded-[\w-]+\.js"><\/script>/);
  expect(other.html + other.policy).not.toContain("cdn.shopify.com");
});
