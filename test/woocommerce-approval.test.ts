/** Who is signed in by an approval at a WooCommerce store, and who is not: somebody else may have begun it. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { openDoor } from "./door.ts";
import type { Door } from "./door.ts";
import { startWooStore } from "./doubles/woocommerce/index.ts";
import type { WooCommerceDouble } from "./doubles/woocommerce/index.ts";
import { approve, connectPages } from "./woocommerce-pages.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const { prisma: db } = await testDatabase();
const browser = await testBrowser();
let now = NOW;
let door: Door;
let store: WooCommerceDouble;
let page: Page;
const app = await connectPages(() => door);

beforeEach(async () => {
  await db.$executeRawUnsafe("TRUNCATE shop CASCADE");
  now = NOW;
  store = await startWooStore({ now: NOW, orders: 6, customers: 3, products: 2, local: true });
  door = await openDoor(db, { url: app, reach: store.reach, now: () => now, log: { error: () => undefined, warn: () => undefined } });
  page = await browser.open();
});
afterEach(async () => {
  await Promise.all([page.context().close(), store.close(), door.close()]);
});

const shops = () => db.shop.findMany({ where: { platform: "woocommerce" } });
const post = (body: object) => fetch(`${app}/connect/woocommerce/callback`, { method: "POST", headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(body) });

test("is not signed in to a shop that was here before by approving alone, whoever began; a key made by hand opens it", async () => {
  await approve(page, app, store);
  await page.waitForURL(`${app}/app`);
  const keys = store.store.keys.all.size;
  await page.context().clearCookies();
  await approve(page, app, store);
  await expect(page.textContent("h1")).resolves.toBe("Your store is connected again");
  expect(store.store.keys.all.size).toBe(keys + 1);
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    expect(await seriousProblems(page)).toEqual([]);
    await screenshot(page, `connect-woocommerce-renewed-${width}`);
  }
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("afterglow_session");
  await page.getByRole("link", { name: "a key made by hand" }).click();
  const { consumerKey, consumerSecret } = store.credentials as { consumerKey: string; consumerSecret: string };
  await page.getByLabel("Consumer key").fill(consumerKey);
  await page.getByLabel("Consumer secret").fill(consumerSecret);
  await page.getByRole("button", { name: "Connect with these keys" }).click();
  await page.waitForURL(`${app}/app`);
});

test("who was talked into approving what another began takes it back: the other is signed out, and nothing is left", async () => {
  const begun = await fetch(`${app}/connect/woocommerce?store=${encodeURIComponent(store.domain)}`, { redirect: "manual" });
  const consent = begun.headers.get("location") ?? "";
  const user = new URL(consent).searchParams.get("user_id") ?? "";
  await page.goto(consent);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("link", { name: "Approve" }).click();
  await expect(page.textContent("h1")).resolves.toBe("Your store is connected");
  const entered = await fetch(`${app}/connect/woocommerce/return?user_id=${user}`, { headers: { cookie: begun.headers.get("set-cookie")?.split(";")[0] ?? "" }, redirect: "manual" });
  const session = { headers: { cookie: entered.headers.get("set-cookie")?.split(";")[0] ?? "" }, redirect: "manual" } as const;
  expect(await (await fetch(`${app}/app`, session)).text()).toBe("Signed in to Bob's Mugs");
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    expect(await seriousProblems(page)).toEqual([]);
    await screenshot(page, `connect-woocommerce-not-me-${width}`);
  }
  await page.getByRole("button", { name: "This was not me: disconnect" }).click();
  await expect(page.textContent("h1")).resolves.toBe("Your store is being disconnected");
  await door.app.work.drain();
  expect(await shops()).toEqual([]);
  expect(store.store.hooks.all.size).toBe(0);
  expect((await fetch(`${app}/app`, session)).headers.get("location")).toContain("/sign-in");
});

test("a shop with a past is disconnected by no state: not by a renewed one, an old one, or from another site", async () => {
  const beginAnother = async () => new URL((await fetch(`${app}/connect/woocommerce?store=${encodeURIComponent(store.domain)}`, { redirect: "manual" })).headers.get("location") ?? "").searchParams.get("user_id") ?? "";
  const approved = async () => {
    const user_id = await beginAnother();
    const key = store.store.keys.create("read_write");
    expect((await post({ key_id: key.id, user_id, consumer_key: key.key, consumer_secret: key.secret, key_permissions: "read_write" })).status).toBe(200);
    return user_id;
  };
  const disown = async (user_id: string, headers: Record<string, string> = {}) => (await fetch(`${app}/connect/woocommerce/return`, { method: "POST", headers, body: new URLSearchParams({ user_id }) })).text();
  const [first, renewed, open] = [await approved(), await approved(), await beginAnother()];
  expect(await disown(first, { "sec-fetch-site": "cross-site" })).toContain("Nothing was changed");
  for (const user of [renewed, open, "", "x".repeat(5_000)]) expect(await disown(user)).toContain("Nothing was changed");
  now += 16 * 60_000;
  expect(await disown(first)).toContain("Nothing was changed");
  expect(await db.notice.count()).toBe(0);
});

test("many addresses in a row are looked for up to a bound", async () => {
  const ask = async () => (await fetch(`${app}/connect/woocommerce`, { method: "POST", body: new URLSearchParams({ store: store.domain }), redirect: "manual" })).status;
  const answers: number[] = [];
  for (let time = 0; time < 32; time++) answers.push(await ask());
  expect(new Set(answers.slice(0, 30))).toEqual(new Set([303]));
  expect(answers.slice(30)).toEqual([429, 429]);
  now += 11 * 60_000;
  expect(await ask()).toBe(303);
});

