import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { signToken } from "../core/shared/token.ts";
import type { TokenKind } from "../core/shared/token.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { loader as click } from "./c.$token.ts";
import { loader as open } from "./o.$token.ts";
import { action, loader } from "./u.$token.tsx";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
let message = { id: "", profileId: "" };

const token = (kind: TokenKind, extra = "") => signToken(app.secret, { kind, id: message.id, expiresAt: null, extra });
type Route = (args: { request: Request; params: { token: string }; context: { app: typeof app } }) => Promise<unknown>;
const call = async (route: unknown, text: string, init: RequestInit = {}): Promise<Response> =>
  (await (route as Route)({ request: new Request("http://localhost/", init), params: { token: text }, context: { app } }).catch((thrown: unknown) => thrown)) as Response;
const post = (body: BodyInit, headers: Record<string, string> = {}) => call(action, token("preferences"), { method: "POST", body, headers });
const words = async () => (await db.event.findMany({ where: { type: { startsWith: "consent." } }, orderBy: { at: "asc" } })).map((event) => event.type);
const form = (entries: Record<string, string>) => new URLSearchParams(entries);
const multipart = (name: string, value: string) => {
  const data = new FormData();
  data.set(name, value);
  return data;
};

beforeEach(async () => {
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version cascade`;
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  message = await db.message.findFirstOrThrow();
});

test("looking never unsubscribes, whoever looks", async () => {
  const page = await (await call(loader, token("preferences"))).text();
  expect(page).toContain("ada@example.com receives news and offers");
  await call(loader, token("preferences"), { method: "HEAD" });
  expect(await words()).toEqual(["consent.granted"]);
});

test.each([
  ["a form", () => form({ "List-Unsubscribe": "One-Click" })],
  ["multipart", () => multipart("List-Unsubscribe", "One-Click")],
])("one click as %s gets a bare 200 and ends marketing, once", async (_, body) => {
  for (let time = 0; time < 2; time++) {
    const response = await post(body());
    expect([response.status, response.headers.get("content-type"), response.headers.get("set-cookie")]).toEqual([200, "text/plain; charset=utf-8", null]);
  }
  expect(await words()).toEqual(["consent.granted", "consent.withdrawn"]);
});

test("a shop that left is unsubscribed from too, by page and by one click; one that was erased is gone", async () => {
  await app.forget.uninstall("a");
  expect(await (await call(loader, token("preferences"))).text()).toContain("ada@example.com receives news and offers");
  expect((await post(form({ "List-Unsubscribe": "One-Click" }))).status).toBe(200);
  expect(await words()).toEqual(["consent.granted", "consent.withdrawn"]);
  expect(await db.profile.findFirst()).toMatchObject({ state: { consent: { email: { granted: false } } } });
  expect((await post(form({ choice: "start" }))).status).toBe(303);
  expect((await post(form({ choice: "stop" }))).status).toBe(303);
  expect(await (await call(loader, token("preferences"))).text()).toContain("receives no news");
  await db.shop.delete({ where: { id: "a" } });
  expect((await post(form({ "List-Unsubscribe": "One-Click" }))).status).toBe(404);
  expect((await call(loader, token("preferences"))).status).toBe(404);
});

test("a person may stop, start and stop again; each is a fact", async () => {
  for (const choice of ["stop", "start", "start", "stop"]) expect((await post(form({ choice }))).status).toBe(303);
  expect(await words()).toEqual(["consent.granted", "consent.withdrawn", "consent.granted", "consent.withdrawn"]);
  expect(await (await call(loader, token("preferences"))).text()).toContain("receives no news");
});

test("a post that says nothing changes nothing", async () => {
  expect((await post("{", { "content-type": "application/json" })).status).toBe(303);
  expect((await post(form({ choice: "everything" }))).status).toBe(303);
  expect((await call(action, token("track"), { method: "POST", body: form({ "List-Unsubscribe": "One-Click" }) })).status).toBe(404);
  expect(await words()).toEqual(["consent.granted"]);
});

test("a click is told once per link and goes where we signed, and only there", async () => {
  const url = "https://shop.example/mug?a=1&b=2";
  await call(click, token("click", url), { method: "HEAD" });
  for (let time = 0; time < 2; time++) expect((await call(click, token("click", url))).headers.get("location")).toBe(url);
  const events = await db.event.findMany({ where: { type: "message.clicked" } });
  expect(events.map((event) => event.data)).toMatchObject([{ messageId: message.id, url }]);
  for (const bad of [token("click", "javascript:alert(1)"), token("open"), `${token("click", url)}A`]) expect((await call(click, bad)).status).toBe(404);
});

test("the picture always comes, and counts once when it is ours", async () => {
  for (const text of ["nonsense", token("open"), token("open")]) {
    const response = await call(open, text);
    expect([response.status, response.headers.get("content-type"), (await response.arrayBuffer()).byteLength]).toEqual([200, "image/gif", 42]);
  }
  expect(await db.event.count({ where: { type: "message.opened" } })).toBe(1);
});
