import { beforeAll, describe, expect, it } from "vitest";
import { checkDefinition } from "#app/core/journey/check.ts";
import type { Definition } from "#app/core/journey/definition.ts";
import { DAY } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { addWaitingShop, WAITING } from "./journey-control.fixture.ts";
import { journeyEffect } from "./journey-effect.ts";

const { prisma: db } = await testDatabase();
const NOW = Date.UTC(2026, 10, 1);
const SHOP = { id: "a", currency: "GBP" };

const SPLIT = read({
  ...WAITING, start: "try",
  steps: { ...WAITING.steps, try: { kind: "split", label: "Coupon or not", arms: [{ id: "coupon", label: "Coupon", weight: 1, next: "until_shipped" }, { id: "plain", label: "No coupon", weight: 1, next: "until_shipped" }] } },
});

function read(input: unknown): Definition {
  const checked = checkDefinition(input, ["x"]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value;
}

type Drawn = { at: Instant; heldOut?: boolean; arm?: string; orders?: { at: Instant; total?: number; currency?: string; status?: string; test?: boolean }[]; consented?: boolean; share?: number };

/** One customer on the journey, whose only message came to the draw at `at`; without consent it never did. */
async function customer(shopId: string, { at, heldOut = false, arm, orders = [], consented = true, share = 0.1 }: Drawn): Promise<void> {
  const [profileId, enrollmentId] = [crypto.randomUUID(), crypto.randomUUID()];
  await db.profile.create({ data: { id: profileId, shopId, name: "A", state: {} } });
  const state = { trail: [{ step: "until_shipped", at: at - DAY, note: "" }, { step: "try", at, note: "" }], walk: { arms: arm === undefined ? {} : { try: { arm, chance: 0.5 } } } };
  await db.enrollment.create({ data: { id: enrollmentId, shopId, journey: "waiting", version: 1, profileId, key: enrollmentId, status: "completed", step: "done", enteredAt: new Date(at - DAY), state } });
  for (const later of [0, 3]) {
    const facts = consented ? { consent: {}, holdout: { share, heldOut } } : { consent: {} };
    await db.decision.create({ data: { id: crypto.randomUUID(), shopId, profileId, enrollmentId, journey: "waiting", step: "howto", at: new Date(at + later * DAY), outcome: heldOut || !consented ? "drop" : "send", reason: "", facts } });
  }
  for (const order of orders) await db.order.create({ data: { id: crypto.randomUUID(), shopId, ref: crypto.randomUUID(), profileId, status: order.status ?? "open", placedAt: new Date(order.at), currency: order.currency ?? "GBP", total: order.total ?? 1000, test: order.test ?? false, state: {} } });
}

describe("journeyEffect", () => {
  const at = NOW - 100 * DAY;
  beforeAll(async () => {
    for (const shop of ["a", "b", "none"]) await addWaitingShop(db, shop);
    await customer("a", { at, orders: [{ at: at + 5 * DAY, total: 2500 }, { at: at + 6 * DAY, total: 500 }] });
    await customer("a", { at, orders: [{ at: at + 61 * DAY }, { at: at - DAY }] });
    await customer("a", { at, orders: [{ at: at + DAY, status: "cancelled" }, { at: at + DAY, test: true }] });
    await customer("a", { at, orders: [{ at: at + DAY, total: 700, currency: "USD" }] });
    await customer("a", { at, heldOut: true });
    await customer("a", { at, heldOut: true, orders: [{ at: at + 59 * DAY, total: 900 }] });
    await customer("a", { at: NOW - 20 * DAY, orders: [{ at: NOW - 19 * DAY }] });
    await customer("a", { at: NOW - 30 * DAY, heldOut: true });
    await customer("a", { at, consented: false });
    await customer("b", { at, orders: [{ at: at + DAY }] });
    await customer("none", { at, share: 0, orders: [{ at: at + DAY }] });
  });

  it("counts, from the draw on, who ordered in time and what they spent, once for each customer", async () => {
    expect(await journeyEffect(db, SHOP, "waiting", WAITING, NOW)).toEqual([
      {
        split: null,
        arms: [
          { id: "holdout", n: 2, ordered: 1, revenue: 900, revenueSquares: 810_000, perWeek: 1 / 8, waiting: 1 },
          { id: "written", n: 4, ordered: 2, revenue: 3000, revenueSquares: 9_000_000, perWeek: 1 / 8, waiting: 1 },
        ],
      },
    ]);
  });

  it("keeps to the shop, and finds nobody where nobody was left alone", async () => {
    expect((await journeyEffect(db, { ...SHOP, id: "b" }, "waiting", WAITING, NOW))[0]?.arms).toMatchObject([{ id: "written", n: 1, ordered: 1 }]);
    expect(await journeyEffect(db, { ...SHOP, id: "none" }, "waiting", WAITING, NOW)).toEqual([{ split: null, arms: [] }]);
    expect(await journeyEffect(db, SHOP, "other", WAITING, NOW)).toEqual([{ split: null, arms: [] }]);
  });

  it("counts a split's arms from the visit to it", async () => {
    await addWaitingShop(db, "c");
    await customer("c", { at, arm: "coupon", orders: [{ at: at + DAY }] });
    await customer("c", { at, arm: "plain", orders: [{ at: at - DAY / 2 }] });
    const found = await journeyEffect(db, { ...SHOP, id: "c" }, "waiting", SPLIT, NOW);
    expect(found.find(({ split }) => split === "try")?.arms).toMatchObject([{ id: "coupon", n: 1, ordered: 1, revenue: 1000 }, { id: "plain", n: 1, ordered: 0 }]);
  });
});
