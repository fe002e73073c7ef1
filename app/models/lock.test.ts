import { expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { alone } from "./lock.ts";

const { prisma: db } = await testDatabase();

it("lets one in at a time by shop and name, and the next after a failure", async () => {
  let inside = 0;
  let most = 0;
  const work = (shopId: string, name: string, fails = false) =>
    alone(db, shopId, name, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      if (fails) throw new Error("it failed");
    }).catch(() => undefined);
  await Promise.all([work("a", "token"), work("a", "token", true), work("a", "token"), work("a", "token")]);
  expect(most).toBe(1);
});

it("keeps no shop waiting for another", async () => {
  const order: string[] = [];
  await alone(db, "a", "token", async () => {
    await alone(db, "b", "token", async () => void order.push("b"));
    order.push("a");
  });
  expect(order).toEqual(["b", "a"]);
});
