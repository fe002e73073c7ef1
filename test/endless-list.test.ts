/** A store whose list never goes on, and a shop that leaves while its list is read. */
import { beforeEach, expect, it } from "vitest";
import type { PullPage } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { createForgetting } from "#app/forget.server.ts";
import { startPulls } from "#app/models/pull.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { puller } from "#app/pull.server.ts";
import { testDatabase } from "./database.ts";
import { addShop } from "./door.ts";

const { prisma: db } = await testDatabase();
let now = Date.UTC(2026, 5, 1);
/** One page of the platform's client: the wire in front of it has tests of its own. */
let page: () => Promise<PullPage>;
const read = puller({ db, store: postgresStore(db), now: () => now, onKept: () => undefined, onError: () => undefined, platforms: { clientFor: async () => ({ pull: () => page() }) as never } });
const row = () => db.pull.findFirstOrThrow({ where: { shopId: "a" } });

beforeEach(async () => {
  await db.$executeRawUnsafe("TRUNCATE shop, pull CASCADE");
  await addShop(db, "a", "woocommerce");
  await startPulls(db, "a", "backfill", [{ key: "orders", label: "Orders" }], { since: null, until: now }, now);
});

it("a list that gives the same part again and again is given up, and the merchant is told", async () => {
  page = async () => ({ items: [{ topic: "order.pulled", body: new TextEncoder().encode("{}"), ref: "1" }], next: "here", total: null, waitMs: 0, note: null });
  let reads = 0;
  for (; (await row()).status === "waiting" && reads < 1_000; reads++) {
    await read("a");
    now += 2 * HOUR;
  }
  expect(reads).toBeLessThan(20);
  expect(await row()).toMatchObject({ status: "failed", reason: expect.stringContaining("the same part of this list") });
});

it("waits where a platform says so, without giving up: an export that is being made stands where it stood", async () => {
  page = async () => ({ items: [], next: "wait", total: null, waitMs: HOUR, note: null });
  for (let time = 0; time < 30; time++) {
    await read("a");
    now += 2 * HOUR;
  }
  expect(await row()).toMatchObject({ status: "waiting", attempts: 0 });
});

it("a page that fails after the shop left, or after the list was begun anew, sets nothing back", async () => {
  const forgetting = createForgetting({ db, farewell: async () => null, backtests: { forget: () => undefined } as never, forgetFiles: async () => undefined, now: () => now, onNotice: () => undefined });
  page = async () => {
    await forgetting.uninstall("a");
    throw new PlatformError("unauthorised", "gone", "Gone.");
  };
  await read("a");
  expect(await row()).toMatchObject({ status: "failed", dueAt: null, reason: "The shop removed Afterglow." });
  await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: null } });
  await db.pull.update({ where: { shopId_purpose_resource: { shopId: "a", purpose: "backfill", resource: "orders" } }, data: { status: "waiting", cursor: "far", dueAt: new Date(now) } });
  page = async () => {
    await startPulls(db, "a", "backfill", [{ key: "orders", label: "Orders" }], { since: null, until: now }, now + DAY);
    throw new PlatformError("unavailable", "away", "Away.");
  };
  await read("a");
  expect(await row()).toMatchObject({ status: "waiting", attempts: 0, cursor: null, reason: null });
});
