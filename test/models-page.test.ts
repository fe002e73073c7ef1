/** The page about a shop's models and the scores on a customer's page, in a real browser, on what a real scoring made. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrderSnapshot } from "#app/core/event/snapshot.ts";
import { seeded } from "#app/core/scoring/numeric/random.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { askForScores } from "#app/models/score-run.ts";
import { createSignIn, signInUrl } from "#app/models/sign-in.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { createScoring } from "#app/scoring.server.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const MINUTE = 60_000;
const PRODUCTS = ["Coffee", "Filters", "Mug", "Grinder", "Scale", "Beans", "Cocoa", "Tea"];
const { prisma: db } = await testDatabase();
const { app } = await openDoor(db, { now: () => NOW });
const browser = await testBrowser();
let web: Web;

/** Two years of customers, of whom half leave. */
function past(customers: number): OrderSnapshot[] {
  const random = seeded(3);
  const orders: OrderSnapshot[] = [];
  for (let index = 0; index < customers; index++) {
    const leaves = index % 2 === 0 ? 0 : 700 * random();
    const gap = 40 + 60 * random();
    for (let ago = 400 + 300 * random(); ago > Math.max(1, leaves); ago -= gap * (0.6 + 0.8 * random())) {
      const bought = PRODUCTS.filter((_, product) => random() < (product === index % 8 ? 0.9 : 0.2));
      const lines = bought.map((title, line) => ({ ref: String(line), productRef: `p-${title}`, sku: null, title, quantity: 1, total: 900, imageUrl: null }));
      const at = Math.round(NOW - ago * DAY);
      const customer = { ref: `c${index}`, email: `c${index}@example.com`, phone: null, firstName: "Customer", lastName: `No ${index}`, locale: "en", address: null };
      orders.push(sampleOrder(`${index}-${orders.length}`, at, { customer, lines, total: 900 * Math.max(1, lines.length), consents: [] }));
    }
  }
  return orders.sort((a, b) => a.placedAt - b.placedAt);
}

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port: 0, log: console as never });
  for (const shop of ["scored", "fresh", "running"]) await addShop(db, shop, "shopify");
  await takeIn(db, "scored", past(120), NOW);
  await takeIn(db, "fresh", [sampleOrder("1", NOW - DAY)], NOW);
  await askForScores(db, "scored", "merchant", NOW);
  const scoring = createScoring({ db, now: () => NOW, onError: (what, error) => expect.fail(`${what}: ${String(error)}`) });
  while (await scoring.step("scored"));
  await db.scoreRun.create({ data: { shopId: "running", status: "scoring", because: "night", phase: "Scoring customers", done: 1200, total: 4310, startedAt: new Date(NOW) } });
}, 300_000);
afterAll(() => web?.close());

async function open(shopId: string, path: string, size: { width: number; height: number }): Promise<Page> {
  const page = await browser.open(size);
  await page.goto(signInUrl({ url: web.url, secret: app.secret }, await createSignIn(db, shopId, NOW), NOW + MINUTE));
  await page.goto(`${web.url}${path}`);
  await page.waitForSelector("main h1");
  // Until React has taken the page over, what a test opens or chooses is undone.
  await page.waitForFunction(() => Object.keys(document.querySelector("main h1") ?? {}).some((key) => key.startsWith("__reactFiber")));
  return page;
}

async function idOf(email: string): Promise<string> {
  return (await db.profile.findFirstOrThrow({ where: { shopId: "scored", email } })).id;
}

const PAGES = [
  ["models-scored", "scored", async () => "/app/models"],
  ["models-fresh", "fresh", async () => "/app/models"],
  ["models-running", "running", async () => "/app/models"],
  ["customer-scored", "scored", async () => `/app/customers/${await idOf("c0@example.com")}`],
  ["customers-scored", "scored", async () => "/app/customers"],
] as const;

test.each(PAGES.flatMap(([name, shopId, path]) => Object.entries(WIDTHS).map(([width, size]) => [`${name}-${width}`, shopId, path, size] as const)))("%s has nothing that keeps anybody out", async (name, shopId, path, size) => {
  const page = await open(shopId, await path(), size);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await screenshot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "nothing is wider than the screen").toBeLessThanOrEqual(0);
  expect(await page.locator("main").innerText()).not.toMatch(/NaN|undefined|Infinity|\[object/);
});

test("each model says what may be relied on, beside a naive rule; what was told is drawn beside what came, and stands as a table", async () => {
  const page = await open("scored", "/app/models", WIDTHS.desktop);
  const churn = page.locator("details.ag-model", { has: page.getByText("Win-back waits for this") });
  await churn.locator("summary").first().click();
  expect(await churn.locator(".ag-reliance").innerText()).not.toBe("");
  expect(await churn.locator(".ag-metrics").first().innerText()).toContain("by the rule");
  const points = await churn.locator(".ag-bin circle").count();
  expect(points).toBeGreaterThan(0);
  await churn.getByText("What was told beside what came, as a drawing").click();
  await churn.locator(".ag-calibration svg").waitFor();
  await churn.getByText("The same as a table").click();
  await churn.locator(".ag-bins").waitFor();
  expect(await churn.locator(".ag-bins tbody tr").count()).toBe(points);
  await page.getByText("Tested on simulated customers only").first().waitFor();
});

test("each score has its standing in one line, chances are said of a hundred, and the details are folded", async () => {
  const page = await open("scored", "/app/models", WIDTHS.desktop);
  const lines = page.locator("details.ag-model > summary");
  expect(await lines.count()).toBe(8);
  for (const line of await lines.allInnerTexts()) expect(line).toMatch(/You may rely on it|With care|Not yet|Not a forecast/);
  expect(await lines.first().innerText()).toMatch(/picks the right one of two customers in \d+ of 100 cases/);
  expect(await page.locator(".ag-model-body:visible").count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(1500);
  await lines.first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".ag-model-body:visible").waitFor();
  expect(await page.locator(".ag-model-body:visible .ag-metrics").first().innerText()).not.toMatch(/\b0\.\d/);
});

test("on a phone the button that scores comes before the scores", async () => {
  const page = await open("scored", "/app/models", WIDTHS.phone);
  const [button, list] = [await page.getByRole("button", { name: "Score again now" }).boundingBox(), await page.locator(".ag-models").boundingBox()];
  expect(button?.y).toBeLessThan(list?.y ?? 0);
  expect((button?.y ?? Infinity) + (button?.height ?? 0), "without scrolling").toBeLessThanOrEqual(WIDTHS.phone.height);
});

test("scoring is watched: the page follows it by itself, and the button asks for it", async () => {
  const page = await open("running", "/app/models", WIDTHS.desktop);
  await page.getByText("1,200 of 4,310").waitFor();
  expect(await page.getByRole("button", { name: "Score again now" }).isDisabled()).toBe(true);
  await db.scoreRun.update({ where: { shopId: "running" }, data: { status: "done", endedAt: new Date(NOW) } });
  await page.getByRole("button", { name: "Score again now", disabled: false }).click();
  await page.getByText("Your customers are being scored.").waitFor();
  expect(await db.scoreRun.findUnique({ where: { shopId: "running" } })).toMatchObject({ status: "waiting", because: "merchant" });
});

test("a shop without models is told what will happen, and its customers that there is nothing yet", async () => {
  const page = await open("fresh", "/app/models", WIDTHS.desktop);
  await page.getByText("1 order of 1 customer is here to learn from").waitFor();
  const { id } = await db.profile.findFirstOrThrow({ where: { shopId: "fresh" } });
  await page.goto(`${web.url}/app/customers/${id}`);
  await page.getByText("None yet: they are worked out at night").waitFor();
});

test("a customer's score has its reasons, how sure it is, and customers who are alike", async () => {
  const page = await open("scored", `/app/customers/${await idOf("c0@example.com")}`, WIDTHS.desktop);
  const churn = page.locator(".ag-score").first();
  expect(await churn.locator("summary").innerText()).toMatch(/\d+ in 100 such customers will not order again within 90 days/);
  expect(await churn.locator(".ag-why li").count()).toBeGreaterThan(0);
  const alike = page.locator(".ag-alike a");
  expect(await alike.count()).toBeGreaterThan(0);
  await alike.first().click();
  await page.waitForURL((url) => url.pathname.startsWith("/app/customers/") && !url.pathname.includes("undefined"));
  await page.locator(".ag-score").first().waitFor();
});

test("the list of customers is narrowed to a segment", async () => {
  const page = await open("scored", "/app/customers", WIDTHS.desktop);
  const [{ segment, n }] = await db.$queryRawUnsafe<[{ segment: string; n: number }]>(`SELECT traits->>'score.segment' AS segment, count(*)::int AS n FROM profile WHERE shop_id = 'scored' AND traits->>'score.segment' IS NOT NULL GROUP BY 1 ORDER BY 2, 1 LIMIT 1`);
  await page.getByLabel("Segment").selectOption(segment);
  await page.waitForURL(/segment=/);
  await expect.poll(() => page.locator(".ag-table tbody tr").count()).toBe(Math.min(50, n));
});
