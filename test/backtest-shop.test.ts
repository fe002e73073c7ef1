import { beforeAll, expect, it, test } from "vitest";
import { createBacktests } from "#app/backtests.server.ts";
import { openDatabase } from "#app/backtest/open-database.ts";
import type { BacktestState } from "#app/context.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { action, loader } from "#app/routes/app.journeys.$key_.backtest.tsx";
import { loader as traceLoader } from "#app/routes/app.journeys.$key_.backtest_.$customer.tsx";
import { signInCookie } from "#app/session.server.ts";
import { runBacktest } from "./backtest-process.ts";
import { testDatabase } from "./database.ts";
import { addShop, openDoor } from "./door.ts";

const { prisma: db, url } = await testDatabase();
// The command reads the machine's clock where no demo has its own.
const NOW = Date.now();
const { app } = await openDoor(db, { now: () => NOW });

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  for (let index = 0; index < 6; index++) {
    const at = NOW - (200 - index * 20) * DAY;
    const email = `customer${index % 4}@example.com`;
    await takeIn(db, "a", [sampleOrder(String(index), at, { customer: { ref: `c${index % 4}`, email, phone: null, firstName: "Ada", lastName: "Byron", locale: "en", address: null }, fulfilledAt: at + DAY })], at);
  }
});

async function rowCounts(): Promise<Record<string, number>> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(`SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const counts: Record<string, number> = {};
  for (const { name } of tables) counts[name] = (await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${name}"`))[0]?.n ?? 0;
  return counts;
}

it("reports on a shop of the database and writes nothing to it", async () => {
  const before = await rowCounts();
  const { code, out, err } = await runBacktest(["--shop", "a", "--journey", "welcome", "--rows", "3"], { DATABASE_URL: url });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const flat = out.replace(/\s+/g, " ");
  expect(flat).toContain("4 of them would have entered, 6 times in all");
  expect(flat).toContain("2 of the 4 customers whose 90 days can be seen ordered again");
  const trace = await runBacktest(["--shop", "a", "--customer", "customer1@example.com"], { DATABASE_URL: url });
  expect(trace.out).toContain("Placed order #1");
  expect(trace.out).toContain("Placed order #5");
  expect(trace.out).not.toContain("Placed order #2");
  expect(await rowCounts()).toEqual(before);
  expect(before["event"]).toBeGreaterThan(0);
});

it("could not write if it tried", async () => {
  const opened = await openDatabase({ DATABASE_URL: url, DATA_DIR: "/nowhere" });
  try {
    await expect(opened.prisma.$executeRawUnsafe(`UPDATE shop SET name = 'x'`)).rejects.toThrow(/read-only transaction/);
    await expect(opened.prisma.shop.deleteMany()).rejects.toThrow();
  } finally {
    await opened.close();
  }
  expect(await db.shop.count({ where: { name: "x" } })).toBe(0);
});

test.each([
  [["--shop", "c"], "--shop c is not a shop here. There are a, b."],
  [["--shop", "a", "--journey", "none"], "--journey none is not a journey here. There are "],
  [["--shop", "b", "--customer", "customer1@example.com"], "is not a customer here"],
])("%j is refused in one sentence", async (args, sentence) => {
  const { code, err } = await runBacktest(args, { DATABASE_URL: url });
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

const request = async (shopId: string, method = "GET") => new Request("http://localhost/app", { method, headers: { cookie: await signInCookie(app, { shopId, person: "owner", role: "owner" }) } });
const args = async (shopId: string, params: Record<string, string>, method = "GET") => ({ request: await request(shopId, method), params, context: { app } }) as never;

it("is looked at in the admin: started, watched, and opened row by row; never by another shop", async () => {
  expect((await loader(await args("a", { key: "welcome" }))).state).toEqual({ kind: "none" });
  expect(((await action(await args("a", { key: "welcome" }, "POST"))) as BacktestState).kind).toBe("running");
  await expect.poll(async () => (await loader(await args("a", { key: "welcome" }))).state.kind, { timeout: 50_000 }).toBe("done");
  const { state, names } = await loader(await args("a", { key: "welcome" }));
  if (state.kind !== "done") throw new Error(state.kind);
  expect(state.report).toMatchObject({ entered: 6, customersEntered: 4 });
  const [row] = state.report.rows;
  const customer = row?.customer ?? "";
  expect(names[customer]).toBe("Ada Byron");
  const trace = await traceLoader(await args("a", { key: "welcome", customer }));
  expect(trace.entries.some((entry) => entry.kind === "decision" && entry.decision.outcome === "send")).toBe(true);
  await expect(traceLoader(await args("b", { key: "welcome", customer }))).rejects.toMatchObject({ status: 404 });
  expect((await loader(await args("b", { key: "welcome" }))).state).toEqual({ kind: "none" });
  await expect(action(await args("a", { key: "none" }, "POST"))).rejects.toMatchObject({ status: 404 });
});

it("sends a large shop to the command line, and runs one at a time for a shop", { timeout: 300_000 }, async () => {
  const failed = (error: unknown): void => expect(error).toBeNull();
  expect(await createBacktests(db, () => NOW, failed, { mostOrders: 5 }).start("a", "welcome")).toEqual({ kind: "too_big", most: 5 });
  const own = createBacktests(db, () => NOW, failed);
  // It reads no event before this is over, so it is still running when it is asked for again.
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE event IN ACCESS EXCLUSIVE MODE`;
      expect((await own.start("a", "welcome"))?.kind).toBe("running");
      expect((await own.start("a", "welcome"))?.kind).toBe("running");
      expect((await own.start("a", "review"))?.kind).toBe("busy");
    },
    { timeout: 60_000 },
  );
  await expect.poll(() => own.state("a", "welcome").kind, { timeout: 50_000 }).toBe("done");
  expect((await own.start("a", "review"))?.kind).toBe("running");
  await expect.poll(() => own.state("a", "review").kind, { timeout: 50_000 }).toBe("done");
});
