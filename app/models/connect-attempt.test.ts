import { expect, it } from "vitest";
import { MINUTE } from "#app/core/shared/instant.ts";
import { createVault } from "#app/vault.server.ts";
import { testDatabase } from "#test/database.ts";
import { beginAttempt, findAttempt, settleAttempt, useAttempt } from "./connect-attempt.ts";

const { prisma: db } = await testDatabase();
const vault = createVault("a secret of at least thirty-two characters");
const STATE = "an unguessable state";

it("is used once, however many answers come at the same time", async () => {
  await beginAttempt(db, vault, "woocommerce", STATE, { url: "https://shop.example" }, 0);
  const uses = await Promise.all(Array.from({ length: 8 }, () => useAttempt(db, "woocommerce", STATE, MINUTE)));
  expect(uses.filter(Boolean)).toHaveLength(1);
  await settleAttempt(db, STATE, { shopId: "shop-1" });
  expect(await findAttempt(db, vault, "woocommerce", STATE, MINUTE)).toEqual({ detail: { url: "https://shop.example" }, usedAt: MINUTE, shopId: "shop-1", reason: null });
});

it("is nothing to another platform, to another state, and after a quarter of an hour", async () => {
  await beginAttempt(db, vault, "woocommerce", STATE, {}, 0);
  expect(await findAttempt(db, vault, "magento", STATE, 0)).toBeNull();
  expect(await findAttempt(db, vault, "woocommerce", "a guess", 0)).toBeNull();
  expect(await findAttempt(db, vault, "woocommerce", STATE, 16 * MINUTE)).toBeNull();
  expect(await useAttempt(db, "woocommerce", STATE, 16 * MINUTE)).toBe(false);
});

it("keeps neither the state nor what is known of the shop in plain", async () => {
  await beginAttempt(db, vault, "magento", STATE, { consumerSecret: "hush hush" }, 0);
  const rows = JSON.stringify(await db.connectAttempt.findMany());
  expect([rows.includes(STATE), rows.includes("hush")]).toEqual([false, false]);
});
