/** A merchant connects a Magento store, in a cold browser: Activate in the store's admin, one click in our popup, and the past is read. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { openDoor } from "./door.ts";
import { startMagento } from "./doubles/magento/index.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const { prisma: db } = await testDatabase();
const log: string[] = [];
const write = (...args: unknown[]): void => void log.push(JSON.stringify(args));
const quiet = { error: write, warn: write, info: write, debug: write };
const { app } = await openDoor(db, { now: () => NOW, reach: { allowPrivate: true }, log: quiet });
const store = await startMagento({ now: NOW, orders: 120, customers: 9, products: 4 });
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
  await store.close();
});

/** Presses Activate in the store's admin; gives back the popup when it shows our page. */
async function activate() {
  const page = await browser.open(WIDTHS.desktop);
  await page.goto(`${store.url}/admin`);
  await page.fill("#callback", `${web.url}/connect/magento/activate`);
  await page.fill("#identity", `${web.url}/connect/magento/identity`);
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#activate")]);
  await popup.waitForURL(/connect\/magento\/identity/);
  return { page, popup };
}

test("from Activate to a shop whose past is read, with one click", async () => {
  const { page, popup } = await activate();
  await popup.getByRole("heading", { name: "Connect your store" }).waitFor();
  await expect(popup.getByText(store.url.replace("http://", "")).isVisible()).resolves.toBe(true);
  for (const [width, size] of Object.entries(WIDTHS)) {
    await popup.setViewportSize(size);
    await screenshot(popup, `magento-connect-${width}`);
    expect(await seriousProblems(popup)).toEqual([]);
  }
  await popup.keyboard.press("Tab");
  await popup.keyboard.press("Enter");
  await popup.waitForURL(`${store.url}/admin/integration/loginSuccessCallback`);
  await popup.getByRole("heading", { name: "Integration activated" }).waitFor();

  const shop = await db.shop.findFirstOrThrow({ where: { platform: "magento" } });
  expect([shop.domain, shop.name]).toEqual([store.url, "Ada's Mugs"]);
  expect((await db.journey.findMany({ where: { shopId: shop.id } })).every(({ status }) => status === "off")).toBe(true);
  await app.work.drain();
  expect(await db.pull.findMany({ where: { shopId: shop.id, status: { not: "done" } } })).toEqual([]);
  expect(await db.order.count({ where: { shopId: shop.id } })).toBe(120);

  // The same browser is signed in: the admin opens without a link.
  await page.goto(`${web.url}/app`);
  expect(new URL(page.url()).pathname).not.toBe("/sign-in");
});

test("what happens then comes through the shop's own door, signed by the module", async () => {
  const shop = await db.shop.findFirstOrThrow({ where: { platform: "magento" } });
  store.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, NOW);
  const sent = store.takeWebhooks(shop.id);
  const answers = await Promise.all(sent.map(({ path, headers, body }) => fetch(`${web.url}${path}`, { method: "POST", headers, body: Buffer.from(body) })));
  expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 200));
  expect(await db.delivery.count({ where: { shopId: shop.id, topic: "order.saved" } })).toBe(2);
});

test("a store that does not confirm the activation is named, and nobody is signed in", async () => {
  const shops = await db.shop.count();
  const stranger = { oauth_consumer_key: "stranger".repeat(4), oauth_consumer_secret: "secret12".repeat(4), store_base_url: store.url, oauth_verifier: "verifier".repeat(4) };
  expect((await fetch(`${web.url}/connect/magento/activate`, { method: "POST", body: new URLSearchParams(stranger) })).status).toBe(200);
  const page = await browser.open(WIDTHS.phone);
  await page.goto(`${web.url}/connect/magento/identity?oauth_consumer_key=${stranger.oauth_consumer_key}&success_call_back=${encodeURIComponent(store.url)}`);
  await page.click("button");
  await page.getByText("The store did not confirm this activation").waitFor();
  expect([await page.context().cookies(), await db.shop.count()]).toEqual([[], shops]);
  const refused = await fetch(`${web.url}/connect/magento/activate`, { method: "POST", body: new URLSearchParams({ ...stranger, store_base_url: "https://na1.api.commerce.adobe.com/x" }) });
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("Cloud Service")]);
});

test("a popup that comes too late says so at both widths", async () => {
  const popup = await browser.open(WIDTHS.phone);
  const answer = await popup.goto(`${web.url}/connect/magento/identity?oauth_consumer_key=unknown&success_call_back=${encodeURIComponent(store.url)}`);
  expect(answer?.status()).toBe(410);
  await popup.getByText("it lasts five minutes").waitFor();
  await screenshot(popup, "magento-connect-late-phone");
  expect(await seriousProblems(popup)).toEqual([]);
});

test("no key, secret, token or verifier was logged", () => {
  expect(log.join("\n")).not.toMatch(/oauth_|consumer-secret|access-secret|[0-9a-f]{32}/);
});
