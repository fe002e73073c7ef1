import { planState, readPlan } from "../core/plan.ts";
import { readSettings, readStats } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import type { ShopModels } from "../core/scoring/shop-models.ts";
import type { Sql } from "./store/transaction.ts";

type Row = Omit<Shop, "settings" | "stats" | "models" | "timeZone" | "journeysFrom" | "plan" | "left"> & { models: ShopModels | null; plan: unknown; time_zone: string; journeys_from: Date | null; left: boolean; settings: unknown; stats: unknown };

/** A condition on the shop of a statement's first parameter: it has not left. What waits is claimed only under it. */
export const INSTALLED = "EXISTS (SELECT 1 FROM shop WHERE shop.id = $1 AND shop.uninstalled_at IS NULL)";

/** One shop with its settings. @throws Error when there is none: callers come from a row of it */
export async function readShop(sql: Sql, shopId: string): Promise<Shop> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `SELECT id, platform, domain, name, currency, country, time_zone, locale, salt, settings, stats, models, journeys_from, uninstalled_at IS NOT NULL AS "left",
       (SELECT plan FROM connection WHERE shop_id = shop.id) AS plan FROM shop WHERE id = $1`, shopId,
  );
  const row = rows[0];
  if (!row) throw new Error(`there is no shop ${shopId}`);
  const { time_zone, settings, stats, models, journeys_from, left, plan: kept, ...rest } = row;
  const plan = readPlan(kept);
  return { ...rest, timeZone: time_zone, settings: readSettings(settings), stats: readStats(stats), ...(models && { models }), ...(journeys_from && { journeysFrom: journeys_from.getTime() }), ...(plan && { plan: planState(plan) }), ...(left && { left }) };
}

/** A shop's webhook secrets as they are stored: sealed. */
export async function readShopSecrets(sql: Sql, shopId: string): Promise<readonly string[]> {
  const [row] = await sql.$queryRawUnsafe<{ secrets: string[] }[]>(`SELECT secrets FROM shop WHERE id = $1`, shopId);
  return row?.secrets ?? [];
}
