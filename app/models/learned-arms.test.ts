import { beforeAll, expect, it } from "vitest";
import { checkDefinition } from "#app/core/journey/check.ts";
import type { Definition } from "#app/core/journey/definition.ts";
import { drawArm } from "#app/core/journey/draw-arm.ts";
import type { Enrollment } from "#app/core/journey/enrollment.ts";
import { weekOf } from "#app/core/scoring/shop-figures.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { addWaitingShop, WAITING } from "./journey-control.fixture.ts";
import { findShop } from "./installed-shop.ts";
import { learnedArms } from "./learned-arms.ts";
import { keptFigures, refreshShopStats } from "./shop-stats.ts";

const { prisma: db } = await testDatabase();
const NOW = Date.UTC(2026, 10, 4);
const WEEK = weekOf(NOW);

const LEARNS = read({
  ...WAITING, start: "try",
  steps: { ...WAITING.steps, try: { kind: "split", label: "Which words", learn: { goal: "clicked" }, arms: [{ id: "short", label: "Short", weight: 1, next: "until_shipped" }, { id: "long", label: "Long", weight: 1, next: "until_shipped" }, { id: "rude", label: "Rude", weight: 1, next: "until_shipped" }] } },
});

function read(input: unknown): Definition {
  const checked = checkDefinition(input, ["x"]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value;
}

async function walks(shopId: string, arm: string, at: number, n: number, clicks: number, leaves: number): Promise<void> {
  const rows = Array.from({ length: n }, () => ({ id: crypto.randomUUID(), profileId: crypto.randomUUID() }));
  const state = { trail: [{ step: "try", at, note: "" }], walk: { arms: { try: { arm, chance: 0.5 } } } };
  await db.enrollment.createMany({ data: rows.map(({ id, profileId }) => ({ id, shopId, journey: "waiting", version: 1, profileId, key: id, status: "completed", step: "done", enteredAt: new Date(at), state })) });
  const event = (type: string, index: number, data: object) => ({ shopId, key: crypto.randomUUID(), profileId: rows[index]?.profileId ?? "", type, at: new Date(at + 2 * DAY), recordedAt: new Date(at), data });
  await db.event.createMany({ data: [...Array.from({ length: clicks }, (_, index) => event("message.clicked", index, { enrollmentId: rows[index]?.id })), ...Array.from({ length: leaves }, (_, index) => event("consent.withdrawn", index, {}))] });
}

beforeAll(async () => {
  for (const shop of ["learns", "other"]) {
    await addWaitingShop(db, shop);
    await db.journeyVersion.update({ where: { shopId_key_version: { shopId: shop, key: "waiting", version: 1 } }, data: { definition: LEARNS } });
  }
  await walks("learns", "short", WEEK - 30 * DAY, 200, 40, 1);
  await walks("learns", "long", WEEK - 30 * DAY, 200, 15, 1);
  await walks("learns", "rude", WEEK - 30 * DAY, 200, 80, 30);
  // Their week to click is not over: they say nothing yet, however many they are.
  await walks("learns", "long", WEEK - 3 * DAY, 300, 290, 0);
});

it("favours what was clicked, stops what drives customers away, and waits until their time is over", async () => {
  const { arms } = await learnedArms(db, "learns", WEEK);
  expect(arms?.["waiting/try"]).toMatchObject({ rude: 0 });
  expect(arms?.["waiting/try"]?.["short"]).toBeGreaterThan(0.95);
  expect(arms?.["waiting/try"]?.["long"]).toBeGreaterThan(0);
  expect((await learnedArms(db, "learns", WEEK + 28 * DAY)).arms?.["waiting/try"]?.["long"]).toBeGreaterThan(0.9);
});

it("says nothing of a shop where nobody was drawn", async () => {
  expect(await learnedArms(db, "other", WEEK)).toEqual({});
});

it("is kept by week with the other figures, so that a replay draws as the shop did", async () => {
  await refreshShopStats(db, "learns", NOW);
  const shop = await findShop(db, "learns");
  const kept = (await keptFigures(db, "learns")).get(WEEK);
  const split = LEARNS.steps["try"];
  if (!shop || !kept || split?.kind !== "split") throw new Error("nothing was kept");
  expect(kept.arms?.["waiting/try"]).toBeDefined();
  const arms = new Set<string>();
  for (let customer = 0; customer < 300; customer++) {
    const walk = { profileId: `p${customer}`, walk: { arms: {} } } as unknown as Enrollment;
    const live = drawArm("waiting", "try", split, walk, shop);
    expect(JSON.stringify(drawArm("waiting", "try", split, walk, { ...shop, stats: kept }))).toBe(JSON.stringify(live));
    arms.add(live.arm);
  }
  expect(arms).toEqual(new Set(["short", "long"]));
});
