/** A backtest of a connected shop: its own past from the tables, through the engine, with nothing written. */
import { setImmediate } from "node:timers/promises";
import { connectorFor } from "#connectors/registry.ts";
import type { ShopModels } from "./core/scoring/shop-models.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Shop } from "./core/shop.ts";
import type { LiveJourney } from "./engine/working-set.ts";
import { accountOwners, pastDeliveries, pastEvents, pastOrders } from "./models/history.ts";
import { keptModels } from "./models/model-fit.ts";
import { readShop } from "./models/shop.ts";
import { keptFigures, orderFigures } from "./models/shop-stats.ts";
import { liveJourneys } from "./models/live-journeys.ts";
import type { Sql } from "./models/store/transaction.ts";
import { backtest } from "./simulation/backtest.ts";
import type { BacktestOptions } from "./simulation/backtest.ts";
import { figuresByWeek } from "./simulation/figures-by-week.ts";
import type { FiguresByWeek } from "./simulation/figures-by-week.ts";
import type { Report } from "./simulation/report.ts";
import { ShopHistories } from "./simulation/shop-histories.ts";

export type ShopPast = { readonly shop: Shop; readonly histories: ShopHistories; readonly figures: FiguresByWeek; readonly models: readonly ShopModels[]; readonly live: readonly LiveJourney[] };

/** Deliveries between two turns for what else this process does. */
const TURN = 100;

/**
 * Reads a shop's past into memory.
 *
 * @param until figures are taken up to here; everything that happened is read
 * @throws Error when there is no such shop
 */
export async function readPast(sql: Sql, shopId: string, until: Instant, onProgress: (deliveries: number) => void = () => {}): Promise<ShopPast> {
  // What journeys would do does not depend on what is paid for; and each moment has the models that were in force then.
  const { plan: _plan, models: _models, ...shop } = await readShop(sql, shopId);
  const connector = connectorFor(shop.platform);
  const histories = new ShopHistories();
  const orders = new Map<string, string>();
  for await (const order of pastOrders(sql, shopId)) orders.set(order.ref, order.profileId);
  const accounts = await accountOwners(sql, shopId);
  const ownerOf = (kind: "order" | "customer", ref: string): string | null => (kind === "order" ? orders : accounts).get(ref) ?? null;
  let read = 0;
  for await (const delivery of pastDeliveries(sql, shopId)) {
    const translated = connector?.translate(delivery.topic, delivery.body, delivery.receivedAt, shop);
    if (translated?.kind === "snapshots") histories.addSnapshots(translated.snapshots, delivery.handledAt, delivery.receivedAt, ownerOf);
    if (++read % TURN !== 0) continue;
    onProgress(read);
    await setImmediate();
  }
  for await (const order of pastOrders(sql, shopId)) histories.addOrder(order.profileId, order.state);
  for await (const { profileId, recordedAt, event } of pastEvents(sql, shopId)) histories.addEvent(profileId, event, recordedAt);
  const figures = figuresByWeek(await collect(orderFigures(sql, shopId, until)), until);
  for (const [week, stats] of await keptFigures(sql, shopId)) figures.set(week, stats);
  return { shop, histories, figures, models: await keptModels(sql, shopId), live: await liveJourneys(sql, shopId) };
}

/** What `journey` would have done in a shop whose past was read. */
export function backtestShop(past: ShopPast, journey: LiveJourney, span: Pick<BacktestOptions, "from" | "to" | "onProgress" | "signal">): Promise<Report> {
  return backtest(past.histories.histories(), { ...span, breathe: () => setImmediate(), shop: past.shop, figures: past.figures, models: past.models, journey, beside: past.live });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
