import { readSettings } from "../core/shop.ts";
import type { Shop, ShopStats } from "../core/shop.ts";
import type { Sql } from "./store/transaction.ts";

type Row = Omit<Shop, "settings" | "stats" | "timeZone"> & { time_zone: string; settings: unknown; stats: Partial<ShopStats> };

/** One shop with its settings. @throws Error when there is none: callers come from a row of it */
export async function readShop(sql: Sql, shopId: string): Promise<Shop> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `SELECT id, platform, domain, name, currency, country, time_zone, locale, salt, settings, stats FROM shop WHERE id = $1`, shopId,
  );
  const row = rows[0];
  if (!row) throw new Error(`there is no shop ${shopId}`);
  const { time_zone, settings, stats, ...rest } = row;
  return { ...rest, timeZone: time_zone, settings: readSettings(settings), stats: { orderP90: stats.orderP90 ?? {} } };
}
