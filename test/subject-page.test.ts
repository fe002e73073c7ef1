/** Trying subject lines on a journey's page, in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trialsOf } from "#app/core/journey/catalog/subject-trial.ts";
import type { Definition } from "#app/core/journey/definition.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { createSignIn, signInUrl } from "#app/models/sign-in.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { startWeb } from "#app/web.server.ts";
import type { Web } from "#app/web.server.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { runNode } from "./demo-process.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db, { now: () => NOW });
const browser = await testBrowser();
let web: Web;

beforeAll(async () => {
  await runNode("app/build.ts");
  web = await startWeb({ app, port: 0, log: console as never });
  for (const shop of ["one", "two", "plain"]) {
    await addShop(db, shop, "shopify");
    const [english, hindi] = ["en", "hi-IN"].map((locale) => ({ ...sampleOrder("1", NOW).customer, ref: locale, email: `${locale}@example.com`, locale }));
    await takeIn(db, shop, [sampleOrder("1", NOW, { customer: english }), ...(shop === "two" ? [sampleOrder("2", NOW, { customer: hindi })] : [])], NOW);
  }
}, 300_000);
afterAll(() => web?.close());

async function open(shopId: string, path: string, size: { width: number; height: number } = WIDTHS.desktop, scripts = true): Promise<Page> {
  const page = await browser.open(size);
  page.setDefaultTimeout(60_000);
  if (!scripts) await page.route(/\.js(\?|$)/, (route) => route.abort());
  await page.goto(signInUrl({ url: web.url, secret: app.secret }, await createSignIn(db, shopId, NOW), NOW + 60_000));
  await page.goto(`${web.url}${path}`);
  await page.waitForSelector("main h1");
  if (scripts) await page.waitForFunction(() => Object.keys(document.querySelector("main h1") ?? {}).some((key) => key.startsWith("__reactFiber")));
  return page;
}

/** Customers of five weeks who got one of the two, of whom every third, or every fifth, clicked. */
async function weeksOfTrial(shopId: string): Promise<void> {
  const { version } = await db.journey.findUniqueOrThrow({ where: { shopId_key: { shopId, key: "welcome" } } });
  const row = await db.journeyVersion.findUniqueOrThrow({ where: { shopId_key_version: { shopId, key: "welcome", version } } });
  const trial = trialsOf(row.definition as unknown as Definition)[0];
  if (!trial) throw new Error("nothing is on trial");
  const got = Array.from({ length: 900 }, (_, index) => ({ index, arm: trial.arms[index % 2], at: NOW - (10 + (index % 35)) * DAY, id: crypto.randomUUID(), profileId: crypto.randomUUID() }));
  await db.enrollment.createMany({
    data: got.map(({ arm, at, id, profileId }) => ({
      id, shopId, journey: "welcome", version, profileId, key: id, status: "completed", step: "thanked", enteredAt: new Date(at),
      state: { trail: [{ step: trial.split, at, note: "" }], walk: { arms: { [trial.split]: { arm: arm?.id ?? "", chance: 0.5 } } } },
    })),
  });
  await db.message.createMany({
    data: got.map(({ index, arm, at, id, profileId }) => ({
      id: crypto.randomUUID(), enrollmentId: id, profileId, shopId, journey: "welcome", step: arm?.step ?? "", channel: "email", class: "transactional", content: "welcome.first", locale: "en", recipient: "",
      status: "sent", createdAt: new Date(at), sentAt: new Date(at), clickedAt: index % (index % 2 === 0 ? 10 : 3) === 0 ? new Date(at + DAY) : null, messageIdHeader: "",
    })),
  });
}

const card = (page: Page) => page.locator(".Polaris-ShadowBevel", { has: page.getByRole("heading", { name: "Does it work?" }) });

test("a merchant tries a subject by keyboard: what is wrong is said at the field, and what was typed stays", async () => {
  const page = await open("two", "/app/journeys/welcome");
  await page.getByRole("link", { name: "Try another subject line of “Welcome and thanks”" }).press("Enter");
  const box = page.getByRole("group", { name: "The subject of “Welcome and thanks”" });
  await box.waitFor();
  await expect.poll(() => box.evaluate((node) => node === document.activeElement)).toBe(true);
  const second = box.getByRole("group", { name: "Another subject" });
  await second.getByLabel("English").fill("It is yours, {{ customer.nick }}");
  await second.getByLabel("English").press("Enter");
  await box.getByText("there is no variable “customer.nick”").waitFor();
  await box.getByText("Another subject, Hindi: must not be empty.").waitFor();
  expect(await second.getByLabel("English").inputValue()).toBe("It is yours, {{ customer.nick }}");
  expect(await second.getByLabel("English").getAttribute("aria-invalid")).toBe("true");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshot(page, "subject-wrong-desktop");
  await second.getByLabel("English").fill("It is yours, {{ customer.firstName }}");
  await second.getByLabel("Hindi").fill("यह आपका है");
  await second.getByLabel("Hindi").press("Enter");
  await box.getByText("The trial is on: new people start on version 2, and 2 people came along.").waitFor();
  await card(page).getByText("“It is yours, {{ customer.firstName }}”").waitFor();
  expect(await card(page).getByText("50 % of customers get it now. Nobody has had their 7 days with it yet.").count()).toBe(2);
});

test("without scripts it is the same, and ends with the subject that was chosen", async () => {
  const page = await open("plain", "/app/journeys/welcome", WIDTHS.phone, false);
  await page.getByRole("link", { name: "Try another subject line of “Welcome and thanks”" }).click();
  await page.getByRole("group", { name: "Another subject" }).getByLabel("Subject").fill("  ");
  await page.getByRole("button", { name: "Start the trial" }).click();
  await page.getByText("Another subject, Subject: must not be empty.").waitFor();
  await page.getByRole("group", { name: "Another subject" }).getByLabel("Subject").fill("Thanks & so on <b>");
  await page.getByRole("button", { name: "Start the trial" }).click();
  await page.getByText("The trial is on").waitFor();
  await card(page).getByRole("radio", { name: "“Thanks & so on <b>”" }).check();
  await page.getByRole("button", { name: "End the trial and keep the chosen one" }).click();
  await page.getByText("The trial is over, and the chosen subject stays: new people start on version 3").waitFor();
  await expect.poll(() => card(page).getByRole("radio").count()).toBe(0);
  await page.getByText("Subject: “Thanks & so on <b>”.").waitFor();
  await page.getByRole("link", { name: "Try another subject line of “Welcome and thanks”" }).click();
  await page.getByRole("button", { name: "Use the subject we wrote again" }).click();
  await page.getByText("The e-mail has our subject again").waitFor();
});

test("the page tells how each does once there is enough, and the trial is ended there", async () => {
  const page = await open("one", "/app/journeys/welcome?subject=thanks_first");
  await page.getByRole("group", { name: "Another subject" }).getByLabel("Subject").fill("It is on its way to you");
  await page.getByRole("button", { name: "Start the trial" }).click();
  await page.getByText("The trial is on").waitFor();
  await weeksOfTrial("one");
  for (const [width, size] of Object.entries(WIDTHS)) {
    const seen = await open("one", "/app/journeys/welcome?subject=thanks_first", size);
    await card(seen).getByText(/^Better than the first: between [\d.]+ and [\d.]+ more in every 100 click\.$/).waitFor();
    await card(seen).getByText("Of 450 customers who got it, 33.3 % clicked in it within 7 days.").waitFor();
    await seen.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await screenshot(seen, `subject-trial-${width}`);
    expect(await seriousProblems(seen)).toEqual([]);
    expect(await seen.evaluate(() => document.documentElement.scrollWidth - innerWidth), "nothing is wider than the screen").toBeLessThanOrEqual(0);
    expect(await seen.locator("main").innerText()).not.toMatch(/NaN|undefined|Infinity|\[object/);
  }
  await page.goto(`${web.url}/app/journeys/welcome`);
  await card(page).getByRole("radio", { name: "“It is on its way to you”" }).check();
  await page.getByRole("button", { name: "End the trial and keep the chosen one" }).click();
  await page.getByText("The trial is over, and the chosen subject stays: new people start on version 3").waitFor();
  await expect.poll(() => card(page).getByRole("radio").count()).toBe(0);
});
