import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { actionPerformer } from "./actions.server.ts";
import { MINUTE } from "./core/shared/instant.ts";
import { findWork } from "./models/work.ts";

const { prisma: db } = await testDatabase();
const SHOP = "acts";
const ids: string[] = [];
let status = 500;
const server = createServer((request, response) => {
  ids.push(String(request.headers["afterglow-id"]));
  request.resume().on("end", () => response.writeHead(status).end());
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
await addShop(db, SHOP, "shopify");

let now = Date.UTC(2026, 10, 21);
const platforms = { clientFor: () => Promise.reject(new Error("this shop has no platform to be reached at")) };
const act = actionPerformer({ db, appSecret: "a secret", platforms, now: () => now, onError: () => undefined, webhooks: { allowPrivate: true } });

async function want(id: string, detail: { do: string; url?: string }): Promise<void> {
  const about = { shopId: SHOP, profileId: "00000000-0000-4000-8000-000000000001", enrollmentId: "00000000-0000-4000-8000-000000000002" };
  await db.action.create({ data: { id, ...about, kind: detail.do, detail, status: "pending", createdAt: new Date(now), dueAt: new Date(now) } });
}

describe("actions of journeys", () => {
  it("call the merchant's address until it answers, under one id, and once it has, no more", async () => {
    const id = "00000000-0000-4000-8000-00000000000a";
    await want(id, { do: "webhook", url });
    expect(await findWork(db, now)).toContainEqual({ job: "actions", shopId: SHOP });
    await act(SHOP);
    expect(await db.action.findUnique({ where: { id } })).toMatchObject({ status: "pending", reason: expect.stringContaining("500") });
    expect(await act(SHOP)).toBe(0);
    status = 200;
    now += 2 * MINUTE;
    await act(SHOP);
    now += 60 * MINUTE;
    expect(await act(SHOP)).toBe(0);
    expect(ids).toEqual([id, id]);
    expect(await db.action.findUnique({ where: { id } })).toMatchObject({ status: "done", attempts: 2 });
  });

  it.each([["tag", /not connected to its platform/], ["discount_code", /not connected to its platform.* by hand/], ["loyalty_join", /no loyalty programme/]])("in a shop without a platform, %s is kept, and says so", async (kind, words) => {
    const id = crypto.randomUUID();
    await want(id, { do: kind });
    await act(SHOP);
    expect(await db.action.findUnique({ where: { id } })).toMatchObject({ status: "recorded", reason: expect.stringMatching(words) });
    expect(await findWork(db, now)).not.toContainEqual({ job: "actions", shopId: SHOP });
  });
});
