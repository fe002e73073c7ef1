/** A connected shop's past from its database. */
import { readPast } from "../backtest.server.ts";
import { CATALOG } from "../core/journey/catalog/index.ts";
import type { LiveJourney } from "../engine/working-set.ts";
import type { Database } from "../models/database.ts";
import { clockOffset, countOrders, findProfileId, listShops } from "../models/backtest-scope.ts";
import { listJourneys } from "../models/journey.ts";
import { currentJourney } from "../models/live-journeys.ts";
import { plainSql } from "../models/plain-sql.ts";
import { StartError } from "../start-error.server.ts";
import type { Arguments } from "./arguments.ts";
import type { Progress } from "./progress.ts";
import type { Source } from "./source.ts";

/** @throws StartError when there is no such shop */
export async function fromShop(db: Database, told: Arguments, isDemo: boolean, now: number, progress: Progress, signal: AbortSignal): Promise<Source> {
  const sql = plainSql(db);
  const shops = await listShops(sql);
  const chosen = shops.find(({ id }) => id === told.shop);
  if (!chosen) {
    const there = shops.length === 0 ? "There is none yet." : `There ${shops.length === 1 ? "is" : "are"} ${shops.slice(0, 20).map(({ id }) => id).join(", ")}.`;
    throw new StartError(`--shop ${told.shop} is not a shop here. ${there}`);
  }
  const end = now + (isDemo ? await clockOffset(sql) : 0);
  const journeys = await journeysOf(db, chosen.id);
  progress.begin("Reading the shop's past");
  const orders = await countOrders(sql, chosen.id, 10_000_000);
  const past = await readPast(sql, chosen.id, end, (read) => {
    signal.throwIfAborted();
    progress.at(read, null, "webhooks");
  });
  return {
    shop: past.shop, figures: past.figures, models: past.models, live: past.live, journeys, customers: past.histories.size, orders, first: null, end,
    histories: past.histories.packed(),
    async find(who) {
      const id = await findProfileId(sql, chosen.id, who);
      return id === null ? null : past.histories.find(id);
    },
    notes: [
      `${past.shop.name} has ${orders === 1 ? "1 order" : `${orders} orders`} here. Live: ${past.live.length === 0 ? "no journey" : past.live.map(({ definition }) => definition.name).join(", ")}; what they would have sent counts for the limits and the turns of all.`,
      "What customers really did counts, no more: nobody opens, clicks or answers a message that was never sent.",
    ],
  };
}

/** The shop's own journeys as they stand, and those of the catalog that it does not have. */
async function journeysOf(db: Database, shopId: string): Promise<LiveJourney[]> {
  const sql = plainSql(db);
  const own = await Promise.all((await listJourneys(db, shopId)).map(({ key }) => currentJourney(sql, shopId, key)));
  const found = new Map(own.flatMap((one) => (one ? [[one.definition.key, one] as const] : [])));
  for (const journey of CATALOG) if (!found.has(journey.key)) found.set(journey.key, { version: 1, definition: journey.define({}) });
  return [...found.values()];
}
