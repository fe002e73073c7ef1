import type { Enrollment } from "#app/core/journey/enrollment.ts";
import type { MessageStatus } from "#app/core/message/message.ts";
import type { Profile } from "#app/core/profile/profile.ts";
import { describeStore } from "#app/engine/store-contract.ts";
import { NOBODY_HELD_OUT, testShop } from "#app/engine/testing.ts";
import { testDatabase } from "#test/database.ts";
import { connectShop } from "../connect-shop.ts";
import { postgresStore } from "./index.ts";

const { prisma: db } = await testDatabase();
let shops = 0;

describeStore("PostgreSQL store", async () => {
  const shopId = `shop-${++shops}`;
  const { stats: _stats, ...shop } = testShop({ id: shopId, domain: shopId, settings: NOBODY_HELD_OUT });
  await connectShop(db, { ...shop, secrets: [], apiKey: shopId, writeKey: `write-${shopId}` }, 0);
  const where = { shopId };
  return {
    store: postgresStore(db),
    shopId,
    profiles: async () => (await db.profile.findMany({ where: { shopId, mergedInto: null } })).map((row) => row.state as unknown as Profile),
    messages: async () =>
      (await db.message.findMany({ where, orderBy: { createdAt: "asc" } })).map((row) => ({ ...row, status: row.status as MessageStatus, sendAt: row.sendAt?.getTime() ?? null })),
    walks: async () => (await db.enrollment.findMany({ where })).map((row) => row.state as unknown as Enrollment),
    events: () => db.event.findMany({ where, select: { key: true, profileId: true } }),
    decisions: () => db.decision.findMany({ where, select: { outcome: true, rule: true, reason: true, channel: true, profileId: true, facts: true } }),
  };
});
