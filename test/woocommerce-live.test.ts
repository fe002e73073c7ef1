/** A WooCommerce store that someone else runs, from its address to a journey's e-mail and back out: our built pages, a cold browser, the store over HTTP. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { embedSignature } from "#app/embed-woocommerce.server.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { openDoor } from "./door.ts";
import { startWooStore } from "./doubles/woocommerce/index.ts";
import { leadTo } from "./lead-to.ts";
import { knownOf, truthOf } from "./platform-scene.ts";
import { startSmtp } from "./smtp.ts";

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
let now = Date.UTC(2026, 4, 4, 15);
const smtp = await startSmtp();
const browser = await testBrowser();
const store = await startWooStore({ now, orders: 120, customers: 12, products: 6, local: true, folder: "/store" });
const port = await freePort();
const url = `http://localhost:${port}`;
const troubles: string[] = [];
const quiet = { error: (line: string) => void troubles.push(line), warn: () => undefined, info: () => undefined, debug: () => undefined };
const { app } = await openDoor(db, { url, now: () => now, reach: store.reach, email: { smtpUrl: smtp.url, from: "hello@afterglow.example" }, log: quiet });
let web: Web;
let page: Page;

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port, log: quiet as never });
  page = await browser.open();
}, 180_000);
afterAll(async () => {
  // First, or its last requests find nobody.
  await browser.close();
  await Promise.all([web?.close(), store.close(), smtp.close()]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

const theShop = () => db.shop.findFirstOrThrow({ where: { platform: "woocommerce" } });
const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();

/** The store's webhooks find our door; what they bring is dealt with. Their answers. */
async function deliver(): Promise<number[]> {
  const answers: number[] = [];
  for (const sent of store.takeWebhooks((await theShop()).id)) {
    answers.push((await fetch(`${url}${sent.path}`, { method: "POST", headers: sent.headers, body: Buffer.from(sent.body) })).status);
  }
  await app.work.drain();
  return answers;
}

async function approve(): Promise<void> {
  await page.getByLabel("Your store’s address").first().fill(`${store.domain}/wp-admin/`);
  await page.getByRole("button", { name: "Continue to your store" }).click();
  const login = page.getByRole("button", { name: "Log in" });
  const yes = page.getByRole("link", { name: "Approve" });
  await login.or(yes).waitFor();
  if (await login.isVisible()) await login.click();
  await yes.click();
  await page.waitForURL(`${url}/app`);
}

test("from the bare address to a connected store, whose past is read before the merchant's eyes", async () => {
  await page.goto(url);
  await page.getByText("Add Afterglow in your Magento admin").click();
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    await screenshot(page, `front-${width}`);
    expect(await seriousProblems(page), width).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), width).toBe(true);
  }
  await page.getByRole("link", { name: "Connect a WooCommerce store" }).click();
  await approve();
  await heading("Welcome to Afterglow");
  await page.getByText("Your past is being read").waitFor();
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    await screenshot(page, `woocommerce-first-run-${width}`);
    expect(await seriousProblems(page), width).toEqual([]);
  }
  await app.work.drain();
  await page.getByText("Your past is here").waitFor();
  await page.getByText("Your journeys are off").waitFor();
  await page.getByRole("link", { name: "Connection" }).click();
  await heading("Connection");
  expect(await page.getByRole("main").textContent()).toMatch(/Customers12\D*Done.*Orders120\D*Done/);
  expect(await knownOf(db, (await theShop()).id)).toEqual(truthOf(store));
  expect(await db.message.count()).toBe(0);
});

test("what happens in the store then is followed: placed, paid, shipped, refunded", async () => {
  const steps = [
    { kind: "order_placed", customer: 2, products: [1, 3], paid: false }, { kind: "order_paid", order: 121 },
    { kind: "order_shipped", order: 121, tracking: "1Z999AA10123456784" }, { kind: "order_refunded", order: 121, amount: 500 },
  ] as const;
  for (const step of steps) {
    store.change(step, (now += MINUTE));
    const answers = await deliver();
    expect(answers.length, step.kind).toBeGreaterThan(0);
    expect(new Set(answers), step.kind).toEqual(new Set([200]));
    expect(await knownOf(db, (await theShop()).id), step.kind).toEqual(truthOf(store));
  }
  await page.goto(`${url}/app/customers?q=shopper2%40`);
  await page.locator("main").getByRole("link", { name: /First2/ }).click();
  for (const words of [/Placed order/, /[Pp]arcel/, /[Rr]efund/]) await page.getByText(words).first().waitFor();
  expect(smtp.mails).toEqual([]);
});

test("a journey is looked at over last year, switched on, and the next order enters it", async () => {
  await page.getByRole("link", { name: "Journeys" }).click();
  await page.getByRole("link", { name: "Welcome", exact: true }).click();
  await page.getByRole("link", { name: "What it would have done last year" }).click();
  await page.getByRole("button", { name: "Look at the last year" }).click();
  await page.getByText("Would have entered").first().waitFor({ timeout: 30_000 });
  await screenshot(page, "woocommerce-backtest");
  await page.goto(`${url}/app/journeys/welcome`);
  await page.getByRole("link", { name: "Switch on" }).click();
  await page.getByText("Who would have entered while it was off does not.").waitFor();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Live", { exact: true }).waitFor();
  await app.work.drain();
  expect([await db.enrollment.count(), smtp.mails.length]).toEqual([0, 0]);

  store.change({ kind: "order_placed", customer: 5, products: [2], paid: true }, (now += MINUTE));
  await deliver();
  const [mail] = await smtp.waitFor(1);
  expect(mail?.to).toEqual(["shopper5@example.com"]);
  const links = [...String(mail?.parsed.html).matchAll(/href="([^"]+)"/g)].map(([, link]) => link?.replaceAll("&amp;", "&") ?? "");
  expect(links.length).toBeGreaterThan(0);
  for (const link of links.filter((one) => one.startsWith("http"))) {
    expect(link, "links lead to us").toMatch(new RegExp(`^${url}/`));
    expect((await fetch(link)).status, link).toBe(200);
  }
  await page.goto(`${url}/app/messages`);
  await page.getByText(/First5/).first().waitFor();
});

test("the plugin's link opens the same admin inside the store's own", async () => {
  const shop = await theShop();
  const query = { shop: shop.id, user: "7", role: "owner", exp: String(now / 1000 + 60) };
  const hook = [...store.store.hooks.all.values()][0];
  const link = `${url}/embed/woocommerce?${new URLSearchParams({ ...query, sig: embedSignature(hook?.secret ?? "", query) })}`;
  const framing = await browser.open();
  await leadTo(framing.context(), url, web.url);
  await framing.route(`${store.url}/wp-admin/**`, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en"><title>Store</title><iframe title="Afterglow" style="width:100%;height:800px;border:0" src="${link.replaceAll("&", "&amp;")}"></iframe>` }));
  await framing.goto(`${store.url}/wp-admin/admin.php?page=afterglow`);
  const frame = framing.frames().find((one) => one !== framing.mainFrame());
  await frame?.getByRole("navigation").getByRole("link", { name: "Customers", exact: true }).click();
  await frame?.getByRole("link", { name: /First5/ }).waitFor();
  expect(await framing.context().cookies(url)).toEqual([]);
});

test("disconnected, nothing is taken or sent; connected again, the shop and its past are there", async () => {
  const shop = await theShop();
  const [orders, mails] = [await db.order.count(), smtp.mails.length];
  await page.goto(`${url}/app/connection`);
  await page.getByRole("link", { name: "Disconnect…" }).click();
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await page.getByText("Your store is being disconnected").waitFor();
  await app.work.drain();
  await heading("Your store is disconnected");
  expect([...store.store.hooks.all.values()].filter(({ status }) => status === "active")).toEqual([]);
  store.change({ kind: "order_placed", customer: 6, products: [2], paid: true }, (now += MINUTE));
  await deliver();
  expect([await db.order.count(), smtp.mails.length]).toEqual([orders, mails]);
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    await screenshot(page, `disconnected-${width}`);
    expect(await seriousProblems(page), width).toEqual([]);
  }

  now += 10 * MINUTE;
  // Approving opens a store that is here already to nobody; a key made by hand does.
  await page.getByRole("link", { name: "Connect it again" }).click();
  const key = store.store.keys.create("read_write");
  await page.getByLabel("Your store’s address").last().fill(store.domain);
  await page.getByLabel("Consumer key").fill(key.key);
  await page.getByLabel("Consumer secret").fill(key.secret);
  await page.getByRole("button", { name: "Connect with these keys" }).click();
  await page.waitForURL(`${url}/app`);
  now += 5 * MINUTE;
  await app.work.drain();
  expect((await theShop()).id).toBe(shop.id);
  expect(await knownOf(db, shop.id)).toEqual(truthOf(store));
  expect(smtp.mails.length, "what was missed starts nothing").toBe(mails);
  expect(troubles).toEqual([]);
});
