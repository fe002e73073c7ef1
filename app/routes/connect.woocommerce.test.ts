/** Connecting a store as a merchant does: a cold browser, a store over HTTP, our pages and doors over HTTP. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { embedSignature } from "../embed-woocommerce.server.ts";
import { publicLookup } from "../channels/webhook/public-address.ts";
import { listCustomers } from "../models/customer-list.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "#test/browser.ts";
import { testDatabase } from "#test/database.ts";
import { openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import { startWooStore } from "#test/doubles/woocommerce/index.ts";
import type { WooCommerceDouble } from "#test/doubles/woocommerce/index.ts";
import { approve as approveAt, connectPages } from "#test/woocommerce-pages.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const { prisma: db } = await testDatabase();
const browser = await testBrowser();
const logged: string[] = [];
const log = { error: (...parts: unknown[]) => void logged.push(parts.join(" ")), warn: (...parts: unknown[]) => void logged.push(parts.join(" ")) };
let now = NOW;
let door: Door;
let store: WooCommerceDouble;
let page: Page;

const at = await connectPages(() => door);
const app = (): string => at;
const approve = (): Promise<void> => approveAt(page, at, store);

beforeEach(async () => {
  await db.$executeRawUnsafe("TRUNCATE shop CASCADE");
  logged.length = 0;
  now = NOW;
  store = await startWooStore({ now: NOW, orders: 30, customers: 8, products: 4, local: true, folder: "/store" });
  door = await openDoor(db, { url: app(), reach: store.reach, now: () => now, log });
  page = await browser.open();
});
afterEach(async () => {
  await Promise.all([page.context().close(), store.close(), door.close()]);
});

const shops = () => db.shop.findMany({ where: { platform: "woocommerce" } });
const post = (body: object) => fetch(`${app()}/connect/woocommerce/callback`, { method: "POST", headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(body) });

/** Everything in the database, and everything logged. */
async function everything(): Promise<string> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(`SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
  const rows = await Promise.all(tables.map(({ name }) => db.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${name} t`)));
  expect(rows.flat().length).toBeGreaterThan(50);
  return [...rows.flat().map(({ text }) => text), ...logged].join("\n");
}

describe("a merchant", () => {
  test("connects a store in a few clicks, finds its past, and hears of the next order", async () => {
    await approve();
    await page.waitForURL(`${app()}/app`);
    expect(await page.textContent("body")).toBe("Signed in to Bob's Mugs");
    const [shop] = await shops();
    expect(shop).toMatchObject({ domain: store.domain, currency: "USD", timeZone: "America/New_York" });
    expect(store.store.keys.all.size).toBe(2);
    await door.app.work.drain();
    const customers = async () => (await listCustomers(db, shop?.id ?? "", "", null, 100)).rows;
    const buyers = new Set(store.truth().customers.map(({ email }) => email));
    expect(new Set((await customers()).map(({ email }) => email))).toEqual(buyers);
    const before = (await customers()).find(({ email }) => email === "shopper3@example.com");
    now += 60_000;
    store.change({ kind: "order_placed", customer: 3, products: [1, 2], paid: true }, now);
    for (const sent of store.takeWebhooks(shop?.id ?? "")) expect((await fetch(`${app()}${sent.path}`, { method: "POST", headers: sent.headers, body: Buffer.from(sent.body) })).status).toBe(200);
    await door.app.work.drain();
    expect((await customers()).find(({ email }) => email === "shopper3@example.com")).toMatchObject({ orders: (before?.orders ?? 0) + 1 });

    const held = await everything();
    for (const { key, secret } of store.store.keys.all.values()) {
      expect(held).not.toContain(secret);
      expect(held).not.toContain(key);
    }
  });

  test("connects again: the same shop with its past, a new key, no webhook twice", async () => {
    await approve();
    await page.waitForURL(`${app()}/app`);
    await door.app.work.drain();
    const counted = async () => [(await shops()).length, await db.profile.count(), store.store.hooks.all.size];
    const before = await counted();
    await page.context().clearCookies({ name: "wordpress_logged_in" });
    await approve();
    await page.waitForURL(`${app()}/app`);
    await door.app.work.drain();
    expect(await counted()).toEqual(before);
  });

  test("says no, and nothing is connected", async () => {
    await page.goto(`${app()}/connect/woocommerce?store=${encodeURIComponent(store.domain)}`);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("link", { name: "Deny" }).click();
    await expect(page.textContent("h1")).resolves.toBe("You said no");
    expect(await shops()).toEqual([]);
    expect((await page.goto(`${app()}/app`))?.url()).toContain("/sign-in");
  });

  test("enters keys by hand, also of a store with plain permalinks; a wrong one is named", async () => {
    await store.close();
    store = await startWooStore({ now: NOW, orders: 3, customers: 2, products: 2, local: true, plainPermalinks: true });
    const { consumerKey, consumerSecret } = store.credentials as { consumerKey: string; consumerSecret: string };
    await page.goto(`${app()}/connect/woocommerce`);
    await page.getByLabel("Your store’s address").first().fill(store.domain);
    await page.getByRole("button", { name: "Continue to your store" }).click();
    await expect(page.getByRole("alert").textContent()).resolves.toContain("plain permalinks");
    await page.getByText("My store cannot be approved this way").click();
    const enter = async (secret: string) => {
      await page.getByLabel("Your store’s address").last().fill(store.domain);
      await page.getByLabel("Consumer key").fill(consumerKey);
      await page.getByLabel("Consumer secret").fill(secret);
      await page.getByRole("button", { name: "Connect with these keys" }).click();
    };
    await enter(`cs_${"0".repeat(40)}`);
    await expect(page.getByRole("alert").textContent()).resolves.toContain("does not take these keys");
    expect(await page.content()).not.toContain(consumerSecret);
    await enter(consumerSecret);
    await page.waitForURL(`${app()}/app`);
    expect(await shops()).toHaveLength(1);
  });

  test("reads what is wrong with an address, at every width and with the keyboard", async () => {
    for (const [width, size] of Object.entries(WIDTHS)) {
      await page.setViewportSize(size);
      await page.goto(`${app()}/connect/woocommerce`);
      expect(await seriousProblems(page)).toEqual([]);
      await screenshot(page, `connect-woocommerce-${width}`);
      await page.keyboard.press("Tab");
      await page.keyboard.type("not a store");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert").textContent()).resolves.toBe('"not a store" is not the address of a store. It looks like shop.example or https://shop.example/store.');
      expect(await page.getByLabel("Your store’s address").first().inputValue()).toBe("not a store");
      await page.getByText("My store cannot be approved this way").click();
      expect(await seriousProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await screenshot(page, `connect-woocommerce-wrong-${width}`);
    }
  });
});

describe("the callback", () => {
  /** The state of a connection that was begun, as the store's page of consent is told it. */
  async function state(): Promise<string> {
    const answer = await fetch(`${app()}/connect/woocommerce?store=${encodeURIComponent(store.domain)}`, { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "").searchParams.get("user_id") ?? "";
  }
  const keysOf = (user_id: string, permissions = "read_write") => {
    const key = store.store.keys.create(permissions);
    return { key_id: key.id, user_id, consumer_key: key.key, consumer_secret: key.secret, key_permissions: permissions };
  };
  const returnPage = async (user_id: string) => (await fetch(`${app()}/connect/woocommerce/return?success=1&user_id=${user_id}`, { redirect: "manual" })).text();

  test("is believed once: the same again is 200 and changes nothing, other keys are not", async () => {
    const body = keysOf(await state());
    expect((await post(body)).status).toBe(200);
    const before = await db.connection.findFirst();
    expect((await post(body)).status).toBe(200);
    expect((await post({ ...keysOf(body.user_id) })).status).toBe(409);
    expect(await db.connection.findFirst()).toEqual(before);
  });

  test("of two at once is taken once", async () => {
    const user = await state();
    const answers = await Promise.all([post(keysOf(user)), post(keysOf(user))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await shops()).toHaveLength(1);
  });

  test("with keys the store does not know connects nothing, and says so to the merchant", async () => {
    const user = await state();
    expect((await post({ key_id: 1, user_id: user, consumer_key: `ck_${"a".repeat(40)}`, consumer_secret: `cs_${"b".repeat(40)}`, key_permissions: "read_write" })).status).toBe(422);
    expect(await shops()).toEqual([]);
    expect(await returnPage(user)).toContain("WooCommerce no longer takes our key");
    const readOnly = await state();
    expect((await post(keysOf(readOnly, "read"))).status).toBe(422);
    expect(await returnPage(readOnly)).toContain("may only read");
  });

  test("with a state that is wrong, late or missing, or a body that is none, is refused", async () => {
    expect((await post(keysOf("x".repeat(32)))).status).toBe(404);
    const late = await state();
    now += 16 * 60_000;
    expect((await post(keysOf(late))).status).toBe(404);
    expect((await post({ user_id: 5 })).status).toBe(400);
    expect((await fetch(`${app()}/connect/woocommerce/callback`, { method: "POST", body: "not json" })).status).toBe(400);
    expect((await fetch(`${app()}/connect/woocommerce/callback`, { method: "POST", body: "x".repeat(5000) })).status).toBe(413);
    expect(await returnPage(late)).toContain("Please begin again");
    expect(await shops()).toEqual([]);
  });

  test("signs in only the browser that began", async () => {
    const user = await state();
    expect(await returnPage(user)).toContain("Connecting your store");
    expect((await post(keysOf(user))).status).toBe(200);
    const stranger = await fetch(`${app()}/connect/woocommerce/return?success=1&user_id=${user}`, { redirect: "manual" });
    expect([stranger.status, stranger.headers.get("set-cookie")]).toEqual([200, null]);
    expect(await stranger.text()).toContain("only the browser that began");
  });
});

test("a store in a private network is refused before anything is sent there", async () => {
  await door.close();
  door = await openDoor(db, { url: app(), reach: { lookup: publicLookup }, now: () => now, log });
  const { port } = new URL(store.url);
  for (const address of [`https://127.0.0.1:${port}`, `https://localhost:${port}`, "https://[::1]", "https://169.254.169.254", "https://10.1.2.3"]) {
    const answer = await fetch(`${app()}/connect/woocommerce`, { method: "POST", body: new URLSearchParams({ store: address }), redirect: "manual" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("private network");
  }
  const plain = await fetch(`${app()}/connect/woocommerce`, { method: "POST", body: new URLSearchParams({ store: store.domain }), redirect: "manual" });
  expect(await plain.text()).toContain("must begin with https://");
  expect(store.calls).toBe(0);
});

test("another site's form connects nothing", async () => {
  const answer = await fetch(`${app()}/connect/woocommerce`, { method: "POST", headers: { "sec-fetch-site": "cross-site" }, body: new URLSearchParams({ store: store.domain }), redirect: "manual" });
  expect([answer.status, store.calls]).toEqual([200, 0]);
});

test("the plugin's link leads in for a minute, and only as it was signed", async () => {
  await approve();
  await page.waitForURL(`${app()}/app`);
  const [shop] = await shops();
  const hook = [...store.store.hooks.all.values()][0];
  const link = (over: object = {}) => {
    const query = { shop: shop?.id ?? "", user: "7", role: "staff", exp: String(NOW / 1000 + 60), ...over };
    return `${app()}/embed/woocommerce?${new URLSearchParams({ ...query, sig: embedSignature(hook?.secret ?? "", query), ...over })}`;
  };
  const follow = async (url: string) => fetch(url, { redirect: "manual" });
  const entered = await follow(link());
  expect(entered.status).toBe(303);
  expect(entered.headers.get("location")).toMatch(/^\/app\?embed=/);
  for (const wrong of [link().replace("role=staff", "role=owner"), link({ exp: String(NOW / 1000 - 1) }), link({ exp: String(NOW / 1000 + 3600) }), link({ shop: "another" }), link({ sig: "0".repeat(64) }), `${app()}/embed/woocommerce`]) expect((await follow(wrong)).status).toBe(401);
});
