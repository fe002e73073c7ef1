import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { DAY } from "../core/shared/instant.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { loader } from "./r.$code.tsx";

const { prisma: db } = await testDatabase();
let now = NOW;
const { app } = await openDoor(db, { now: () => now });
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

const call = async (code: string, { client = "192.0.2.7", ...init }: RequestInit & { client?: string } = {}): Promise<Response> => {
  const request = new Request(`http://localhost/r/${code}`, { ...init, headers: { "user-agent": PHONE, ...(init.headers as object) } });
  return (await loader({ request, params: { code }, context: { app, client } }).catch((thrown: unknown) => thrown)) as Response;
};
const clicks = () => db.event.findMany({ where: { type: "referral.clicked" } });
const settings = (over: object) => db.$executeRaw`update shop set settings = settings || ${JSON.stringify(over)}::jsonb`;

/** The code of the shop's first customer, as a walk of the referral journey makes it. */
async function giveCode(shopId: string, code: string, texts: object = {}): Promise<void> {
  const { id: profileId } = await db.profile.findFirstOrThrow({ where: { shopId } });
  const walk = crypto.randomUUID();
  await db.journeyVersion.create({ data: { shopId, key: "thanks", version: 7, definition: { texts }, createdAt: new Date(now) } });
  await db.enrollment.create({ data: { id: walk, shopId, journey: "thanks", version: 7, profileId, key: walk, trigger: "t", status: "completed", step: "end", enteredAt: new Date(now), state: {} } });
  await db.action.create({ data: { id: crypto.randomUUID(), shopId, profileId, enrollmentId: walk, kind: "referral_code", detail: {}, made: code, status: "done", createdAt: new Date(now) } });
}

beforeEach(async () => {
  now = NOW;
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version, action cascade`;
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  await settings({ brand: { storeUrl: "https://shop.example/?lang=en", supportEmail: "", postalAddress: "", logoUrl: null, colour: "#0f766e" } });
  await giveCode("a", "ABC234", { friendReward: "15% off <b>the first order</b>" });
});

test("a friend sees who recommends, what they get, and the way to the store with the code", async () => {
  const response = await call("abc234");
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain("Ada recommends Example");
  expect(html).toContain("15% off &lt;b&gt;the first order&lt;/b&gt;");
  expect(html).toContain('href="https://shop.example/?lang=en&amp;ref=ABC234&amp;utm_source=referral&amp;utm_medium=friend&amp;utm_campaign=ABC234"');
  expect(html).not.toMatch(/Lovelace|ada@example\.com|<script|London/);
});

test("nothing is promised that the journey does not promise, and no name is made up", async () => {
  await db.journeyVersion.updateMany({ where: { key: "thanks" }, data: { definition: {} } });
  await db.$executeRaw`update profile set state = jsonb_set(state, '{name}', '{"value":{"first":"Win at www.casino.example","last":null},"at":0}')`;
  const html = await (await call("ABC234")).text();
  expect(html).toContain("A friend recommends Example");
  expect(html).not.toMatch(/For you|casino/);
});

test("a shop without an address still names the code", async () => {
  await settings({ brand: { storeUrl: "javascript:alert(1)" } });
  const html = await (await call("ABC234")).text();
  expect(html).toContain("Tell Example this code when you order: ABC234");
  expect(html).not.toContain("javascript:");
});

test("a visitor counts once a day on the recommender's profile, and no address is kept", async () => {
  for (let reload = 0; reload < 3; reload++) await call("ABC234");
  expect(await clicks()).toHaveLength(1);
  await call("ABC234", { client: "2001:db8::1" });
  now += DAY;
  await call("ABC234");
  const rows = await clicks();
  const { id: recommender } = await db.profile.findFirstOrThrow({ where: { shopId: "a" } });
  expect(rows.map((row) => [row.profileId, row.data])).toEqual(rows.map(() => [recommender, { code: "ABC234" }]));
  expect(rows).toHaveLength(3);
  expect(JSON.stringify(rows)).not.toMatch(/192\.0\.2|2001:db8/);
});

test("programs that look ahead are not counted", async () => {
  await call("ABC234", { method: "HEAD" });
  await call("ABC234", { headers: { "Sec-Purpose": "prefetch;prerender" } });
  await call("ABC234", { headers: { "user-agent": "WhatsApp/2.23.20.0" } });
  expect(await clicks()).toEqual([]);
});

test("an unknown code gets the page of every dead link, and so does one that two shops have made", async () => {
  await addShop(db, "b", "shopify");
  await takeIn(db, "b", [sampleOrder("1", NOW - 1000)], NOW);
  await giveCode("b", "SAME22");
  expect((await call("SAME22")).status).toBe(200);
  await db.action.updateMany({ where: { shopId: "a" }, data: { made: "SAME22" } });
  const pages = await Promise.all(["SAME22", "ZZZZZZ", "", "a b", "%00", "x".repeat(5000)].map((code) => call(code)));
  expect(pages.map((one) => one.status)).toEqual(pages.map(() => 404));
  expect(new Set(await Promise.all(pages.map((one) => one.text()))).size).toBe(1);
});

test("in Hindi for a friend who reads Hindi", async () => {
  expect(await (await call("ABC234", { headers: { "accept-language": "hi-IN,en;q=0.5" } })).text()).toContain("Ada की सलाह: Example");
});
