/** The page about the shop's connection and the first page after the install, in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSignIn, signInUrl } from "#app/models/sign-in.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { connectorFor } from "#connectors/registry.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
const { app } = await openDoor(db, { now: () => NOW });
const browser = await testBrowser();
let web: Web;

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port: 0, log: console as never });
  const connector = connectorFor("shopify");
  const subscriptions = (connector?.topics ?? []).filter((topic) => topic.via === "webhook").map(({ topic }, index) => (index === 3 ? { topic, state: "refused", reason: "Shopify says that this needs the permission read_orders." } : { topic, state: "active", reason: null }));
  const scopes = (connector?.scopes ?? []).map(({ name }) => name);
  const connection = { sealed: "", connectedAt: new Date(NOW - 2 * MINUTE), checkedAt: new Date(NOW - MINUTE), subscriptions, scopes };
  const pull = { position: 0, until: new Date(NOW), startedAt: new Date(NOW - 2 * MINUTE) };
  await addShop(db, "reading", "shopify", { domain: "reading.myshopify.com" });
  await addShop(db, "broken", "woocommerce", { domain: "https://shop.example/store" });
  await addShop(db, "webhooks", "woocommerce");
  await db.journey.updateMany({ where: { shopId: "reading" }, data: { status: "off" } });
  await db.connection.createMany({ data: [{ ...connection, shopId: "reading", status: "connected" }, { ...connection, shopId: "broken", status: "broken", reason: "WooCommerce no longer takes the key it gave Afterglow. Connect the store again.", scopes: [], subscriptions: [] }] });
  await db.pull.createMany({
    data: [
      { ...pull, shopId: "reading", purpose: "backfill", resource: "customers", status: "done", done: 2310, total: 2310, endedAt: new Date(NOW - MINUTE) },
      { ...pull, shopId: "reading", purpose: "backfill", resource: "orders", position: 1, status: "waiting", done: 1200, total: 4310, note: "Shopify shows us the last 60 days only.", dueAt: new Date(NOW) },
      { ...pull, shopId: "reading", purpose: "backfill", resource: "products", position: 2, status: "waiting", dueAt: new Date(NOW) },
      { ...pull, shopId: "reading", purpose: "catch_up", resource: "orders", status: "done", done: 4, fresh: 1 },
      { ...pull, shopId: "broken", purpose: "backfill", resource: "orders", status: "failed", done: 100, total: 400, reason: "The store answered with an error eight times. Ask your host, then try again." },
    ],
  });
}, 300_000);
afterAll(() => web?.close());

async function open(shopId: string, path: string, size: { width: number; height: number }): Promise<Page> {
  const page = await browser.open(size);
  await page.goto(signInUrl({ url: web.url, secret: app.secret }, await createSignIn(db, shopId, NOW), NOW + MINUTE));
  await page.goto(`${web.url}${path}`);
  await page.waitForSelector("main h1");
  return page;
}

const PAGES = [
  ["connection-reading", "reading", "/app/connection"],
  ["connection-broken", "broken", "/app/connection"],
  ["connection-demo", "webhooks", "/app/connection"],
  ["connection-leave", "reading", "/app/connection?ask=leave"],
  ["first-run-reading", "reading", "/app"],
] as const;

test.each(PAGES.flatMap(([name, shopId, path]) => Object.entries(WIDTHS).map(([width, size]) => [`${name}-${width}`, shopId, path, size] as const)))("%s has nothing that keeps anybody out", async (name, shopId, path, size) => {
  const page = await open(shopId, path, size);
  await screenshot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "nothing is wider than the screen").toBeLessThanOrEqual(0);
});

test("the import is watched: the page follows it by itself, and says when it is done", async () => {
  const page = await open("reading", "/app/connection", WIDTHS.desktop);
  await page.getByText("1,200 of 4,310").waitFor();
  expect(await page.getByRole("progressbar", { name: "Orders" }).getAttribute("value")).toBe("1200");
  await db.pull.updateMany({ where: { shopId: "reading", resource: "orders", purpose: "backfill" }, data: { done: 4310, status: "done", dueAt: null } });
  await page.getByText("4,310", { exact: true }).waitFor();
  expect(await page.getByRole("progressbar").count()).toBe(0);
});

test("by keyboard alone: a new key is made and shown once, and leaving is asked about before it is done", async () => {
  const page = await open("webhooks", "/app/connection", WIDTHS.desktop);
  await page.getByRole("button", { name: "Make a new API key" }).focus();
  await page.keyboard.press("Enter");
  const key = await page.getByLabel(/Your new API key/).inputValue();
  expect(key).toMatch(/^ag_[\w-]{32}$/);
  expect((await fetch(`${web.url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  expect((await fetch(`${web.url}/v1/customers`, { headers: { authorization: "Bearer key-webhooks" } })).status).toBe(401);
  await page.reload();
  expect(await page.content()).not.toContain(key);

  const leaving = await open("broken", "/app/connection", WIDTHS.desktop);
  await leaving.getByRole("link", { name: "Disconnect…" }).focus();
  await leaving.keyboard.press("Enter");
  await leaving.getByRole("group", { name: "Disconnect this store?" }).waitFor();
  expect(await db.notice.count({ where: { shopId: "broken" } })).toBe(0);
  await leaving.getByRole("button", { name: "Disconnect", exact: true }).focus();
  await leaving.keyboard.press("Enter");
  await leaving.getByRole("status").getByText("Your store is being disconnected").waitFor();
  expect(await db.notice.findMany({ where: { shopId: "broken" } })).toMatchObject([{ kind: "uninstalled", source: "merchant", status: "pending" }]);
});
