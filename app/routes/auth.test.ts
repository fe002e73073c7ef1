import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { saveConnection } from "../models/connection.ts";
import { createSignIn, signInUrl } from "../models/sign-in.ts";
import { sessions } from "../session.server.ts";
import { requireWho } from "../who.server.ts";
import { action as demo } from "./auth.demo.ts";
import { loader as link } from "./auth.link.tsx";
import { action as signOut } from "./auth.sign-out.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
const context = { app };
beforeAll(() => addShop(db, "a", "shopify"));

const newUrl = async (expiresAt: number | null = null) => signInUrl(app, await createSignIn(db, "a", NOW), expiresAt);
const follow = async (url: string, method = "GET") => {
  const answer = (await link({ request: new Request(url, { method }), params: {}, context })) as unknown as Response & { init?: ResponseInit };
  return { status: answer.init?.status ?? answer.status, cookie: answer.headers?.get("set-cookie") ?? null, to: answer.headers?.get("location") ?? null };
};
const ask = (cookie: string | null, init: RequestInit = {}) => requireWho(new Request("http://localhost/app", { ...init, headers: cookie ? { cookie } : {} }), context);

test("a link signs in once; the cookie then says who is asking, and a look at the link spends nothing", async () => {
  const url = await newUrl();
  expect((await follow(url, "HEAD")).status).toBe(200);
  const { cookie, to } = await follow(url);
  expect(to).toBe("/app");
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).not.toMatch(/Secure/);
  expect(await ask(cookie)).toMatchObject({ shopId: "a", role: "owner", embedded: false, shop: { id: "a" } });
  expect(await follow(url)).toMatchObject({ status: 401, cookie: null });
});

test("an expired, forged or foreign link does not", async () => {
  for (const url of [await newUrl(NOW - 120_000), (await newUrl()).slice(0, -2), `${app.url}/auth/link`]) expect(await follow(url)).toMatchObject({ status: 401, cookie: null });
});

test("without a cookie of ours there is a redirect to look at, or a 401 where something was posted", async () => {
  const stranger = sessions({ secret: "another secret of thirty-two chars", formerSecrets: [], url: "http://localhost" });
  const session = await stranger.getSession();
  session.set("shopId", "a");
  session.set("person", "x");
  session.set("role", "owner");
  for (const cookie of [null, "afterglow_session=abc", await stranger.commitSession(session)]) {
    await expect(ask(cookie)).rejects.toMatchObject({ status: 302 });
    await expect(ask(cookie, { method: "POST" })).rejects.toMatchObject({ status: 401 });
  }
});

test("the cookie of a shop that left is worth nothing, and signing out ends it", async () => {
  const { cookie } = await follow(await newUrl());
  await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: new Date(NOW) } });
  await expect(ask(cookie)).rejects.toMatchObject({ status: 302 });
  await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: null } });
  const out = await signOut({ request: new Request("http://localhost", { method: "POST", headers: { cookie: cookie ?? "" } }), params: {}, context });
  expect(out.headers.get("set-cookie")).toMatch(/afterglow_session=;/);
});

test("a cookie from before the shop left and came back opens nothing; one from after the install does", async () => {
  await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: null } });
  const { cookie } = await follow(await newUrl());
  await saveConnection(db, app.vault, "a", {}, [], NOW - 10_000);
  expect(await ask(cookie)).toMatchObject({ shopId: "a" });
  await app.forget.uninstall("a");
  await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: null } });
  await saveConnection(db, app.vault, "a", {}, [], NOW + 120_000);
  await expect(ask(cookie)).rejects.toMatchObject({ status: 302 });
});

test("outside the demo nobody gets in by asking", async () => {
  const request = new Request("http://localhost", { method: "POST", body: new URLSearchParams({ shop: "a" }) });
  await expect(demo({ request, params: {}, context })).rejects.toMatchObject({ status: 404 });
});

test("the cookie is for https only when the app is", async () => {
  const storage = sessions({ secret: "x", formerSecrets: [], url: "https://app.example" });
  expect(await storage.commitSession(await storage.getSession())).toMatch(/; Secure/);
});
