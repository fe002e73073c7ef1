import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { source as axeSource, type AxeResults } from "axe-core";
import { chromium as playwright, type Browser, type Frame, type Page } from "playwright-core";
import { afterAll } from "vitest";
import { childEnv } from "#app/env.server.ts";
import { findChromium } from "./chromium.ts";

// Shopify's library turns headless browsers away, so ours says it is an ordinary one.
const USER_AGENT = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";

// Its own sandbox needs rights that containers and root do not give; pages come from this machine only.
const ARGUMENTS = ["--no-sandbox", "--disable-setuid-sandbox", "--headless=shell", "--use-gl=angle", "--use-angle=swiftshader"];

/** The widths every page is looked at. */
export const WIDTHS = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } } as const;

/** A page that does not come within this time does not come; a busy machine takes longer than the default of half a minute. */
const PATIENCE_MS = 90_000;

const SCREENSHOTS = join(import.meta.dirname, "..", "build", "screenshots");

/** Opens pages in a real Chromium, which closes at the end of the test file. */
export interface TestBrowser {
  /** A page of its own, without cookies of others. It reaches only this machine, so that no test waits for the network. */
  open(size?: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** Starts Chromium; needs nothing installed but npm packages. */
export async function testBrowser(): Promise<TestBrowser> {
  const { executablePath, env } = await findChromium();
  const browser = await playwright.launch({ executablePath, args: ARGUMENTS, env: childEnv(env) });
  afterAll(() => browser.close());
  return { open: (size = WIDTHS.desktop) => openPage(browser, size), close: () => browser.close() };
}

async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, userAgent: USER_AGENT, locale: "en-GB", timezoneId: "UTC" });
  await context.route(
    (url) => !["localhost", "127.0.0.1"].includes(url.hostname) && url.protocol.startsWith("http"),
    (route) => route.abort(),
  );
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** Loads a frame again and returns once the new document is there; the old one, which looks the same, is not taken for it. */
export async function reload(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    document.documentElement.dataset["before"] = "reload";
    // Later, or the answer to this call is lost with the document.
    setTimeout(() => location.reload(), 0);
  });
  await frame.locator("html:not([data-before])").waitFor({ state: "attached" });
}

/** Saves what the page looks like as build/screenshots/<name>.png and gives back the path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

/** What axe finds serious or worse on the page, one line each; empty when all is well. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join(", ")})`);
}
