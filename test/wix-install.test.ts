/** A merchant's first minutes in Wix's dashboard, in a cold browser: the frame, Wix's signature, the install, and pages without a cookie. */
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { reload, screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { openDoor } from "./door.ts";
import { startWixDouble } from "./doubles/wix/index.ts";
import { leadTo } from "./lead-to.ts";
import { knownOf, truthOf } from "./platform-scene.ts";

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const APP = "https://afterglow.test";
const DASHBOARD = "https://manage.wix.com/dashboard/site-1/app/afterglow";
let now = Date.UTC(2026, 10, 22, 9);
const { prisma: db } = await testDatabase();
const site = await startWixDouble({ now, orders: 60, customers: 9, products: 4 });
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const { app } = await openDoor(db, { url: APP, now: () => now, platformKeys: { wix: site.keys }, reach: site.reach, log: quiet });
const browser = await testBrowser();
let web: Web;

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port: 0, log: quiet as never });
}, 180_000);
afterAll(async () => {
  // First, or its last requests find nobody.
  await browser.close();
  await Promise.all([web?.close(), site.close()]);
});

/** Wix's dashboard with our page in it, as Wix puts the signed instance into the frame's address. */
async function openDashboard(instance = site.instance(now), page?: Page): Promise<{ page: Page; frame: Frame }> {
  const shown = page ?? (await browser.open(WIDTHS.desktop));
  site.frame(`${APP}/embed/wix?${new URLSearchParams({ instance, locale: "en" })}`);
  if (!page) {
    await leadTo(shown.context(), APP, web.url);
    await shown.context().route("https://manage.wix.com/**", async (route) => {
      const answer = await fetch(`${site.url}/dashboard`);
      await route.fulfill({ status: answer.status, contentType: "text/html", body: await answer.text() });
    });
  }
  await shown.goto(DASHBOARD);
  const frame = shown.frames().find((one) => one.parentFrame() !== null);
  if (!frame) throw new Error("there is no frame");
  return { page: shown, frame };
}

const heading = (frame: Frame, name: string | RegExp) => frame.getByRole("heading", { level: 1, name }).waitFor();

test("opened from the dashboard for the first time, the site is connected and its past is read before the merchant's eyes", async () => {
  const { page, frame } = await openDashboard();
  await heading(frame, "Welcome to Afterglow");
  await frame.getByText("Your Wix store is connected.").waitFor();
  await frame.getByText("Your past is being read").waitFor();
  const shop = await db.shop.findFirstOrThrow({ where: { platform: "wix" } });
  expect([shop.domain, shop.name, shop.timeZone]).toEqual([site.domain, "The Mug Site", "America/New_York"]);
  await app.work.drain();
  await frame.getByText("Your past is here").waitFor();
  expect(await knownOf(db, shop.id)).toEqual(truthOf(site));
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), width).toBe(true);
    await screenshot(page, `wix-first-run-${width}`);
  }
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test("the merchant works in the frame: from page to page, a form, a reload and back, with nothing of ours kept or shown in the address", async () => {
  const { page, frame } = await openDashboard();
  const calls = site.calls;
  await frame.getByRole("link", { name: "Connection", exact: true }).click();
  await heading(frame, "Connection");
  await frame.getByLabel("How often to look", { exact: true }).selectOption("15");
  await frame.getByRole("button", { name: "Save how often to look" }).click();
  await frame.getByText("Saved.").waitFor();
  expect((await db.shop.findFirstOrThrow()).settings).toMatchObject({ catchUpMinutes: 15 });
  await frame.getByRole("link", { name: "Journeys", exact: true }).click();
  await frame.getByRole("link", { name: "Welcome", exact: true }).click();
  await heading(frame, "Welcome");
  await reload(frame);
  await frame.waitForURL(/journeys\/welcome$/);
  await heading(frame, "Welcome");
  await frame.evaluate(() => setTimeout(() => history.back(), 0));
  await heading(frame, "Journeys");
  expect(frame.url()).not.toContain("instance");
  expect([site.calls, await page.context().cookies()]).toEqual([calls, []]);
});

test("what happens at the site then is followed, and a link into the admin opens its page in the frame", async () => {
  const shop = await db.shop.findFirstOrThrow();
  site.change({ kind: "order_placed", customer: 2, products: [1], paid: true }, (now += MINUTE));
  const answers = await Promise.all(site.takeWebhooks(shop.id).map(({ path, headers, body }) => fetch(`${web.url}${path}`, { method: "POST", headers, body: Buffer.from(body) })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await app.work.drain();
  expect(await knownOf(db, shop.id)).toEqual(truthOf(site));
  const { frame } = await openDashboard();
  await heading(frame, "Home");
  await frame.getByRole("navigation").getByRole("link", { name: "Customers", exact: true }).click();
  const customer = frame.locator("main a[href*='/app/customers/']").first();
  const address = (await customer.getAttribute("href")) ?? "";
  await frame.evaluate((href) => void setTimeout(() => location.assign(href), 0), address);
  await frame.getByText("Timeline").first().waitFor();
  expect(new URL(frame.url()).pathname).toBe(address);
});

test("a later visit is the same shop, after the clock has gone on and with a fresh signature", async () => {
  const { page } = await openDashboard();
  now += 90 * MINUTE;
  const { frame } = await openDashboard(site.instance(now), page);
  await heading(frame, "Home");
  expect(await db.shop.count()).toBe(1);
});

test("what Wix did not sign, or signed long ago, or for somebody who may not manage the site, is told why inside the frame", async () => {
  for (const instance of [`${site.instance(now)}x`, site.instance(now - 60 * MINUTE), ""]) {
    const { frame } = await openDashboard(instance);
    await heading(frame, "Afterglow cannot be opened here");
    expect((await frame.locator("main p").first().textContent())?.length).toBeGreaterThan(20);
  }
  expect(await db.shop.count()).toBe(1);
});
