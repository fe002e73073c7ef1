import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { signToken } from "#app/core/shared/token.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import * as referral from "#app/routes/r.$code.tsx";
import * as survey from "#app/routes/s.$token.tsx";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
const browser = await testBrowser();
let messageId = "";

/** Both doors as a browser meets them: their pages need nothing of the build. */
const server = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const [, door, name = ""] = new URL(req.url ?? "", "http://localhost").pathname.split("/");
  const request = new Request(`http://localhost${req.url}`, { method: req.method ?? "GET", headers: req.headers as Record<string, string>, ...(req.method === "POST" ? { body: Buffer.concat(chunks) } : {}) });
  const args = { request, params: { token: name, code: name }, context: { app } };
  const answer = door === "s" ? (req.method === "POST" ? survey.action(args) : survey.loader(args)) : referral.loader(args);
  const response = await answer.catch((thrown: Response) => thrown);
  res.writeHead(response.status, Object.fromEntries(response.headers));
  res.end(Buffer.from(await response.arrayBuffer()));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

const link = (score: number): string => `${url}/s/${signToken(app.secret, { kind: "survey", id: messageId, expiresAt: null, extra: `rating=${score}` })}`;
const answers = async () => (await db.event.findMany({ where: { type: "survey.answered" }, orderBy: { at: "asc" } })).map((event) => (event.data as { answer: string }).answer);

beforeEach(async () => {
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version, action cascade`;
  await addShop(db, "a", "shopify");
  const settings = { reviewUrl: "https://reviews.example/shop", brand: { colour: "#7c2d12", storeUrl: "https://shop.example", supportEmail: "help@shop.example" } };
  await db.shop.update({ where: { id: "a" }, data: { name: "Juniper & Rye", settings } });
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  messageId = (await db.message.findFirstOrThrow()).id;
});

test.each(Object.entries(WIDTHS))("on a %s, one tap in the mail and two on the page answer everything", async (width, size) => {
  const page = await browser.open(size);
  const shot = async (name: string): Promise<void> => {
    await screenshot(page, `survey-${name}-${width}`);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  };
  await page.goto(link(5));
  await page.getByText("What stood out?").waitFor();
  expect(await answers()).toEqual(["5"]);
  await shot("stood-out");
  await page.getByRole("button", { name: "Quality" }).click();
  await page.getByText("Would you like one of these?").waitFor();
  await shot("wants");
  await page.getByRole("button", { name: "A tip for using it" }).click();
  await page.getByRole("link", { name: "Write a review" }).waitFor();
  await shot("thanks");
  expect(await answers()).toEqual(["5", "quality", "tip"]);
  await page.getByRole("link", { name: "Change it" }).click();
  await shot("rating");
  await page.getByRole("button", { name: "2, bad" }).click();
  await page.getByText("A person at Juniper & Rye will get in touch").waitFor();
  await page.goto(`${link(2)}?q=done`);
  await shot("low");
  expect(await answers()).toEqual(["5", "quality", "tip", "2"]);
  await page.context().close();
});

test("without scripts, one visible button saves the tapped score; the keyboard is enough for the rest", async () => {
  const page = await browser.open(WIDTHS.phone);
  await page.route("**/*", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": `${response.headers()["content-security-policy"]?.replace(/script-src[^;]*/, "script-src 'none'")}` } });
  });
  await page.goto(link(4));
  await screenshot(page, "survey-tapped-phone");
  expect(await seriousProblems(page)).toEqual([]);
  expect(await answers()).toEqual([]);
  await page.unroute("**/*");
  await page.getByRole("button", { name: "Save my 4 of 5" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("What stood out?").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByText("Would you like one of these?").waitFor();
  expect(await answers()).toEqual(["4", "price"]);
  await page.context().close();
});

test("going back does not send the tap again", async () => {
  const page = await browser.open(WIDTHS.phone);
  await page.goto(link(3));
  await page.getByText("What stood out?").waitFor();
  await page.goto(`${link(3)}?q=rating`);
  await page.getByRole("button", { name: "5, very good" }).click();
  await page.getByText("You gave 5 of 5.").waitFor();
  await page.goto(link(3));
  await page.getByText("You gave 5 of 5.").waitFor();
  expect(await answers()).toEqual(["3", "5"]);
  await page.context().close();
});

test.each(Object.entries(WIDTHS))("on a %s, a friend finds the way to the store", async (width, size) => {
  const { id: profileId } = await db.profile.findFirstOrThrow();
  const walk = crypto.randomUUID();
  await db.journeyVersion.create({ data: { shopId: "a", key: "thanks", version: 1, definition: { texts: { friendReward: "10% off the first order" } }, createdAt: new Date(NOW) } });
  await db.enrollment.create({ data: { id: walk, shopId: "a", journey: "thanks", version: 1, profileId, key: walk, trigger: "t", status: "completed", step: "end", enteredAt: new Date(NOW), state: {} } });
  await db.action.create({ data: { id: crypto.randomUUID(), shopId: "a", profileId, enrollmentId: walk, kind: "referral_code", detail: {}, made: "ABC234", status: "done", createdAt: new Date(NOW) } });
  const page = await browser.open(size);
  await page.goto(`${url}/r/ABC234`);
  await page.getByText("10% off the first order").waitFor();
  expect(await page.getByRole("link", { name: "Have a look at Juniper & Rye" }).getAttribute("href")).toContain("?ref=ABC234");
  await screenshot(page, `referral-${width}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.context().close();
});
