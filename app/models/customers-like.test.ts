import { beforeAll, expect, test } from "vitest";
import { emptyProfile } from "#app/core/profile/profile.ts";
import type { Profile } from "#app/core/profile/profile.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { customersLike } from "./customers-like.ts";

const { prisma: db } = await testDatabase();
const NOW = Date.UTC(2026, 10, 1);

type Person = { readonly shop?: string; readonly name: string; readonly group: number | null; readonly orders: number; readonly spend: number; readonly days: number; readonly mergedInto?: string };

async function add({ shop = "a", name, group, orders, spend, days, mergedInto }: Person): Promise<Profile> {
  const id = crypto.randomUUID();
  const lastOrderAt = NOW - days * DAY;
  await db.profile.create({
    data: { id, shopId: shop, name, orders, spend, lastSeenAt: new Date(lastOrderAt), mergedInto: mergedInto ?? null, state: {}, traits: { "score.group": group, "profile.daysSinceOrder": orders > 0 ? lastOrderAt : null } },
  });
  return { ...emptyProfile(id), counts: { orders, cancelled: 0, delivered: 0, refunded: 0 }, spend: { USD: spend }, lastOrderAt, lastSeenAt: lastOrderAt, ...(group !== null && { scores: { group: { value: group, at: NOW } } }) };
}

let ada: Profile;
beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  ada = await add({ name: "Ada", group: 2, orders: 5, spend: 20_000, days: 30 });
  await add({ name: "Nearest", group: 2, orders: 5, spend: 21_000, days: 33 });
  await add({ name: "Near", group: 2, orders: 6, spend: 25_000, days: 20 });
  await add({ name: "Far", group: 2, orders: 40, spend: 900_000, days: 2 });
  await add({ name: "Other group", group: 1, orders: 5, spend: 20_000, days: 30 });
  await add({ name: "Other shop", shop: "b", group: 2, orders: 5, spend: 20_000, days: 30 });
  await add({ name: "Merged", group: 2, orders: 5, spend: 20_000, days: 30, mergedInto: ada.id });
  await add({ name: "Never ordered", group: 2, orders: 0, spend: 0, days: 30 });
});

test("the nearest of the same group and shop, the nearest first, never themselves", async () => {
  expect((await customersLike(db, "a", ada, "USD", NOW)).map(({ name }) => name)).toEqual(["Nearest", "Near", "Far"]);
  expect(await customersLike(db, "a", ada, "USD", NOW, 1)).toMatchObject([{ name: "Nearest", orders: 5, spend: 21_000, lastOrderAt: NOW - 33 * DAY }]);
});

test("nobody is like a customer without a group", async () => {
  expect(await customersLike(db, "a", { ...ada, scores: {} }, "USD", NOW)).toEqual([]);
});
