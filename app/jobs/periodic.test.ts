import { beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { addShop } from "#test/door.ts";
import { testDatabase } from "#test/database.ts";
import { findPeriodic } from "../models/periodic.ts";
import { jobs } from "./catalog.ts";
import { periodicHandlers } from "./periodic.ts";

const { prisma: db } = await testDatabase();
const START = Date.UTC(2026, 2, 2);
let now = START;
let ran: string[] = [];
let broken = false;
const { shopStats } = periodicHandlers(db, () => now, {
  async shopStats(_db, shopId) {
    ran.push(shopId);
    if (broken) throw new Error("broken");
  },
});
const due = async (): Promise<string[]> => (await findPeriodic(db, ["shopStats"], now)).map(({ shopId }) => shopId).sort();

beforeEach(async () => {
  [now, ran, broken] = [START, [], false];
  await db.shop.deleteMany();
  await db.$executeRaw`TRUNCATE periodic_run, connection`;
  for (const id of ["a", "b"]) await addShop(db, id, "shopify");
});

describe("periodic jobs", () => {
  it("are due for a new shop at once, and then after their interval", async () => {
    expect(await due()).toEqual(["a", "b"]);
    await shopStats({ shopId: "a" });
    expect(await due()).toEqual(["b"]);
    now += jobs.shopStats.schedule.everyMs;
    expect(await due()).toEqual(["a", "b"]);
  });

  it("run once for a moment, however many workers and hints there are", async () => {
    await Promise.all(Array.from({ length: 8 }, () => shopStats({ shopId: "a" })));
    expect(ran).toEqual(["a"]);
    await shopStats({ shopId: "a" });
    expect(ran).toEqual(["a"]);
  });

  it("are tried again later each time they fail, and then wait for their next regular time", async () => {
    broken = true;
    const waits: number[] = [];
    for (let round = 0; round <= jobs.shopStats.attempts; round++) {
      await expect(shopStats({ shopId: "a" })).rejects.toThrow("broken");
      const failedAt = now;
      while (!(await due()).includes("a")) now += MINUTE;
      waits.push((now - failedAt) / MINUTE);
    }
    expect(waits).toEqual([5, 10, 20, 15, 5]);
    broken = false;
    await shopStats({ shopId: "a" });
    expect(await due()).not.toContain("a");
  });

  it("are taken up by another worker when theirs died", async () => {
    const [died] = await Promise.allSettled([
      periodicHandlers(db, () => now, { shopStats: () => new Promise(() => {}) }).shopStats({ shopId: "a" }).finally(() => {}),
    ].map((never) => Promise.race([never, new Promise((resolve) => setTimeout(resolve, 200))])));
    expect(died?.status).toBe("fulfilled");
    await shopStats({ shopId: "a" });
    expect(ran).toEqual([]);
    now += jobs.shopStats.backoff.firstMs;
    await shopStats({ shopId: "a" });
    expect(ran).toEqual(["a"]);
  });

  it("of connected shops leave those alone that only send webhooks, or that left", async () => {
    const connect = (shopId: string, status: string) => db.connection.create({ data: { shopId, sealed: "", status, connectedAt: new Date(START) } });
    await Promise.all([connect("a", "broken"), connect("b", "left"), addShop(db, "c", "shopify")]);
    const found = await findPeriodic(db, ["catchUp", "shopStats"], now, ["catchUp"]);
    expect(found.map(({ job, shopId }) => `${job} ${shopId}`).sort()).toEqual(["catchUp a", "shopStats a", "shopStats b", "shopStats c"]);
  });

  it("leave a shop alone that was disconnected", async () => {
    await db.shop.update({ where: { id: "a" }, data: { uninstalledAt: new Date(START) } });
    now += HOUR;
    expect(await due()).toEqual(["b"]);
  });
});
