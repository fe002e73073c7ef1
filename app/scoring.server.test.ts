import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { insertCustomers, madeUpCustomers } from "#test/bench/night-customers.ts";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import type { Profile } from "./core/profile/profile.ts";
import { scoresOf } from "./core/scoring/scores-of.ts";
import type { ShopModels } from "./core/scoring/shop-models.ts";
import { DAY, MINUTE } from "./core/shared/instant.ts";
import { handleEvents } from "./engine/handle-events.ts";
import { deleteShop } from "./models/forget/erase-shop.ts";
import { stopShop } from "./models/forget/uninstall.ts";
import { latestFit } from "./models/model-fit.ts";
import { oneTransaction } from "./models/one-transaction.ts";
import { plainSql } from "./models/plain-sql.ts";
import { startPulls } from "./models/pull.ts";
import { askForScores, readScoreRun } from "./models/score-run.ts";
import type { ScoreRun } from "./models/score-run.ts";
import { readShop } from "./models/shop.ts";
import { postgresStore } from "./models/store/index.ts";
import { findWork } from "./models/work.ts";
import { puller } from "./pull.server.ts";
import { createScoring } from "./scoring.server.ts";
import type { ScoringPorts } from "./scoring.server.ts";
import type { LearnedPast } from "./learn-past.server.ts";
import { learnInThread } from "./scoring-thread.server.ts";

const { prisma: db } = await testDatabase();
const sql = plainSql(db);
const NOW = Date.UTC(2026, 5, 1, 3);
const clock = { now: NOW };
const errors: unknown[] = [];
/** What was learnt in a thread, by shop and moment: the same past teaches the same, and learning takes seconds. */
const learnt = new Map<string, LearnedPast>();
const learn: typeof learnInThread = async (options, port) => {
  const key = JSON.stringify([options.asOf, options.seed]);
  const known = learnt.get(key) ?? (await learnInThread(options, port));
  learnt.set(key, known);
  return known;
};
const scoring = (over: Partial<ScoringPorts> = {}) => createScoring({ db, learn, now: () => clock.now, onError: (_what, error) => void errors.push(error), ...over });

async function shopOf(id: string, customers: number, seed = 7): Promise<void> {
  clock.now = NOW;
  errors.length = 0;
  await addShop(db, id, "shopify");
  await insertCustomers(sql, id, madeUpCustomers(seed, customers, NOW));
}
async function toEnd({ step }: Pick<ReturnType<typeof scoring>, "step">, shopId: string): Promise<void> {
  while (await step(shopId));
}
const profiles = async (shopId: string): Promise<Profile[]> => (await db.profile.findMany({ where: { shopId }, orderBy: { id: "asc" } })).map((row) => row.state as unknown as Profile);

describe("a night", () => {
  it("learns from a shop's past and scores every customer with it, in what conditions read too", async () => {
    await shopOf("a", 1_200);
    await askForScores(sql, "a", "night", clock.now);
    expect(await findWork(sql, clock.now)).toEqual([{ job: "scoring", shopId: "a" }]);
    await toEnd(scoring(), "a");
    expect(errors).toEqual([]);
    expect(await readScoreRun(sql, "a")).toMatchObject({ status: "done", done: 1_200, total: 1_200, reason: null });
    expect(await findWork(sql, clock.now)).toEqual([]);
    const { models } = await readShop(sql, "a");
    expect(models).toMatchObject({ asOf: NOW, inForceFrom: NOW, customers: 1_200 });
    const rows = await db.profile.findMany({ where: { shopId: "a" } });
    for (const row of rows) {
      const profile = row.state as unknown as Profile;
      expect(profile.scores).toEqual(scoresOf(profile, models as ShopModels, NOW));
      expect((row.traits as Record<string, unknown>)["score.churn"] ?? null).toBe(profile.scores.churn?.value ?? null);
    }
    expect(rows.filter((row) => (row.state as unknown as Profile).scores.stage).length).toBe(1_200);
  });

  it("only scores anew while there is no more to learn from, and learns again after a week", async () => {
    await shopOf("b", 40, 11);
    await askForScores(sql, "b", "night", clock.now);
    await toEnd(scoring(), "b");
    const first = await latestFit(sql, "b");
    clock.now += DAY;
    await askForScores(sql, "b", "night", clock.now);
    await toEnd(scoring(), "b");
    expect((await latestFit(sql, "b"))?.asOf).toBe(first?.asOf);
    expect((await profiles("b")).every(({ scores }) => scores.stage?.at === clock.now)).toBe(true);
    clock.now += 6 * DAY;
    await askForScores(sql, "b", "night", clock.now);
    await toEnd(scoring(), "b");
    expect((await latestFit(sql, "b"))?.asOf).toBe(clock.now);
    expect(errors).toEqual([]);
  });
});

/** As it was before its first night. */
async function unscored(shopId: string): Promise<void> {
  for (const table of ["score_run", "model_fit", "product_model"]) await db.$executeRawUnsafe(`DELETE FROM ${table} WHERE shop_id = $1`, shopId);
  await db.$executeRawUnsafe(`UPDATE shop SET models = NULL WHERE id = $1`, shopId);
  await db.$executeRawUnsafe(`UPDATE profile SET state = jsonb_set(state, '{scores}', '{}') WHERE shop_id = $1`, shopId);
  clock.now = NOW;
  errors.length = 0;
}

describe("a run that breaks off", () => {
  it("ends in the same scores wherever it was, each customer counted once", async () => {
    await shopOf("cut", 1_100, 8);
    await askForScores(sql, "cut", "night", clock.now);
    await toEnd(scoring(), "cut");
    const { models: whole } = await readShop(sql, "cut");
    const first = (await profiles("cut")).map(({ scores }) => scores);
    let steps = Infinity;
    for (let cut = 0; cut < steps; cut++) {
      await unscored("cut");
      await askForScores(sql, "cut", "night", clock.now);
      let step = 0;
      const between = async (): Promise<void> => {
        if (step++ === cut) throw new Error("cut");
      };
      await toEnd(scoring({ between }), "cut");
      if (step <= cut) steps = cut;
      else expect(errors).toEqual([new Error("cut")]);
      clock.now += 10 * MINUTE;
      await toEnd(scoring(), "cut");
      expect(await readScoreRun(sql, "cut"), `cut at ${cut}`).toMatchObject({ status: "done", done: 1_100, total: 1_100, reason: null });
      const { models } = await readShop(sql, "cut");
      const { asOf, drift } = (await readScoreRun(sql, "cut")) as ScoreRun;
      expect({ ...models, inForceFrom: NOW }).toEqual(whole);
      for (const profile of await profiles("cut")) expect(profile.scores).toEqual(scoresOf(profile, models as ShopModels, asOf as number));
      if (asOf === NOW) expect((await profiles("cut")).map(({ scores }) => scores)).toEqual(first);
      expect(drift?.latest.customers).toBe(1_100);
    }
    expect(steps).toBeGreaterThan(2);
  });

  it("is taken up by another worker once its own is known to be dead, and not before", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    const never = scoring({ learn: () => new Promise(() => {}) });
    await never.step("cut");
    void never.step("cut");
    await expect.poll(async () => (await db.scoreRun.findUnique({ where: { shopId: "cut" } }))?.attempts).toBe(1);
    expect(await scoring().step("cut")).toBe(false);
    clock.now += 10 * MINUTE;
    await toEnd(scoring(), "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "done", done: 1_100 });
  });

  it("waits longer after each failure, says so, and waits to be asked again after five", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    const broken = scoring({ learn: () => Promise.reject(new Error("no memory")) });
    for (let day = 0; day < 3; day++, clock.now += DAY) await toEnd(broken, "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "learning", reason: expect.stringContaining("It is tried again") });
    for (let day = 0; day < 3; day++, clock.now += DAY) await toEnd(broken, "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "failed", reason: expect.stringContaining("next night") });
    expect(errors).toHaveLength(5);
    expect(await findWork(sql, clock.now)).toEqual([]);
    await askForScores(sql, "cut", "night", clock.now);
    await toEnd(scoring(), "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "done", reason: null });
  });

  it("lets go of learning at once when the process stops", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    const stopped = scoring({ learn: learnInThread });
    await stopped.step("cut");
    const step = stopped.step("cut");
    await expect.poll(async () => (await readScoreRun(sql, "cut"))?.attempts).toBe(1);
    await stopped.close();
    await step;
    expect(errors).toEqual([]);
    expect(await findWork(sql, clock.now)).toEqual([{ job: "scoring", shopId: "cut" }]);
    await toEnd(scoring(), "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "done" });
  });
});

describe("while a shop is scored", () => {
  it("two workers share it, and nobody is scored twice", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    const workers = [scoring(), scoring(), scoring()];
    while ((await findWork(sql, clock.now)).length > 0) await Promise.all(workers.map((one) => one.step("cut")));
    expect(errors).toEqual([]);
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "done", done: 1_100 });
    expect(await db.modelFit.count({ where: { shopId: "cut" } })).toBe(1);
  });

  it("a customer to whom something happens meanwhile keeps the newer scores", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    let touched: string | null = null;
    const between = async (): Promise<void> => {
      if (touched !== null || (await readScoreRun(sql, "cut"))?.status !== "scoring") return;
      clock.now += MINUTE;
      const last = await db.profile.findFirstOrThrow({ where: { shopId: "cut" }, orderBy: { id: "desc" } });
      touched = last.id;
      const event = { key: "faq", type: "page.viewed" as const, at: clock.now, data: { page: "faq", orderRef: null } };
      await handleEvents(postgresStore(db), "cut", [{ profileId: last.id, event }], clock.now);
    };
    await toEnd(scoring({ between }), "cut");
    const rows = await db.profile.findMany({ where: { shopId: "cut" }, orderBy: { id: "asc" } });
    const moments = rows.map((row) => (row.state as unknown as Profile).scores.stage?.at);
    expect(moments.at(-1)).toBe(NOW + MINUTE);
    expect(new Set(moments.slice(0, -1))).toEqual(new Set([NOW]));
  });

  it("a shop that leaves is not gone on with, and says why; nothing is asked for it either", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    const leaving = scoring({ between: () => oneTransaction(db, (tx) => stopShop(tx, "cut", clock.now)) });
    await toEnd(leaving, "cut");
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "failed", reason: "The shop removed Afterglow." });
    expect((await readShop(sql, "cut")).models).toBeUndefined();
    expect(await findWork(sql, clock.now)).toEqual([]);
    await askForScores(sql, "cut", "backfill", clock.now);
    expect(await findWork(sql, clock.now)).toEqual([]);
    await db.$executeRawUnsafe(`UPDATE shop SET uninstalled_at = NULL WHERE id = 'cut'`);
  });

  it("a past that has been read in begins it again, and learns from all of it", async () => {
    await unscored("cut");
    await askForScores(sql, "cut", "night", clock.now);
    let asked = false;
    const between = async (): Promise<void> => {
      if (asked) return;
      asked = true;
      await insertCustomers(sql, "cut", [{ id: randomUUID(), events: [{ key: "order:late:placed", type: "order.placed", at: NOW - DAY, data: { orderRef: "late", number: "late", amount: 100, currency: "USD", items: [] } }] }]);
      await askForScores(sql, "cut", "backfill", clock.now);
    };
    await toEnd(scoring({ between, learn: learnInThread }), "cut");
    expect(errors).toEqual([]);
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "done", because: "backfill", done: 1_101 });
    expect((await readShop(sql, "cut")).models?.customers).toBe(1_101);
  });

  it("a night does not begin while a past is being read in", async () => {
    await unscored("cut");
    await startPulls(sql, "cut", "backfill", [{ key: "orders", label: "Orders" }], { since: null, until: NOW }, NOW);
    await askForScores(sql, "cut", "night", clock.now);
    expect(await readScoreRun(sql, "cut")).toBeNull();
    clock.now += 2 * DAY;
    await askForScores(sql, "cut", "night", clock.now);
    expect(await readScoreRun(sql, "cut")).toMatchObject({ status: "waiting" });
  });
});

it("an event of a customer changes their scores at once", async () => {
  await shopOf("once", 400, 9);
  await askForScores(sql, "once", "night", clock.now);
  await toEnd(scoring(), "once");
  const before = (await profiles("once")).find(({ lastOrderAt }) => lastOrderAt !== null && lastOrderAt < NOW - 200 * DAY) as Profile;
  clock.now += DAY;
  const event = { key: "order:again:placed", type: "order.placed" as const, at: clock.now, data: { orderRef: "again", number: "again", amount: 5_000, currency: "USD", items: [] } };
  await handleEvents(postgresStore(db), "once", [{ profileId: before.id, event }], clock.now);
  const after = (await profiles("once")).find(({ id }) => id === before.id) as Profile;
  expect(after.scores.churn?.at).toBe(clock.now);
  expect(Number(after.scores.churn?.value)).toBeLessThan(Number(before.scores.churn?.value));
  expect(after.scores.stage?.value).not.toBe(before.scores.stage?.value);
});

it("test orders teach nothing", async () => {
  await shopOf("tests", 60, 10);
  await askForScores(sql, "tests", "night", clock.now);
  await toEnd(scoring(), "tests");
  const orders = (await readShop(sql, "tests")).models?.orders ?? 0;
  const { ref } = await db.order.findFirstOrThrow({ where: { shopId: "tests" } });
  await db.$executeRawUnsafe(`UPDATE "order" SET test = true WHERE shop_id = 'tests' AND ref = $1`, ref);
  await askForScores(sql, "tests", "merchant", clock.now);
  await toEnd(scoring({ learn: learnInThread }), "tests");
  expect((await readShop(sql, "tests")).models?.orders).toBe(orders - 1);
});

it("the end of a backfill asks for scores: of all of it, and not of its parts; catching up does not", async () => {
  await shopOf("pulled", 3, 12);
  const page = { items: [], next: null, done: 0, total: null, note: null, waitMs: 0 };
  const pull = puller({ db, store: postgresStore(db), platforms: { clientFor: async () => ({ pull: async () => page }) as never }, now: () => clock.now, onKept: () => undefined, onError: (_what, error) => void errors.push(error) });
  const resources = ["customers", "orders"].map((key) => ({ key, label: key }));
  await startPulls(sql, "pulled", "catch_up", resources, { since: null, until: NOW }, NOW);
  while (await pull("pulled"));
  expect(await readScoreRun(sql, "pulled")).toBeNull();
  await startPulls(sql, "pulled", "backfill", resources, { since: null, until: NOW }, NOW);
  await pull("pulled");
  expect(await readScoreRun(sql, "pulled")).toBeNull();
  await pull("pulled");
  expect(errors).toEqual([]);
  expect(await readScoreRun(sql, "pulled")).toMatchObject({ status: "waiting", because: "backfill" });
});

it("deleting a shop's data takes all of it", async () => {
  expect(await db.productModel.count({ where: { shopId: "once" } })).toBeGreaterThan(0);
  await oneTransaction(db, (tx) => deleteShop(tx, "once"));
  for (const count of [db.modelFit.count({ where: { shopId: "once" } }), db.productModel.count({ where: { shopId: "once" } }), db.scoreRun.count({ where: { shopId: "once" } })]) expect(await count).toBe(0);
});
