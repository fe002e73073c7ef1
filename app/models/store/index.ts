import type { PrismaClient } from "../../../prisma/generated/client.ts";
import type { Store } from "../../engine/ports.ts";
import { readShop } from "../shop.ts";
import { claimMessages, updateMessages } from "./outbox.ts";
import type { SendRates } from "./outbox.ts";
import { claimDeliveries, settleDeliveries } from "./deliveries.ts";
import { claimDue } from "./due.ts";
import { readMarks } from "../forget/marks.ts";
import { shareJourneys } from "./journey-lock.ts";
import { JourneyCache } from "./journeys.ts";
import { load } from "./load.ts";
import { save } from "./save.ts";
import { claimStopping } from "./stopping.ts";
import { inTransaction } from "./transaction.ts";

/**
 * The engine's store on PostgreSQL.
 *
 * @param leaseMs how long a message may be on its way before another worker takes its sender for dead; longer than any channel tries twice
 * @param rates messages per second by channel, over all processes of this database
 */
export function postgresStore(db: PrismaClient, { leaseMs = 360_000, rates = {} }: { leaseMs?: number | undefined; rates?: SendRates | undefined } = {}): Store {
  const journeys = new JourneyCache();
  return {
    transaction: (shopId, work) =>
      inTransaction(db, async (sql) => {
        await shareJourneys(sql, shopId);
        return work({
          claimDeliveries: (limit) => claimDeliveries(sql, shopId, limit),
          claimDue: (now, limit) => claimDue(sql, shopId, now, limit),
          claimStopping: (limit) => claimStopping(sql, shopId, limit),
          load: async (needs) => load(sql, await readShop(sql, shopId), journeys, needs),
          erasures: (marks) => readMarks(sql, shopId, marks),
          knownEvents: async (keys) => {
            if (keys.length === 0) return new Set();
            const rows = await sql.$queryRawUnsafe<{ key: string }[]>(`SELECT key FROM event WHERE shop_id = $1 AND key = ANY($2)`, shopId, keys);
            return new Set(rows.map((row) => row.key));
          },
          save: (set, now) => save(sql, set, now),
          settleDeliveries: (outcomes, now) => settleDeliveries(sql, shopId, outcomes, now),
          updateMessages: (updates) => updateMessages(sql, shopId, updates),
        });
      }),
    claimMessages: (shopId, now, limit) => inTransaction(db, (sql) => claimMessages(sql, shopId, now, limit, leaseMs, rates)),
  };
}
