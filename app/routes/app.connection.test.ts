import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import { addShop } from "#test/door.ts";
import { platformScene } from "#test/platform-scene.ts";
import type { PlatformScene } from "#test/platform-scene.ts";
import { findShopIdByApiKey, findWriter } from "../models/installed-shop.ts";
import { hashApiKey } from "../models/connect-shop.ts";
import { signInCookie } from "../session.server.ts";
import { loader as home } from "./app._index.tsx";
import { action, loader } from "./app.connection.tsx";

const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
let scene: PlatformScene;
let shopId = "";

beforeAll(async () => {
  const start = await DOUBLES.woocommerce?.();
  if (!start) throw new Error("there is no double of WooCommerce");
  scene = await platformScene(db, start, { orders: 120, customers: 12, products: 6 });
  ({ shopId } = await scene.install());
  await addShop(db, "demo", "woocommerce");
});
afterAll(() => scene?.double.close());

const context = () => ({ context: { app: scene.door.app }, params: {} });
const asking = async (shop: string | null, form?: Record<string, string>): Promise<Request> => {
  const headers = new Headers(shop === null ? {} : { cookie: await signInCookie(scene.door.app, { shopId: shop, person: "owner", role: "owner" }) });
  return new Request("http://localhost/app/connection", form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers });
};
const page = async (shop = shopId) => loader({ request: await asking(shop), ...context() });
const press = async (act: string, more: Record<string, string> = {}, shop = shopId) => (await action({ request: await asking(shop, { do: act, ...more }), ...context() })).data;

test("a store that was just connected is shown being read, and read when it is", async () => {
  const before = (await page()).view;
  expect(before).toMatchObject({ status: "connected", reason: null, leaving: false });
  expect(before?.past.length).toBeGreaterThan(1);
  expect(before?.past.every((row) => row.status === "waiting")).toBe(true);
  const first = await home({ request: await asking(shopId), ...context() });
  expect(first).toMatchObject({ overview: null, start: { broken: false, past: before?.past } });
  await scene.readAll(shopId);
  const { past, subscriptions } = (await page()).view ?? { past: [], subscriptions: [] };
  expect(past.find((row) => row.resource === "orders")).toMatchObject({ label: "Orders", status: "done", done: 120 });
  expect(subscriptions.length).toBeGreaterThan(3);
  expect(subscriptions.every((one) => one.state !== "refused" && one.subject !== "" && one.event !== "")).toBe(true);
  expect(await home({ request: await asking(shopId), ...context() })).toMatchObject({ start: { here: { orders: 120 } } });
});

test("the webhooks are checked, the past is read again, and changes are looked for, when asked", async () => {
  // A store gives up on a webhook that is refused again and again.
  for (let round = 0; round < 8; round++) {
    scene.double.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, scene.now());
    for (const webhook of scene.double.takeWebhooks(shopId)) scene.double.webhookFailed(webhook);
  }
  expect(await press("check")).toMatchObject({ failed: false });
  expect((await page()).view?.subscriptions.some((one) => one.state === "repaired")).toBe(true);
  expect(await press("past")).toMatchObject({ failed: false });
  expect((await page()).view?.past.every((row) => row.status === "waiting")).toBe(true);
  await scene.readAll(shopId);
  expect(await press("changes")).toMatchObject({ failed: false });
  expect((await page()).view?.changes.every((row) => row.status === "waiting")).toBe(true);
  await scene.readAll(shopId);
});

test("the platform is asked as often as the merchant says, and at once when they press", async () => {
  const { platforms } = scene.door.app;
  const started = async (): Promise<number> => Math.max(...((await page()).view?.changes ?? []).map((row) => row.startedAt));
  for (const minutes of [5, 60, 1]) {
    expect(await press("pace", { minutes: String(minutes) })).toMatchObject({ failed: false });
    expect((await page()).minutes).toBe(minutes);
    await platforms.catchUp(shopId);
    await scene.readAll(shopId);
    const last = await started();
    await scene.pass(last + (minutes - 1) * MINUTE - scene.now());
    await platforms.catchUp(shopId, "due");
    expect(await started(), `a minute before ${minutes}`).toBe(last);
    await scene.pass(MINUTE);
    await platforms.catchUp(shopId, "due");
    expect(await started(), `${minutes} minutes later`).toBe(scene.now());
    await scene.readAll(shopId);
  }
  for (const minutes of ["", "0", "7", "1e9", "NaN", "5.5"]) expect(await press("pace", { minutes })).toMatchObject({ failed: true });
  expect((await page()).minutes).toBe(1);
});

test("a new key opens, the old one no longer does, and no other shop's is touched", async () => {
  const { fresh } = await press("key_api", {}, "demo");
  expect(await findShopIdByApiKey(db, hashApiKey(fresh?.key ?? ""))).toBe("demo");
  expect(await findShopIdByApiKey(db, hashApiKey("key-demo"))).toBeNull();
  const write = (await press("key_write", {}, "demo")).fresh;
  expect(await findWriter(db, hashApiKey(write?.key ?? ""))).toMatchObject({ shopId: "demo", trusted: false });
  expect(await findWriter(db, hashApiKey("write-demo"))).toBeNull();
  expect(await findShopIdByApiKey(db, hashApiKey(fresh?.key ?? ""))).toBe("demo");
});

test("a store that only sends webhooks says so, and what needs a connection says why it cannot", async () => {
  expect((await page("demo")).view).toBeNull();
  expect(await press("past", {}, "demo")).toMatchObject({ failed: true, said: "This shop is not connected to its platform." });
});

test("strangers, and presses of what is not there, change nothing", async () => {
  await expect(asking(null, { do: "leave" }).then((request) => action({ request, ...context() }))).rejects.toMatchObject({ status: 401 });
  await expect(press("sell")).rejects.toMatchObject({ status: 400 });
  expect(await db.notice.count()).toBe(0);
});

test("leaving is one wish however often it is pressed, and ends the connection", async () => {
  expect(await press("leave")).toMatchObject({ failed: false });
  await press("leave");
  expect((await page()).view).toMatchObject({ leaving: true });
  expect(await db.notice.count({ where: { shopId, kind: "uninstalled", source: "merchant" } })).toBe(1);
  await scene.pass(MINUTE);
  expect((await db.shop.findUniqueOrThrow({ where: { id: shopId } })).uninstalledAt).not.toBeNull();
  await expect(page()).rejects.toMatchObject({ status: 302 });
});
