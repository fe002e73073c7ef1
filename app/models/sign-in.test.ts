import { expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { createSignIn, takeSignIn } from "./sign-in.ts";

const { prisma: db } = await testDatabase();

test("of twenty tries at once one gets in, and none later", async () => {
  const id = await createSignIn(db, "shop-1", 0);
  const tries = await Promise.all(Array.from({ length: 20 }, () => takeSignIn(db, id, 1)));
  expect(tries.filter((shopId) => shopId !== null)).toEqual(["shop-1"]);
  expect(await takeSignIn(db, id, 2)).toBeNull();
  expect(await takeSignIn(db, crypto.randomUUID(), 2)).toBeNull();
});
