/** "Find your order" in a shop's own pages: what Shopify leads on to us, who is let in, and what a stranger can learn. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, it, test } from "vitest";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import * as proxy from "#app/routes/proxy.shopify.$.tsx";
import * as tracking from "#app/routes/t.$token.tsx";
import { proxiedShop, proxySignature } from "#app/shopify-proxy.server.ts";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
let now = CAPTURE_TIME;
const KEYS = { id: "app-key", secret: "the secret of our app at Shopify" };
const DOMAIN = "juniper.myshopify.com";
/** Our own address, as far as the shopper comes there: the order's page. */
const ours = createServer(async (req, res) => {
  const token = (req.url ?? "").split("/")[2] ?? "";
  const answer = await caught(tracking.loader({ request: new Request(`http://ours${req.url}`), params: { token }, context }));
  res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
await new Promise<void>((resolve) => ours.listen(0, "127.0.0.1", resolve));
afterAll(() => void ours.close());
const OURS = `http://localhost:${(ours.address() as AddressInfo).port}`;
const { app } = await openDoor(db, { url: OURS, now: () => now, platformKeys: { shopify: KEYS } });
const context = { app, client: "203.0.113.1" };

type Query = [name: string, value: string][];
/** What Shopify adds to a visitor's request. */
const added = (shop = DOMAIN): Query => [["shop", shop], ["logged_in_customer_id", ""], ["path_prefix", "/apps/afterglow"], ["timestamp", String(Math.floor(now / 1000))]];
const signed = (query: Query, secret = KEYS.secret): string => {
  const params = new URLSearchParams(query);
  params.append("signature", proxySignature(params, secret));
  return params.toString();
};
const caught = async (answer: Promise<Response>): Promise<Response> => answer.catch((thrown: unknown) => (thrown instanceof Response ? thrown : Promise.reject(thrown)));
const look = (query: string) => caught(proxy.loader({ request: new Request(`https://afterglow.test/proxy/shopify?${query}`), params: {}, context }));
let visitor = 0;
const ask = (number: string, email: string, { query = signed(added()), from = `198.51.100.${(visitor += 1)}` } = {}) =>
  caught(proxy.action({ request: new Request(`https://afterglow.test/proxy/shopify?${query}`, { method: "POST", headers: { "x-forwarded-for": from }, body: new URLSearchParams({ number, email }) }), params: {}, context }));
/** Of a page that comes back with what was asked: all of it but that. */
const bare = (html: string): string => html.replaceAll(/ value="[^"]*"/g, "");

beforeEach(async () => {
  now += 3_600_000;
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version, action cascade`;
  await addShop(db, "a", "shopify", { domain: DOMAIN });
  const settings = { brand: { colour: "#7c2d12", storeUrl: "https://shop.example", supportEmail: "help@shop.example" } };
  await db.shop.update({ where: { id: "a" }, data: { name: "Juniper & Rye", settings } });
  await takeIn(db, "a", [sampleOrder("1001", now - 1000)], now);
  await addShop(db, "b", "shopify", { domain: "other.myshopify.com" });
  await takeIn(db, "b", [sampleOrder("2002", now - 1000)], now);
});

describe("Shopify's signature", () => {
  it.each([["", "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb"], ["1", "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb"]])("is the one of its documentation's own example, for customer %j", (customer, signature) => {
    // shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
    const query = new URLSearchParams(`extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=${customer}&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=${signature}`);
    expect(proxiedShop(query, "hush", 1_317_327_555_000)).toBe("shop-name.myshopify.com");
  });

  it("lets a visitor of the shop in, whatever else the address holds, for 90 seconds", async () => {
    const query: Query = [...added(), ["extra", "2"], ["extra", "1"], ["ref", "a=b&c"]];
    const text = signed(query);
    expect((await look(text)).status).toBe(200);
    now += 89_000;
    expect((await look(text)).status).toBe(200);
    now += 3_000;
    expect((await look(text)).status).toBe(400);
    now -= 92_000 + 92_000;
    expect((await look(text)).status).toBe(400);
  });

  it.each<[string, () => string]>([
    ["missing", () => new URLSearchParams(added()).toString()],
    ["of another secret", () => signed(added(), "another")],
    ["of an empty secret", () => signed(added(), "")],
    ["of another shop", () => signed(added()).replace("juniper", "other")],
    ["cut short", () => signed(added()).slice(0, -2)],
    ["there twice", () => `${signed(added())}&signature=${"0".repeat(64)}`],
    ["over two shops", () => signed([...added(), ["shop", "other.myshopify.com"]])],
    ["over two moments", () => signed([...added(), ["timestamp", "1"]])],
    ["over a moment that is none", () => signed([["shop", DOMAIN], ["timestamp", "1e9"]])],
    ["without a moment", () => signed([["shop", DOMAIN]])],
    ["of a shop that is none", () => signed(added("juniper.myshopify.com.evil.example"))],
    ["not hexadecimal", () => `${new URLSearchParams(added())}&signature=${"z".repeat(64)}`],
    ["broken", () => "shop=%00&timestamp=%ff&signature=%E0%A4%A"],
  ])("is refused when it is %s", async (_what, query) => {
    for (const answer of [await look(query()), await ask("1001", "ada@example.com", { query: query() })]) {
      expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
      expect(await answer.text()).not.toContain("Juniper");
    }
  });
});

describe("an order", () => {
  it.each([["1001", "ada@example.com"], ["#1001", "ADA@example.com"], ["  # 1001 ", " ada@example.com "]])("opens with its number and its buyer's address: %s, %s", async (number, email) => {
    const answer = await ask(number, email);
    expect(answer.status).toBe(303);
    const [, token = ""] = /\/t\/(.+)$/.exec(answer.headers.get("location") ?? "") ?? [];
    expect(answer.headers.get("location")).toBe(`${OURS}/t/${token}`);
    const page = await tracking.loader({ request: new Request(`https://afterglow.test/t/${token}`), params: { token }, context });
    expect(await page.text()).toContain("#1001");
  });

  it("needs no connection to Shopify that works", async () => {
    await db.connection.create({ data: { shopId: "a", sealed: "", status: "broken", reason: "Connect again.", connectedAt: new Date(now) } });
    expect((await ask("1001", "ada@example.com")).status).toBe(303);
  });

  it("is one answer for all that does not fit, which shows nothing of the customer", async () => {
    const pages = [];
    for (const [number, email] of [["1001", "eve@example.com"], ["9999", "ada@example.com"], ["2002", "ada@example.com"], ["", ""], ["1001", ""], ["100%", "ada@example.com"], ["1001", "ada@example.com\0"], ["10\u000001", "ada@example.com"], ["1001", "%"], ["'; drop table \"order\"", "a@b"], ["x".repeat(5000), `${"x".repeat(5000)}@b`]]) {
      const answer = await ask(number as string, email as string);
      expect([answer.status, answer.headers.get("location")], number).toEqual([200, null]);
      pages.push(await answer.text());
    }
    expect(new Set(pages.map(bare)).size).toBe(1);
    expect(pages[0]).toContain("There is no order with this number and this e-mail.");
    expect(bare(pages.join(""))).not.toMatch(/Ada|Lovelace|ada@|Mug/);
  });

  it("is not shown once it is deleted, nor while its shop is away, nor in a shop that we do not know", async () => {
    await takeIn(db, "a", [{ kind: "order_deleted", ref: "1001", at: now } as never], now);
    expect((await ask("1001", "ada@example.com")).status).toBe(200);
    await db.shop.update({ where: { id: "b" }, data: { uninstalledAt: new Date(now) } });
    for (const domain of ["other.myshopify.com", "stranger.myshopify.com"]) {
      const query = signed(added(domain));
      expect([(await look(query)).status, (await ask("2002", "ada@example.com", { query })).status]).toEqual([404, 404]);
    }
  });
});

describe("who tries too often", () => {
  const tries = async (count: number, one: (n: number) => Promise<Response>): Promise<number[]> => {
    const statuses = [];
    for (let n = 0; n < count; n++) statuses.push((await one(n)).status);
    return statuses;
  };

  it.each<[string, (n: number) => Promise<Response>]>([
    ["from one place", (n) => ask(`${n}`, `eve${n}@example.com`, { from: "made-up, 192.0.2.7" })],
    ["one number", (n) => ask("1001", `eve${n}@example.com`)],
    ["one address", (n) => ask(`${n}`, "ada@example.com")],
  ])("has to wait a quarter of an hour: %s", async (_what, one) => {
    expect(await tries(12, one)).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    now += 15 * 60_000;
    expect((await one(50)).status).toBe(200);
  });

  it("learns nothing even with the right answer, while others and other shops are not held up", async () => {
    await tries(10, (n) => ask("1001", `eve${n}@example.com`));
    const answer = await ask("1001", "ada@example.com");
    expect([answer.status, await answer.text()]).toEqual([429, expect.stringContaining("Wait 15 minutes")]);
    expect((await ask("2002", "ada@example.com", { query: signed(added("other.myshopify.com")) })).status).toBe(303);
  });
});

const browser = await testBrowser();
/** The shop's own site, which leads on what is asked of /apps/afterglow as Shopify does: without cookies, with its signature. */
const shop = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const { pathname, search } = new URL(req.url ?? "", "http://shop");
  if (!pathname.startsWith("/apps/afterglow")) return void res.writeHead(404).end();
  const request = new Request(`https://afterglow.test/proxy/shopify?${signed([...added(), ...new URLSearchParams(search)])}`, {
    method: req.method ?? "GET", headers: { "content-type": req.headers["content-type"] ?? "", "accept-language": req.headers["accept-language"] ?? "", "x-forwarded-for": "198.51.100.250" }, ...(req.method === "POST" && { body: Buffer.concat(chunks) }),
  });
  const answer = await caught(req.method === "POST" ? proxy.action({ request, params: {}, context }) : proxy.loader({ request, params: {}, context }));
  res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
});
await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
afterAll(() => void shop.close());

test.each(Object.entries(WIDTHS))("on a %s, a shopper finds the order with the keyboard alone, after a mistake", async (width, size) => {
  const page = await browser.open(size);
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/apps/afterglow?utm_source=menu`);
  await page.getByRole("heading", { name: "Find your order" }).waitFor();
  await screenshot(page, `find-order-${width}`);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Tab");
  await page.keyboard.type("1001");
  await page.keyboard.press("Tab");
  await page.keyboard.type("eve@example.com");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("There is no order").waitFor();
  await screenshot(page, `find-order-none-${width}`);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.getByLabel("Order number").inputValue()).toBe("1001");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Show my order" }).click();
  await page.getByText("Your order #1001").first().waitFor();
  expect(page.url().startsWith(`${OURS}/t/`)).toBe(true);
  await page.context().close();
});
