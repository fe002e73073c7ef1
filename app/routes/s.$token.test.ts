import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { DAY } from "../core/shared/instant.ts";
import { signToken } from "../core/shared/token.ts";
import type { Token } from "../core/shared/token.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { action, loader } from "./s.$token.tsx";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
let message = { id: "", enrollmentId: null as string | null, orderRef: null as string | null };

const token = (extra = "rating=5", over: Partial<Token> = {}): string => signToken(app.secret, { kind: "survey", id: message.id, expiresAt: null, extra, ...over });
const call = async (text: string, init: RequestInit = {}, query = ""): Promise<Response> => {
  const args = { request: new Request(`http://localhost/s/${text}${query}`, init), params: { token: text }, context: { app } };
  return (await (init.method === "POST" ? action(args) : loader(args)).catch((thrown: unknown) => thrown)) as Response;
};
const page = async (text: string, query = ""): Promise<string> => (await call(text, {}, query)).text();
const post = (question: string, answer: string, text = token()) => call(text, { method: "POST", body: new URLSearchParams({ question, answer }) });
const answers = async () => (await db.event.findMany({ where: { type: "survey.answered" }, orderBy: { at: "asc" } })).map((event) => event.data as Record<string, unknown>);
const satisfaction = async () => ((await db.profile.findFirstOrThrow()).state as { satisfaction: { value: { score: number } } | null }).satisfaction?.value.score;
const settings = (over: object) => db.$executeRaw`update shop set settings = settings || ${JSON.stringify(over)}::jsonb`;

beforeEach(async () => {
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version cascade`;
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  message = await db.message.findFirstOrThrow();
});

test("fetching the link of a score records nothing, however often; the page offers to save it", async () => {
  for (const init of [{}, {}, { method: "HEAD" }, { headers: { "Sec-Purpose": "prefetch" } }]) await call(token("rating=4"), init);
  expect(await answers()).toEqual([]);
  const html = await page(token("rating=4"));
  expect(html).toContain("Save my 4 of 5");
  expect(html).toMatch(/value="4"[^>]*aria-pressed="true"/);
});

test("the one script of the page may run, and no other", async () => {
  const response = await call(token());
  const nonce = /<script nonce="([^"]+)">/.exec(await response.text())?.[1];
  expect(response.headers.get("content-security-policy")).toContain(`script-src 'nonce-${nonce}'`);
  expect(response.headers.get("set-cookie")).toBeNull();
  await post("rating", "5");
  const later = await call(token());
  expect(later.headers.get("content-security-policy")).not.toContain("script-src");
  expect(await later.text()).not.toContain("<script");
});

test("one tap a question, then thanks; answers are events about the message's order and walk", async () => {
  expect((await post("rating", "5")).headers.get("location")).toBe(`/s/${token()}?q=next`);
  expect(await page(token())).toContain("What stood out?");
  expect((await post("stood_out", "quality")).headers.get("location")).toMatch(/\?q=wants$/);
  expect(await page(token(), "?q=wants")).toContain("Would you like one of these?");
  await post("wants", "tip");
  expect(await page(token(), "?q=done")).toContain("Thank you!");
  const about = { orderRef: message.orderRef, enrollmentId: message.enrollmentId };
  expect(await answers()).toEqual([
    { question: "rating", answer: "5", score: 5, scale: 5, ...about }, { question: "stood_out", answer: "quality", ...about }, { question: "wants", answer: "tip", ...about },
  ]);
  expect(about).toEqual({ orderRef: "1001", enrollmentId: expect.any(String) });
});

test("the same tap again is the same fact; a changed mind is another, and the newest counts, there and back", async () => {
  for (const rating of ["2", "2", "4", "4", "2", "5"]) await post("rating", rating);
  expect((await answers()).map((answer) => answer["answer"])).toEqual(["2", "4", "2", "5"]);
  expect(await satisfaction()).toBe(5);
});

test("two taps at one moment are one answer", async () => {
  await Promise.all([post("rating", "3"), post("rating", "3"), post("rating", "3")]);
  expect(await answers()).toHaveLength(1);
});

test("reloading the link of an earlier tap does not bring it back", async () => {
  await post("rating", "2", token("rating=2"));
  await post("rating", "4", token("rating=2"));
  expect(await page(token("rating=2"))).not.toContain("<script");
  expect(await page(token("rating=2"))).toContain("You gave 4 of 5.");
});

test("another score than the link's, chosen on the page, is not asked for again", async () => {
  await post("rating", "3", token("rating=5"));
  const html = await page(token("rating=5"), "?q=next");
  expect(html).toContain("You gave 3 of 5.");
  expect(html).not.toContain("<script");
});

test("a question may be skipped, and an answer changed", async () => {
  await post("rating", "3");
  expect(await page(token(), "?q=next")).toMatch(/href="\?q=wants"[^>]*>Skip/);
  expect(await page(token(), "?q=wants")).toMatch(/href="\?q=done"[^>]*>Skip/);
  expect(await page(token(), "?q=done")).toContain("Thank you!");
  expect(await page(token(), "?q=rating")).toContain("How do you like your order");
  expect(await page(token(), "?q=nonsense")).toContain("What stood out?");
});

test.each(["1", "2", "3", "4", "5"])("the public review page is open to a score of %s as to every other", async (score) => {
  await settings({ reviewUrl: "https://reviews.example/shop", brand: { supportEmail: "help@shop.example" } });
  await post("rating", score);
  const html = await page(token(), "?q=done");
  expect(html).toContain('class="button" href="https://reviews.example/shop"');
  const [sorry, review] = [html.indexOf("will get in touch with you"), html.indexOf("Write a review")];
  if (Number(score) > 2) expect(sorry).toBe(-1);
  else {
    expect(sorry).toBeGreaterThan(0);
    expect(sorry).toBeLessThan(review);
    expect(html).toContain("mailto:help@shop.example");
  }
});

test("a review address that is none is left out", async () => {
  await settings({ reviewUrl: "javascript:alert(1)" });
  await post("rating", "5");
  expect(await page(token(), "?q=done")).not.toMatch(/javascript:|Write a review/);
});

test("nonsense is not an answer", async () => {
  for (const [question, answer] of [["rating", "6"], ["rating", "5.0"], ["constructor", "1"], ["wants", "everything"], ["", ""]]) expect((await post(question as string, answer as string)).status).toBe(303);
  await call(token(), { method: "POST", body: "{", headers: { "content-type": "application/json" } });
  expect(await answers()).toEqual([]);
  for (const extra of ["", "rating=9", "rating=5&rating=1", "%%%"]) expect((await call(token(extra))).status).toBe(200);
});

test("every link that cannot be used gets the one page, and records nothing", async () => {
  const bad = ["x", token().slice(0, -2), token("", { expiresAt: NOW - DAY }), token("", { kind: "click" }), token("", { id: crypto.randomUUID() }), signToken("another secret", { kind: "survey", id: message.id, expiresAt: null, extra: "" })];
  const pages = await Promise.all(bad.map((text) => call(text)));
  expect(pages.map((one) => one.status)).toEqual(bad.map(() => 404));
  expect(new Set(await Promise.all(pages.map((one) => one.text()))).size).toBe(1);
  for (const text of bad) expect((await post("rating", "5", text)).status).toBe(404);
  expect(await answers()).toEqual([]);
});

test("in Hindi where the message was", async () => {
  await db.message.updateMany({ data: { locale: "hi" } });
  const html = await page(token());
  expect(html).toContain('lang="hi"');
  expect(html).toContain("5 में से 5 भेजें");
});
