import { beforeAll, expect, it } from "vitest";
import { post } from "#test/calls.ts";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { signToken } from "../core/shared/token.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { loader } from "./c.$token.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
let messageId = "";
let reader = "";

beforeAll(async () => {
  await addShop(db, "a", "shopify", { domain: "shop.example.com" });
  await takeIn(db, "a", [sampleOrder("1001", NOW - 5000)], NOW);
  const message = await db.message.findFirstOrThrow({ where: { shopId: "a" } });
  [messageId, reader] = [message.id, message.profileId];
});

async function click(target: string, headers: Record<string, string> = {}): Promise<URL> {
  const token = signToken(app.secret, { kind: "click", id: messageId, expiresAt: null, extra: target });
  const response = (await (loader as unknown as (args: object) => Promise<Response>)({ request: new Request(`http://localhost/c/${token}`, { headers }), params: { token }, context: { app } })) as Response;
  expect(response.status).toBe(302);
  return new URL(response.headers.get("location") ?? "");
}

it("a click to the shop's own pages says who came, and the shop's calls then know their visitor", async () => {
  const url = await click("https://www.shop.example.com/products/mug?colour=red#top");
  expect([url.searchParams.get("colour"), url.hash]).toEqual(["red", "#top"]);
  expect(url.searchParams.get("ag_c")).toMatch(/^[\w-]{50,120}$/);
  expect((await post(app, "page", { anonymousId: "d1", context: { page: { url: url.href } } })).status).toBe(200);
  expect((await db.identity.findUnique({ where: { shopId_kind_value: { shopId: "a", kind: "anonymous", value: "d1" } } }))?.profileId).toBe(reader);
});

it("nobody else is told, and no program that fetches ahead", async () => {
  for (const target of ["https://elsewhere.example.com/?x=1", "https://shop.example.com.evil.example/", "http://localhost/t/abc"]) expect((await click(target)).searchParams.has("ag_c")).toBe(false);
  expect((await click("https://shop.example.com/", { "sec-purpose": "prefetch" })).searchParams.has("ag_c")).toBe(false);
});
