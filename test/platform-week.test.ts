/** A week in which webhooks are dropped, doubled, reordered and late, and only the catch-up poll is true. */
import { afterAll, describe, expect, it } from "vitest";
import type { Platform } from "#app/core/event/connector.ts";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import type { SentWebhook, StoreChange, StoreDouble } from "#test/doubles/store-double.ts";
import { BEGIN, knownOf, platformScene, truthOf } from "#test/platform-scene.ts";

/** The same week each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.each(Object.entries(DOUBLES) as [Platform, NonNullable<(typeof DOUBLES)[Platform]>][])("a bad week of %s", async (_platform, load) => {
  const { prisma: db } = await testDatabase();
  const doubles: StoreDouble[] = [];
  afterAll(() => Promise.all(doubles.map((double) => double.close())));

  it("ends with what the store knows", async () => {
    const draw = random(7);
    const upTo = (most: number): number => 1 + Math.floor(draw() * most);
    const { install, readAll, send, pass, double, door, now } = await platformScene(db, await load(), { orders: 25, customers: 10, products: 5 });
    doubles.push(double);
    const { shopId } = await install();
    await readAll(shopId);
    await db.journey.updateMany({ where: { shopId }, data: { status: "live" } });
    const waiting: { readonly at: number; readonly webhook: SentWebhook }[] = [];
    while (now() < BEGIN + 7 * DAY) {
      await pass(HOUR);
      for (let changes = 0; changes < 3; changes++) {
        if (draw() < 0.5) double.change(someChange(draw, upTo, double), now());
      }
      for (const webhook of double.takeWebhooks(shopId)) {
        const luck = draw();
        if (luck < 0.25) continue;
        waiting.push({ at: now() + (luck < 0.5 ? 0 : draw() * DAY), webhook });
        if (luck > 0.85) waiting.push({ at: now() + draw() * DAY, webhook });
      }
      const due = waiting.filter(({ at }) => at <= now()).sort(() => draw() - 0.5);
      for (const one of due) {
        waiting.splice(waiting.indexOf(one), 1);
        expect(await send(one.webhook)).toBe(200);
      }
      if (draw() < 0.3) double.failNext([draw() < 0.5 ? "throttled" : "server_error"]);
      if (draw() < 0.25) await door.app.platforms.catchUp(shopId);
    }
    for (const { webhook } of waiting) await send(webhook);
    double.failNext([]);
    await pass(HOUR);
    await readAll(shopId);
    await door.app.platforms.catchUp(shopId);
    await readAll(shopId);
    expect(await knownOf(db, shopId)).toEqual(truthOf(double));
    expect(await db.delivery.findMany({ where: { shopId, status: { in: ["quarantined", "failed", "pending"] } }, select: { topic: true, reason: true } })).toEqual([]);
    const walks = await db.enrollment.groupBy({ by: ["journey", "key"], where: { shopId }, _count: true });
    expect(walks.every((walk) => walk._count === 1)).toBe(true);
  }, 300_000);
});

function someChange(draw: () => number, upTo: (most: number) => number, double: StoreDouble): StoreChange {
  const orders = double.truth().orders;
  const order = upTo(orders.length);
  const luck = draw();
  if (luck < 0.45) return { kind: "order_placed", customer: upTo(10), products: [upTo(5), upTo(5)], paid: draw() < 0.7 };
  if (luck < 0.6) return { kind: "order_shipped", order, tracking: `T${order}` };
  if (luck < 0.7) return { kind: "order_paid", order };
  if (luck < 0.78) return { kind: "order_refunded", order, amount: 100 };
  if (luck < 0.84) return { kind: "order_cancelled", order };
  if (luck < 0.92) return { kind: "customer_changed", customer: upTo(10), firstName: `Name${Math.floor(draw() * 100)}`, consents: draw() < 0.5 };
  return { kind: "product_changed", product: upTo(5), inStock: draw() < 0.5 };
}
