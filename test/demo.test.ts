/**
 * The demo as a newcomer meets it: the very process of `npm run demo`, a real browser, and a request that a real
 * store once sent.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { runNode, startDemo } from "./demo-process.ts";
import type { DemoProcess } from "./demo-process.ts";
import { capturedWoo, hasSamples } from "./samples.ts";

const { secret, samples } = capturedWoo();
const ENV = { DEMO_NOW: "2026-11-21T23:06:00Z", DEMO_WEBHOOK_SECRET: secret || "demo-secret" };
const dataDir = await mkdtemp(join(tmpdir(), "afterglow-demo-"));
let demo: DemoProcess;
const browser = await testBrowser();
let page: Page;

beforeAll(async () => {
  await runNode("app/build.ts");
  demo = await startDemo(dataDir, ENV);
}, 300_000);

afterAll(async () => {
  await demo?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

type Mail = { subject: string; html: string; to: { address: string }[]; headers: Record<string, string> };
const mails = async (): Promise<Mail[]> => (await fetch(`${demo.handout.mailboxUrl}/email`)).json() as Promise<Mail[]>;
const shop = (id: string) => demo.handout.shops.find((one) => one.id === id) as DemoProcess["handout"]["shops"][number];
const api = async (path: string): Promise<{ data: Record<string, string>[] }> =>
  (await fetch(`${demo.handout.url}${path}`, { headers: { authorization: `Bearer ${shop("demo-woo").apiKey}` } })).json() as Promise<{ data: Record<string, string>[] }>;

async function waitFor<T>(what: () => Promise<T | undefined>, timeoutMs: number): Promise<T> {
  for (const end = performance.now() + timeoutMs; ; ) {
    const found = await what();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Looks at the page as it is at both widths: axe finds nothing serious, nothing scrolls sideways. */
async function look(name: string): Promise<void> {
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    expect(await seriousProblems(page), `${name} at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} fits ${width}`).toBe(true);
    await screenshot(page, `${name}-${width}`);
  }
}

describe("npm run demo", () => {
  it("is ready, and lists everything in demo.json", () => {
    expect(demo.handout).toMatchObject({ url: expect.stringMatching(/^http/), adminUrl: expect.stringContaining("/auth/link"), trackingUrl: expect.stringContaining("/t/") });
    expect(demo.handout.shops.map(({ id, platform, domain }) => [id, platform, domain])).toEqual(
      expect.arrayContaining([["demo-woo", "woocommerce", expect.any(String)], [expect.any(String), "shopify", "demo-shop.myshopify.com"]]),
    );
    expect(shop("demo-woo").webhookSecret).toBe(ENV.DEMO_WEBHOOK_SECRET);
  });

  it.skipIf(!hasSamples)("answers a captured order, with its own signature, by a mail, a tracking page and a customer that explains it", async () => {
    const sample = samples.find(({ name }) => name === "0040");
    const response = await fetch(shop("demo-woo").webhookUrl, { method: "POST", headers: sample?.headers ?? {}, body: new Uint8Array(sample?.body ?? []) });
    expect(response.status).toBe(200);
    const mail = await waitFor(async () => (await mails()).find((one) => one.to[0]?.address === "zoe@example.de"), 30_000);
    const link = /href="([^"]*\/c\/[^"]+)"/.exec(mail.html)?.[1] ?? "";
    const tracking = await fetch(link.replaceAll("&amp;", "&"));
    expect(tracking.status).toBe(200);
    expect(await tracking.text()).toContain("19");
    const [customer] = (await api("/v1/customers?email=zoe@example.de")).data;
    const decisions = (await api(`/v1/customers/${customer?.["id"]}/decisions`)).data;
    expect(decisions).toMatchObject([{ outcome: "send", content: "welcome.first" }]);
    page = await browser.open();
    await page.goto(shop("demo-woo").signInUrls[0] ?? "");
    await page.goto(`${demo.handout.url}/app/customers/${customer?.["id"]}`);
    await page.getByText("What happens next").waitFor();
    expect(await page.textContent("main")).toContain("Placed order 19");
    expect(await page.textContent("main")).toContain("Nothing spoke against sending it now.");
    await look("explained");
  });
});

describe("the admin in a browser", () => {
  it("lets in by a link, once", async () => {
    page = await browser.open();
    await page.goto(demo.handout.adminUrl);
    await page.getByRole("heading", { name: "Home" }).waitFor();
    await look("home");
    const other = await browser.open();
    await other.goto(demo.handout.adminUrl);
    expect(new URL(other.url()).pathname).not.toMatch(/^\/app/);
  });

  it("shows a customer's timeline", async () => {
    await page.getByRole("link", { name: "Customers", exact: true }).first().click();
    await page.waitForURL(/\/app\/customers/);
    await look("customers");
    await page.locator("main a[href*='/app/customers/']").first().click();
    await page.getByText("Timeline").first().waitFor();
    await look("customer");
  });

  it("previews a message and says why it went", async () => {
    await page.goto(`${demo.handout.url}/app/messages?status=sent`);
    await look("messages");
    await page.locator("main a[href*='/app/messages/']").first().click();
    await page.getByText("Why it was sent").waitFor();
    const frame = page.frameLocator("iframe");
    expect(await frame.locator("body").innerText()).toContain("Juniper & Pine");
    await look("message");
  });

  it("shows what came in", async () => {
    await page.goto(`${demo.handout.url}/app/deliveries`);
    await look("deliveries");
    await page.locator("main a[href*='/app/deliveries/']").first().click();
    await page.waitForURL(/deliveries\/.+/);
    await look("delivery");
  });

  it("moves the clock and the journeys with it, and mail arrives", async () => {
    await page.setViewportSize(WIDTHS.desktop);
    await page.goto(`${demo.handout.url}/app`);
    const before = (await mails()).length;
    await page.getByRole("button", { name: "Place an order" }).click();
    await waitFor(async () => ((await mails()).length > before ? true : undefined), 30_000);
    const sofar = (await mails()).length;
    await page.getByRole("button", { name: "Advance 7 days" }).click();
    await page.getByText(/Saturday 28 Nov 2026|Sunday 29 Nov 2026/).waitFor({ timeout: 100_000 });
    await waitFor(async () => ((await mails()).length > sofar + 5 ? true : undefined), 30_000);
  });

  it("unsubscribes by the link of a marketing mail, not by looking at it", async () => {
    const marketing = (await mails()).find((mail) => mail.html.includes("/u/"));
    const link = /href="([^"]*\/u\/[^"]+)"/.exec(marketing?.html ?? "")?.[1] ?? "";
    page = await browser.open(WIDTHS.phone);
    await page.goto(link);
    await look("preferences");
    const still = await (await fetch(link)).text();
    await page.getByRole("button", { name: /unsubscribe|stop/i }).first().click();
    await page.waitForLoadState();
    expect(await (await fetch(link)).text()).not.toBe(still);
    await look("unsubscribed");
  });

  it("shows the shopper their order, on a phone, without a script or a request to anyone else", async () => {
    page = await browser.open(WIDTHS.phone);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).host));
    await page.goto(demo.handout.trackingUrl ?? "");
    expect(new Set(requests)).toEqual(new Set([new URL(demo.handout.url).host]));
    expect(await page.locator("script").count()).toBe(0);
    await look("tracking");
    expect((await fetch(`${demo.handout.url}/t/forged`)).status).toBe(404);
  });
});

describe("its end", () => {
  it("stops on Ctrl-C with nothing left running, and starts again with what it had", async () => {
    expect(await demo.stop()).toBe(0);
    await expect(fetch(demo.handout.url)).rejects.toThrow();
    await expect(fetch(demo.handout.mailboxUrl)).rejects.toThrow();
    const customers = demo.handout.shops.length;
    demo = await startDemo(dataDir, {});
    expect(demo.handout.shops).toHaveLength(customers);
  }, 300_000);
});
